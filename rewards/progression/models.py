"""Review meetings that a step of pay needs, as they were held."""

import pghistory
from django.db import models
from django.utils import timezone

from people.models import User
from rewards.employment.models import Employment


class Outcome(models.TextChoices):
    """What the clinical manager found."""

    MAY = "may", "May progress"
    HELD_BACK = "held_back", "Held back"


class ProgressReview(models.Model):
    """A review meeting about one step of pay, with the employment as it stood then."""

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="progress_reviews")
    point = models.CharField("point it is about", max_length=40)
    held_on = models.DateField("day it was held")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employment", "point", "held_on"], name="progress_review_once_a_day"),
            models.CheckConstraint(
                name="held_back_for_a_reason",
                condition=~models.Q(outcome=Outcome.HELD_BACK) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} to {self.point}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(ProgressReview)
