"""Days worked under supervision after a return, one by one (R3)."""

import pghistory
from django.db import models

from pathways.returns.models import ReturnPlan
from people.models import User


class Work(models.TextChoices):
    """What the day mostly was."""

    CLINIC = "clinic", "Clinic"
    LIST = "list", "Theatre or procedure list"
    WARD = "ward", "Ward round or ward work"
    ON_CALL = "on_call", "On call, with a senior colleague there"
    OTHER = "other", "Other clinical work"


class SupervisedDayQuerySet(models.QuerySet["SupervisedDay"]):
    def visible_to(self, user: User) -> "SupervisedDayQuerySet":
        """Those of the plans that this person reads: the clinician's and the supervisor's."""
        return self.filter(plan__in=ReturnPlan.objects.visible_to(user))

    def agreed(self) -> "SupervisedDayQuerySet":
        """Those that count: the supervisor logged or agreed them."""
        return self.filter(agreed_at__isnull=False)


class SupervisedDay(models.Model):
    """One working day under supervision; it counts once the supervisor has agreed it."""

    plan = models.ForeignKey(ReturnPlan, models.CASCADE, related_name="days")
    day = models.DateField()
    work = models.CharField(max_length=8, choices=Work)
    out_of_hours = models.BooleanField("with out-of-hours work, not alone", default=False)
    solo_out_of_hours = models.BooleanField("out-of-hours work alone", default=False, editable=False)
    note = models.CharField(max_length=300, blank=True)
    logged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = SupervisedDayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "day"], name="supervised_day_once"),
            models.CheckConstraint(name="r3_no_solo_out_of_hours", condition=models.Q(solo_out_of_hours=False)),
        ]
        # Serves the desk: what waits for a supervisor's agreement.
        indexes = [
            models.Index(fields=["plan"], name="supervised_day_waiting", condition=models.Q(agreed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.get_work_display()} on {self.day}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["note"])(
    SupervisedDay
)
