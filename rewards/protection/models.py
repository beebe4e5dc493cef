"""Sums protected after stepping down, each with the policy of its first day; pay elements follow from them."""

import pghistory
from django.db import models
from django.db.models import Q

from people.models import Organisation, Service, User
from rewards.protection.rules import Sum


class ProtectedSum(models.Model):
    """An allowance that ended and is protected: so much a year from a day, in full and then in steps."""

    user = models.ForeignKey(User, models.PROTECT, related_name="protected_sums")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="protected_sums")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField("role that was left", max_length=100)
    annual_gbp = models.DecimalField("protected, pounds a year", max_digits=10, decimal_places=2)
    from_day = models.DateField("first day without the role")
    full_months = models.PositiveSmallIntegerField("months in full")
    taper_months = models.PositiveSmallIntegerField("months of steps")
    source = models.CharField(max_length=60, help_text="What ended, e.g. appointment:3.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "source"], name="protected_once_a_source"),
            models.CheckConstraint(
                name="protected_sum_is_something",
                condition=Q(annual_gbp__gt=0) & (Q(full_months__gt=0) | Q(taper_months__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"Pay protection: {self.title}"

    @property
    def as_sum(self) -> Sum:
        """As the rules see it."""
        return Sum(self.title, self.annual_gbp, self.from_day, self.full_months, self.taper_months, self.source)


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(ProtectedSum)
