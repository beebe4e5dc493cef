"""A supervisor's concern about a return, for the responsible officer's eyes (docs/adr: concerns are private)."""

import pghistory
from django.db import models

from pathways.returns.models import ReturnPlan
from people.memberships.policies import memberships_today
from people.models import Role, User


class Outcome(models.TextChoices):
    """What the responsible officer decides."""

    NONE = "none", "Nothing further"
    SUPPORT = "support", "More support, agreed with both"
    EXTEND = "extend", "A longer supervised period"
    FORMAL = "formal", "The employer’s formal procedure"


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: User) -> "ConcernQuerySet":
        """Those the user wrote, and those of organisations whose responsible officer they are today; never their own.

        A supervisor who hands the plan on still reads what they wrote, while they work there. A medical director who
        supervises the return is no responsible officer of it.
        """
        wrote = models.Q(raised_by=user, plan__organisation__in=memberships_today(user).values("organisation"))
        directs = memberships_today(user, Role.MEDICAL_DIRECTOR)
        officer = models.Q(plan__organisation__in=directs.values("organisation")) & ~models.Q(plan__supervisor=user)
        return self.filter(wrote | officer).exclude(plan__user=user)


class Concern(models.Model):
    """What worries the supervisor, and what the responsible officer did about it."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="concerns")
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField("what the concern is")
    withheld = models.BooleanField("the clinician is not told yet", default=False)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = models.TextField("what was done", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="concern_answered_whole",
                condition=models.Q(answered_at__isnull=True, outcome="", answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(outcome=""),
            )
        ]
        # Serves the responsible officer's list: the organisation's by plan, open ones first.
        indexes = [models.Index(fields=["plan", "answered_at"], name="concerns_of_plan")]

    def __str__(self) -> str:
        return f"Concern {self.pk}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["text", "answer"])(Concern)
