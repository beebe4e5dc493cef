"""What a person has chosen: how often they hear of each kind, quiet hours, a language, and dates away."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from people.models import User
from reminders.rules import Every


class Choice(models.Model):
    """How often a person hears of one kind by email, where they have chosen other than the kind begins with."""

    user = models.ForeignKey(User, models.CASCADE, related_name="message_choices", db_index=False)
    kind = models.CharField(max_length=40)
    every = models.CharField(max_length=10, choices=Every)

    class Meta:
        # Its index serves the sweep and each letter too: all choices of some people.
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_choice_a_person_and_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_every_display()}"


class Habits(models.Model):
    """The hours in which a person wants no letter, and the language of those that they get."""

    user = models.OneToOneField(User, models.CASCADE, related_name="message_habits", primary_key=True)
    quiet_from = models.PositiveSmallIntegerField("full hour from which it is quiet", null=True, blank=True)
    quiet_to = models.PositiveSmallIntegerField("full hour at which quiet ends", null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quiet_hours_have_two_ends",
                condition=models.Q(quiet_from=None, quiet_to=None)
                | models.Q(quiet_from__lte=23, quiet_to__lte=23) & ~models.Q(quiet_from=models.F("quiet_to")),
            )
        ]

    def __str__(self) -> str:
        return f"Habits of {self.user_id}"


class Away(models.Model):
    """For a half-open period a person is away, and someone may be told in their place of what they may act on."""

    user = models.ForeignKey(User, models.CASCADE, related_name="times_away")
    period = DateRangeField()
    delegate = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="times_standing_in")

    class Meta:
        ordering = ["period"]
        constraints = [
            ExclusionConstraint(
                name="away_once_a_day",
                expressions=[("user", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="away_for_another", condition=~models.Q(delegate=models.F("user"))),
            models.CheckConstraint(
                name="away_has_both_days",
                condition=models.Q(period__lower_inf=False, period__upper_inf=False, period__isempty=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is away"

    @property
    def first(self) -> date:
        """The first day away."""
        assert self.period.lower is not None  # away_has_both_days
        return self.period.lower

    @property
    def last_day(self) -> date:
        """The last day away."""
        assert self.period.upper is not None  # away_has_both_days
        return self.period.upper - timedelta(days=1)
