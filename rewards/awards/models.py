"""Awards that people hold."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from people.models import User
from rewards.rates.models import AwardLevel


class HeldAward(models.Model):
    """An award held by a person for a half-open period, at its stored value (P6: frozen, no uplift)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="awards")
    level = models.ForeignKey(AwardLevel, models.PROTECT)
    annual_gbp = models.DecimalField(max_digits=10, decimal_places=2)
    period = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="award_not_negative", condition=models.Q(annual_gbp__gte=0)),
            ExclusionConstraint(
                name="one_award_of_a_level_a_day",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level_id} held by {self.user_id}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(HeldAward)
