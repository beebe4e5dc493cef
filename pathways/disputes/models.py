"""Disagreement about a time split: mediation, and the appeal that may follow it (domain.md section 1.3)."""

import pghistory
from django.db import models

from pathways.splits.models import TimeSplit
from people.models import User


class Outcome(models.TextChoices):
    """How a mediation or an appeal ends."""

    PROPOSED = "proposed", "The time split as it was proposed"
    CHANGED = "changed", "A time split with changes"
    REFUSED = "refused", "No new time split: the one before stays"


class Mediation(models.Model):
    """One mediation of a split: asked for with grounds, led by a mediator, met on a day, decided in writing."""

    split = models.ForeignKey(TimeSplit, models.CASCADE, related_name="mediations")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    grounds = models.TextField()
    mediator = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="mediations_led")
    meets_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_words = models.TextField("the outcome in writing", blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["split"], condition=models.Q(outcome=""), name="one_open_mediation_of_a_split"
            ),
            models.CheckConstraint(
                name="mediation_decided_in_writing",
                condition=models.Q(outcome="", decided_on=None)
                | ~models.Q(outcome="") & models.Q(decided_on__isnull=False) & ~models.Q(outcome_words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Mediation {self.pk} of split {self.split_id}"


class Appeal(models.Model):
    """The appeal against a mediation's outcome: a panel of three recommends, the board decides."""

    mediation = models.OneToOneField(Mediation, models.CASCADE, related_name="appeal")
    appealed_on = models.DateField()
    grounds = models.TextField()
    nominee = models.CharField("panel member named by the clinician", max_length=120)
    chair = models.CharField("panel chair named by the employer", max_length=120, blank=True)
    independent = models.CharField("independent panel member from the agreed list", max_length=120, blank=True)
    hearing_on = models.DateField(null=True, blank=True)
    recommendation = models.TextField(blank=True)
    recommended_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=8, choices=Outcome, blank=True)
    decision_words = models.TextField("the board’s decision in writing", blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appeal_decided_in_writing",
                condition=models.Q(decision="", decided_on=None)
                | ~models.Q(decision="") & models.Q(decided_on__isnull=False) & ~models.Q(decision_words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal of mediation {self.mediation_id}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(Mediation)
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(Appeal)
