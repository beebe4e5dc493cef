"""Phases of a return: clinical work that grows step by step, each a time split of its own."""

import pghistory
from django.db import models

from pathways.returns.models import ReturnPlan
from pathways.splits.models import TimeSplit


class ReturnPhase(models.Model):
    """From a day on, so many PAs a week of direct clinical care, until the next phase; the last runs on."""

    plan = models.ForeignKey(ReturnPlan, models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    starts = models.DateField()
    dcc_pas = models.DecimalField("direct clinical care, PAs a week", max_digits=5, decimal_places=3)
    split = models.ForeignKey(TimeSplit, models.SET_NULL, null=True, blank=True, related_name="return_phases")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="return_phase_position_once"),
            models.CheckConstraint(name="return_phase_has_clinical_work", condition=models.Q(dcc_pas__gt=0)),
        ]

    def __str__(self) -> str:
        return f"Phase {self.position}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(ReturnPhase)
