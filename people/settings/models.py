"""What an organisation has set for itself, and from which day: the past stays as it was."""

from datetime import date, timedelta

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.accounts.models import User
from people.organisations.models import Organisation


class SettingValue(models.Model):
    """One setting's value in one organisation for a half-open period; the declared default holds where none does."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="setting_values")
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    period = DateRangeField()
    reason = models.TextField(blank=True)
    set_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            # Its index also serves every reading: what held in an organisation on a day.
            ExclusionConstraint(
                name="one_value_of_a_setting_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="r12_small_number_from_5_to_10",
                condition=~Q(key="small_number") | Q(value__in=[str(n) for n in range(5, 11)]),
            ),
            models.CheckConstraint(
                name="applications_kept_from_180_to_800_days",
                condition=~Q(key="applications_kept_days") | Q(value__regex=r"^(1[89]\d|[2-7]\d\d|800)$"),
            ),
            models.CheckConstraint(name="setting_from_a_day", condition=Q(period__startswith__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.organisation_id}"

    @property
    def starts(self) -> date:
        """The first day on which it holds; the database sees that there is one."""
        first: date = self.period.lower or date.min
        return first

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, None where no end is known."""
        return self.period.upper and self.period.upper - timedelta(days=1)


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(SettingValue)
