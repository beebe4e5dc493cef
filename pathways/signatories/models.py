"""Who signs time splits in an organisation: its tiers in their order, and who signs for whom while away."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from people.models import Organisation, User


class Who(models.TextChoices):
    """Who gives a tier's signature."""

    LEAD = "service_lead", "Service lead"
    DIRECTOR = "medical_director", "Medical director"
    PERSON = "person", "A named person"
    HR = "hr", "Human resources, for corrections"


class Tier(models.Model):
    """One step of an organisation's sign-off in a period; without any, domain.md's order of two holds (section 7)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tiers")
    period = DateRangeField(help_text="Half-open; without an end it holds until changed.")
    number = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=16, choices=Who)
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    days = models.PositiveSmallIntegerField("days to sign", default=14)
    source = models.TextField(blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["period", "number"]
        constraints = [
            ExclusionConstraint(
                name="s10_one_tier_of_a_number_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="s10_one_to_three_tiers", condition=models.Q(number__gte=1, number__lte=3)),
            models.CheckConstraint(
                name="tier_names_its_person",
                condition=models.Q(who="person", person__isnull=False)
                | ~models.Q(who="person") & models.Q(person__isnull=True),
            ),
            models.CheckConstraint(name="tier_has_1_to_90_days", condition=models.Q(days__gte=1, days__lte=90)),
        ]

    def __str__(self) -> str:
        return f"Tier {self.number}: {self.person or self.get_who_display()}"


class Delegation(models.Model):
    """For a half-open period the delegate signs what waits for the delegator in the organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    delegator = models.ForeignKey(User, models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(User, models.PROTECT, related_name="delegations_held")
    period = DateRangeField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-period"]
        constraints = [
            ExclusionConstraint(
                name="one_delegate_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("delegator", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="delegate_is_another_person", condition=~models.Q(delegator=models.F("delegate"))
            ),
            models.CheckConstraint(
                name="delegation_has_both_days",
                condition=models.Q(period__lower_inf=False, period__upper_inf=False, period__isempty=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate_id} for {self.delegator_id}"

    @property
    def first(self) -> date:
        """The first day that counts."""
        assert self.period.lower is not None  # delegation_has_both_days
        return self.period.lower

    @property
    def last_day(self) -> date:
        """The last day that counts."""
        assert self.period.upper is not None  # delegation_has_both_days
        return self.period.upper - timedelta(days=1)
