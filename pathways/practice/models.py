"""Evidence that clinical skills are kept, an employer's targets, and with whom one shares it."""

from datetime import date, timedelta
from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q

from pathways.practice.kinds import Kind
from people.importing.models import ImportedFile
from people.memberships.policies import memberships_today
from people.models import Membership, Organisation, Profession, Role, Specialty, User


class EvidenceImport(ImportedFile):
    """One file of one's own log, and once written, its counts."""

    made = models.PositiveIntegerField("entries written", default=0)
    unchanged = models.PositiveIntegerField("entries there already", default=0)
    left = models.PositiveIntegerField("entries left out", default=0)

    class Meta(ImportedFile.Meta):
        abstract = False
        # Serves the list of a person's imports, newest first.
        indexes = [models.Index(fields=["by", "-sent_at"], name="evidence_imports_of")]


def random_name(evidence: "Evidence", name: str) -> str:
    """A name in storage that says nothing of the person."""
    return f"practice/{uuid4().hex}.{name.rsplit('.')[-1]}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User, on: date) -> "EvidenceQuerySet":
        """One's own, and that of those who share their evidence with the user on the day."""
        shared = Grant.objects.open_to(user, on).filter(evidence_too=True)
        return self.filter(Q(user=user) | Q(user__in=shared.values("owner")))


class Evidence(models.Model):
    """One entry of a person's log."""

    user = models.ForeignKey(User, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField("day")
    what = models.CharField(max_length=120, blank=True)
    amount = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    expires_on = models.DateField("holds until", null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    file = models.FileField(upload_to=random_name, blank=True)
    file_kind = models.CharField(max_length=4, blank=True, choices=[("pdf", "PDF"), ("docx", "Word")])
    file_size = models.PositiveIntegerField("bytes", default=0)
    imported = models.ForeignKey(EvidenceImport, models.SET_NULL, null=True, blank=True, related_name="entries")
    logged_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="evidence_of_some", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="training_holds_until_a_day", condition=~Q(kind="training") | Q(expires_on__gt=models.F("on"))
            ),
            models.CheckConstraint(name="evidence_file_whole", condition=Q(file="", file_kind="") | ~Q(file_kind="")),
        ]
        # Serves a person's log, newest first, of all kinds; and the picture of readiness.
        indexes = [models.Index(fields=["user", "-on", "-id"], name="evidence_of_person")]

    def __str__(self) -> str:
        return self.what or self.get_kind_display()


class TargetQuerySet(models.QuerySet["Target"]):
    def current(self) -> "TargetQuerySet":
        return self.filter(retired_at=None)

    def for_clinician(self, organisations: list[int], profession: str, specialty: int | None) -> "TargetQuerySet":
        """Those of the employers that hold for the profession and the specialty, or for any."""
        of_specialty = Q(specialty=None) | Q(specialty=specialty) if specialty else Q(specialty=None)
        return self.current().filter(
            of_specialty, Q(profession="") | Q(profession=profession), organisation__in=organisations
        )


class Target(models.Model):
    """How much of a kind an employer asks for within so many months: its own data, for a specialty or for all."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="practice_targets")
    specialty = models.ForeignKey(Specialty, models.PROTECT, null=True, blank=True, related_name="+")
    profession = models.CharField(max_length=20, choices=Profession, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.CharField(max_length=120, blank=True, help_text="Empty: any of the kind.")
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    months = models.PositiveSmallIntegerField("within months")
    source = models.CharField("where it is agreed", max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "what", "pk"]
        constraints = [
            models.CheckConstraint(name="target_of_some", condition=Q(amount__gt=0, months__gte=1)),
            models.UniqueConstraint(
                fields=["organisation", "specialty", "profession", "kind", "what"],
                condition=Q(retired_at=None),
                nulls_distinct=False,
                name="one_target_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount.normalize():f} of {self.what or self.get_kind_display().lower()}"


class GrantQuerySet(models.QuerySet["Grant"]):
    def open_to(self, user: User, on: date) -> "GrantQuerySet":
        """What others share with the user on the day: by name, or by a role held today; not one's own.

        What is shared with a role is open while its owner works there too.
        """
        held = memberships_today(user).values_list("organisation_id", "role").distinct()
        by_role = Q(pk__in=[])
        for organisation, role in held:
            by_role |= Q(organisation=organisation, role=role)
        there = Membership.objects.in_force(on).filter(user=OuterRef("owner"), organisation=OuterRef("organisation"))
        shared = Q(person=user) | by_role & Exists(there)
        return self.filter(shared, ended_at=None, period__contains=on).exclude(owner=user)


class Grant(models.Model):
    """That a person, or the holders of a role, may see one's picture of readiness between two days."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="practice_grants")
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=30, choices=Role, blank=True)
    period = DateRangeField()
    evidence_too = models.BooleanField("the log and its files too", default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="grant_to_a_person_or_a_role",
                condition=Q(person__isnull=False, organisation__isnull=True, role="")
                | Q(person__isnull=True, organisation__isnull=False) & ~Q(role=""),
            ),
            models.CheckConstraint(
                name="grant_has_both_days", condition=Q(period__lower_inf=False, period__upper_inf=False)
            ),
        ]
        indexes = [
            # Serves "shared with me", by name and by role.
            models.Index(fields=["person"], name="practice_grant_person", condition=Q(ended_at__isnull=True)),
            GistIndex(
                fields=["organisation", "period"], name="practice_grant_role", condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else f"{self.get_role_display()}, {self.organisation}"

    @property
    def until(self) -> date:
        """The day from which it is over."""
        assert self.period.upper is not None  # grant_has_both_days
        return self.period.upper

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)


class Look(models.Model):
    """That someone looked at another's picture or log on a day; its owner reads it."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="practice_looks")
    viewer = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "viewer", "day"], name="practice_look_once_a_day")]

    def __str__(self) -> str:
        return f"{self.viewer_id} looked at {self.owner_id}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["content"])(EvidenceImport)
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(Target)
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(Grant)
