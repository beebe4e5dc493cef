"""Time splits: a dated weekly division of a person's PAs, with its lines and signatures."""

from datetime import date, timedelta

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from pathways.signatories.models import Delegation, Who

# Whoever asks for a split mostly asks for its status too: both are found here.
from pathways.splits.status import AGREED as AGREED
from pathways.splits.status import CHANGEABLE as CHANGEABLE
from pathways.splits.status import CORRECTABLE as CORRECTABLE
from pathways.splits.status import PENDING as PENDING
from pathways.splits.status import TRANSITIONS as TRANSITIONS
from pathways.splits.status import Category as Category
from pathways.splits.status import SplitStatus as SplitStatus
from people.models import Membership, Organisation, Role, Service, User
from roles.models import Appointment, Archetype


def _sent_where(user: User, on: date) -> models.Q:
    """What has been sent in an organisation for which the person works."""
    here = Membership.objects.in_force(on).filter(user=user.pk).values("organisation")
    return models.Q(submitted_at__isnull=False) & ~models.Q(status=SplitStatus.DRAFT) & models.Q(organisation__in=here)


def _signed_for(user: User, on: date) -> models.Q:
    """What the person signs on the day: by role, by name or as delegate; of corrections HR too."""
    delegated = Delegation.objects.filter(delegate=user.pk, period__contains=on)
    for_others = delegated.filter(delegator=models.OuterRef("user"), organisation=models.OuterRef("organisation"))
    held = Membership.objects.in_force(on).filter(models.Q(user_id=user.pk) | models.Exists(for_others))
    for_named = delegated.filter(
        delegator=models.OuterRef("waits_for_person"), organisation=models.OuterRef("organisation")
    )
    leads, directs = held.filter(role=Role.SERVICE_LEAD), held.filter(role=Role.MEDICAL_DIRECTOR)
    return (
        models.Q(service__in=leads.values("service"))
        | models.Q(organisation__in=leads.filter(service=None).values("organisation"))
        | models.Q(organisation__in=directs.values("organisation"))
        | models.Q(corrects__isnull=False, organisation__in=held.filter(role=Role.HR).values("organisation"))
        | models.Q(waits_for_person=user.pk)
        | models.Q(models.Exists(for_named))
    )


class TimeSplitQuerySet(models.QuerySet["TimeSplit"]):
    def visible_to(self, user: User, on: date) -> "TimeSplitQuerySet":
        """What its effects are open to, and what the person has signed before, by whatever role it was.

        All but their own only while they work for the organisation themselves.
        """
        signed = models.Q(models.Exists(SignOff.objects.filter(by=user.pk, split=models.OuterRef("pk"))))
        return self.filter(models.Q(user_id=user.pk) | _sent_where(user, on) & (_signed_for(user, on) | signed))

    def effects_open_to(self, user: User, on: date) -> "TimeSplitQuerySet":
        """Those whose effect on pay and cover the person reads: their own, and the sent ones of those they sign for on
        the day, by role, by name or as delegate. A signature once given opens it no more."""
        return self.filter(models.Q(user_id=user.pk) | _sent_where(user, on) & _signed_for(user, on))

    def pending(self) -> "TimeSplitQuerySet":
        """Splits that wait for a signature."""
        return self.filter(status__in=PENDING)

    def in_force(self, on: date) -> "TimeSplitQuerySet":
        """Agreed splits whose period holds the day."""
        return self.filter(status__in=AGREED, period__contains=on)


class TimeSplit(models.Model):
    """One dated weekly division of a person's PAs with one employer (S1 to S12)."""

    Status = SplitStatus

    user = models.ForeignKey(User, models.PROTECT, related_name="splits")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="splits")
    service = models.ForeignKey(Service, models.PROTECT, related_name="splits")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="splits")
    kind = models.ForeignKey(
        Archetype,
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,  # split_agreed_of_kind finds those that are asked for
        related_name="+",
        help_text="Of its role. Written by the database, never here.",
    )
    status = models.CharField(max_length=14, choices=SplitStatus, default=SplitStatus.DRAFT)
    period = DateRangeField(help_text="Half-open; without an end it runs until the next one starts.")
    agreed_until = models.DateField(
        null=True, blank=True, help_text="The day after its last as agreed: a later split may end `period` sooner."
    )
    total_pas = models.DecimalField("PAs a week in all", max_digits=5, decimal_places=3)
    dcc_pas = models.DecimalField(max_digits=5, decimal_places=3, default=0)
    spa_pas = models.DecimalField(max_digits=5, decimal_places=3, default=0)
    anr_pas = models.DecimalField(max_digits=5, decimal_places=3, default=0)
    ed_pas = models.DecimalField(max_digits=5, decimal_places=3, default=0)
    apa_pas = models.DecimalField("of these, additional PAs", max_digits=5, decimal_places=3, default=0)
    reason = models.TextField("why this split", blank=True)
    override_reason = models.TextField(blank=True)
    override_agreed_by = models.CharField("who agreed to more than the limit", max_length=120, blank=True)
    return_reason = models.TextField(blank=True)
    tiers = models.JSONField(default=list, blank=True, help_text="The tiers of the day it was sent, in their order.")
    tier = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The one whose turn it is; 1 is first.")
    waits_for = models.CharField(max_length=16, choices=Who, blank=True)
    waits_for_person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField("to be signed by", null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = TimeSplitQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="s9_no_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(status__in=["signed_off", "in_force", "superseded", "ended"]),
            ),
            models.CheckConstraint(
                name="s1_parts_equal_total",
                condition=models.Q(
                    total_pas=models.F("dcc_pas") + models.F("spa_pas") + models.F("anr_pas") + models.F("ed_pas")
                )
                | models.Q(status__in=["draft", "returned", "reopened", "withdrawn"]),
            ),
            models.CheckConstraint(name="split_has_a_first_day", condition=models.Q(period__lower_inf=False)),
            models.CheckConstraint(
                name="s2_parts_not_negative",
                condition=models.Q(dcc_pas__gte=0, spa_pas__gte=0, anr_pas__gte=0, ed_pas__gte=0, apa_pas__gte=0),
            ),
            models.CheckConstraint(
                name="s10_what_waits_says_for_whom",
                condition=~models.Q(status__in=["submitted", "first_signed"])
                | models.Q(tier__gte=1, tier__lte=3) & ~models.Q(waits_for=""),
            ),
        ]
        indexes = [
            # Serves the approvals queue: what waits in an organisation, oldest first; counts and order need no row. And
            # the cover effect, which asks who of them works in a service.
            models.Index(
                fields=["organisation", "waits_for", "submitted_at", "id"],
                include=["service", "user", "waits_for_person", "period", "dcc_pas"],
                name="split_waiting",
                condition=models.Q(status__in=["submitted", "first_signed"]),
            ),
            # Serves the queue of a named person, and of their delegate.
            models.Index(
                fields=["waits_for_person", "submitted_at"],
                name="split_waiting_for_person",
                condition=models.Q(status__in=["submitted", "first_signed"], waits_for="person"),
            ),
            # Serves every queue: what one has signed of those that wait for a third signature.
            models.Index(
                fields=["tier"],
                name="split_waiting_third",
                condition=models.Q(status="first_signed", tier=3),
            ),
            # Serves the cover effect: agreed direct clinical care of a service, with all it asks, so that no row is
            # read (833 of them took 0.9 ms, their index alone takes 0.2).
            models.Index(
                fields=["service"],
                include=["id", "user", "period", "dcc_pas"],
                name="split_agreed_of_service",
                condition=models.Q(status__in=["signed_off", "in_force"]),
            ),
            # Serves the effect on consistency: leadership time agreed for a kind of role, without a row or a role read.
            models.Index(
                fields=["kind"],
                include=["organisation", "user", "period", "anr_pas"],
                name="split_agreed_of_kind",
                condition=models.Q(status__in=["signed_off", "in_force", "superseded", "ended"], kind__isnull=False),
            ),
            # Serves bringing into force: what is signed off and waits for its day.
            models.Index(fields=["status"], name="split_signed_off", condition=models.Q(status="signed_off")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="kind_of_role",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("appointment_id"),
                func="NEW.kind_id = (SELECT archetype_id FROM roles_appointment WHERE id = NEW.appointment_id); "
                "RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return f"Time split {self.pk}"

    @property
    def starts(self) -> date:
        """The first day that counts."""
        assert self.period.lower is not None  # split_has_a_first_day
        return self.period.lower

    @property
    def last_day(self) -> date | None:
        """The last day that counts, or None when it runs on."""
        return self.period.upper - timedelta(days=1) if self.period.upper else None


class SplitLine(models.Model):
    """One line of a split: PAs a week of one category, for something named."""

    split = models.ForeignKey(TimeSplit, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=3, choices=Category)
    what = models.CharField(max_length=120)
    pas = models.DecimalField("PAs a week", max_digits=5, decimal_places=3)
    additional = models.BooleanField("additional PA", default=False)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 is Monday.")
    session = models.CharField(max_length=10, blank=True, help_text="am, pm or evening.")
    hours = models.DecimalField("hours a week at a fixed time", max_digits=4, decimal_places=2, null=True, blank=True)
    premium = models.BooleanField("in premium time, where 3 hours are a PA", default=False)
    sessions_a_year = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: the split's own."
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["split", "position"], name="split_line_position_once"),
            models.UniqueConstraint(
                fields=["split", "weekday", "session"],
                condition=models.Q(weekday__isnull=False) & ~models.Q(session=""),
                name="s7_no_session_twice",
            ),
        ]
        # Serves the cover of a service: what a week gives to another service than its own, which is rare.
        indexes = [
            models.Index(fields=["split"], name="split_line_elsewhere", condition=models.Q(service__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.what}, {self.pas} PAs"


class SignOff(models.Model):
    """A signature under a split. One a tier, and one person never two tiers (S10)."""

    split = models.ForeignKey(TimeSplit, models.CASCADE, related_name="sign_offs")
    round = models.PositiveSmallIntegerField(default=1, help_text="Rises each time the split is submitted again.")
    tier = models.PositiveSmallIntegerField(help_text="1 is the first to sign.")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["split", "round", "tier"], name="s10_one_signature_a_tier"),
            models.UniqueConstraint(fields=["split", "round", "by"], name="s10_one_tier_a_person"),
        ]
        # Serves the approvals queue: what a director who also leads has signed first.
        indexes = [models.Index(fields=["by"], name="sign_off_first_by", condition=models.Q(tier=1))]

    def __str__(self) -> str:
        return f"Tier {self.tier} by {self.by_id}"


class Seen(models.Model):
    """The version of a split that a signatory's page last showed, so that the queue can say what changed since."""

    split = models.ForeignKey(TimeSplit, models.CASCADE, related_name="seen_by")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["split", "user"], name="split_seen_once_a_person")]

    def __str__(self) -> str:
        return f"Version {self.version} seen by {self.user_id}"


class Remark(models.Model):
    """One message of the talk beside a split: kept as it was sent."""

    split = models.ForeignKey(TimeSplit, models.CASCADE, related_name="remarks")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Remark {self.pk} beside split {self.split_id}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["kind"])(TimeSplit)
