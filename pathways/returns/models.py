"""Return plans: the agreed way back to clinical practice, with its meetings and check-ins."""

import pghistory
from django.db import models

from people.memberships.policies import memberships_today
from people.models import Organisation, Service, User
from roles.models import Appointment


class ReturnStatus(models.TextChoices):
    """The states of domain.md section 4.3."""

    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"
    AWAY = "away", "In the role or away"
    PRE_RETURN = "pre_return", "Preparing to return"
    SUPERVISED = "supervised", "Back, under supervision"
    EXTENDED = "extended", "Supervision extended"
    REVIEWED = "reviewed", "Reviewed"
    CLOSED = "closed", "Closed"


# The whole life of a return plan: from each status, the ones it may move to.
TRANSITIONS: dict[str, set[str]] = {
    ReturnStatus.DRAFT: {ReturnStatus.AGREED},
    ReturnStatus.AGREED: {ReturnStatus.AWAY},
    ReturnStatus.AWAY: {ReturnStatus.PRE_RETURN},
    ReturnStatus.PRE_RETURN: {ReturnStatus.SUPERVISED},
    ReturnStatus.SUPERVISED: {ReturnStatus.EXTENDED, ReturnStatus.REVIEWED},
    ReturnStatus.EXTENDED: {ReturnStatus.REVIEWED},
    ReturnStatus.REVIEWED: {ReturnStatus.CLOSED},
    ReturnStatus.CLOSED: set(),
}


BEFORE_RETURN = (ReturnStatus.DRAFT, ReturnStatus.AGREED, ReturnStatus.AWAY, ReturnStatus.PRE_RETURN)
"""Not back yet: dates still move."""
UNDER_SUPERVISION = (ReturnStatus.SUPERVISED, ReturnStatus.EXTENDED)


class Basis(models.TextChoices):
    """What a plan starts from (R1). Why someone was away is never asked."""

    ROLE = "role", "A leadership role with a right to return"
    ABSENCE = "absence", "Time away from practice"
    LOW_SHARE = "low_share", "A week with little clinical work"


class ReturnPlanQuerySet(models.QuerySet["ReturnPlan"]):
    def visible_to(self, user: User) -> "ReturnPlanQuerySet":
        """The clinician's own, and those they supervise where they work today."""
        here = memberships_today(user).values("organisation")
        return self.filter(models.Q(user=user) | models.Q(supervisor=user, organisation__in=here))


class ReturnPlan(models.Model):
    """A clinician's way back: when they leave practice, when they return, to what, and who supervises."""

    Status = ReturnStatus

    user = models.ForeignKey(User, models.PROTECT, related_name="return_plans")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="return_plans")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="return_plans")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    supervisor = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="supervised_return_plans")
    status = models.CharField(max_length=12, choices=ReturnStatus, default=ReturnStatus.DRAFT)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.ROLE)
    away_from = models.DateField("last change to clinical practice")
    returns_on = models.DateField("day of return")
    first_returns_on = models.DateField("day of return as first planned", null=True, blank=True)
    return_dcc_pas = models.DecimalField(max_digits=5, decimal_places=3)
    strength = models.CharField(max_length=20, help_text="R4: quick, some, structured or long.")
    supervised_days = models.PositiveSmallIntegerField("working days under supervision", default=10)
    right_until = models.DateField("the right to return holds until", null=True, blank=True)
    notice_by = models.DateField("notice to be given by", null=True, blank=True)
    notice_given_on = models.DateField("notice given", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReturnPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=models.Q(appointment__isnull=False) & ~models.Q(status="closed"),
                name="one_open_return_plan_an_appointment",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(appointment__isnull=True) & ~models.Q(status="closed"),
                name="one_open_return_plan_without_a_role",
            ),
            models.CheckConstraint(
                name="return_from_a_role_has_its_role",
                condition=~models.Q(basis="role") | models.Q(appointment__isnull=False),
            ),
            models.CheckConstraint(
                name="return_after_leaving", condition=models.Q(returns_on__gt=models.F("away_from"))
            ),
            models.CheckConstraint(name="r3_ten_supervised_days", condition=models.Q(supervised_days__gte=10)),
        ]
        # Serves an organisation's figures: who is on the way back, by state and day of return.
        indexes = [models.Index(fields=["organisation", "status", "returns_on"], name="return_plans_of")]

    def __str__(self) -> str:
        return f"Return plan {self.pk}"

    @property
    def title(self) -> str:
        """What its owner calls it."""
        return f"Back from {self.appointment.title if self.appointment else 'time away'}"


class CheckInKind(models.TextChoices):
    BEFORE = "before", "Meeting before leaving practice"
    IN_ROLE = "in_role", "Check-in during the role"
    CONTACT = "contact", "Contact three months before return"
    PRE_RETURN = "pre_return", "Pre-return meeting"
    ON_RETURN = "on_return", "Meeting on return"
    SUPERVISED_END = "supervised_end", "End of the supervised period"
    REVIEW = "review", "Review after return"
    AFTER_3_MONTHS = "after_3_months", "Three months after return"
    AFTER_6_MONTHS = "after_6_months", "Six months after return"


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: User) -> "CheckInQuerySet":
        """Those of the plans that this person reads, notes and all: the clinician's and the supervisor's."""
        return self.filter(plan__in=ReturnPlan.objects.visible_to(user))

    def with_answered(self) -> "CheckInQuerySet":
        """Each with `answered_at`: when its questions were answered, None where they were not."""
        return self.annotate(answered_at=models.F("answers__answered_at"))


class CheckIn(models.Model):
    """A dated step of a return plan."""

    plan = models.ForeignKey(ReturnPlan, models.CASCADE, related_name="check_ins")
    kind = models.CharField(max_length=16, choices=CheckInKind)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind", "due_on"], name="check_in_once_a_date"),
            models.CheckConstraint(
                name="check_in_done_by_someone",
                condition=models.Q(done_on__isnull=True) | models.Q(done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(ReturnPlan)
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["note"])(CheckIn)
