"""Dated pay elements: the only thing that reports read. One service writes them (services.rewrite_from)."""

from datetime import date, datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils import timezone

from people.models import Organisation, Service, User


class ElementKind(models.TextChoices):
    """What a pay element pays for."""

    BASIC = "basic", "Basic pay"
    APA = "apa", "Additional PAs"
    ON_CALL = "on_call", "On-call supplement"
    ALLOWANCE = "allowance", "Responsibility allowance"
    AWARD = "award", "Award"
    AREA = "area", "Area supplement"
    SALARY = "salary", "Salary"
    PROTECTION = "protection", "Pay protection"


class PayElementQuerySet(models.QuerySet["PayElement"]):
    def current(self) -> "PayElementQuerySet":
        """Elements as now known: not superseded by a later write."""
        return self.filter(superseded_at__isnull=True)

    def known_at(self, moment: datetime) -> "PayElementQuerySet":
        """Elements as they were known at the moment, whatever has been put right since."""
        return self.filter(recorded_at__lte=moment).exclude(superseded_at__lte=moment)

    def in_force(self, on: date) -> "PayElementQuerySet":
        """Current elements whose period holds the day."""
        return self.current().filter(period__contains=on)


class PayElement(models.Model):
    """One line of a person's package for a half-open period, in pounds a year.

    Rows are superseded, never changed in substance, so the table is its own history.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="pay_elements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pay_elements")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=12, choices=ElementKind)
    label = models.CharField(max_length=120)
    annual_gbp = models.DecimalField(max_digits=10, decimal_places=2)
    pas = models.DecimalField("PAs a week it pays for", max_digits=5, decimal_places=3, null=True, blank=True)
    pensionable = models.BooleanField()
    profession = models.CharField(max_length=20, blank=True)
    role_title = models.CharField(
        "leadership role it belongs to",
        max_length=150,
        blank=True,
        help_text="An allowance element is written for each role held, at £0 where the role pays none.",
    )
    role_from = models.DateField("first day of that role", null=True, blank=True)
    role_kind = models.CharField("kind of that role", max_length=150, blank=True, help_text="Its archetype's title.")
    role_level = models.CharField("level of that role", max_length=40, blank=True)
    period = DateRangeField()
    source = models.CharField(max_length=60, help_text="What made it, e.g. split:12, appointment:3, award:7.")
    working = models.TextField(blank=True)
    written_at = models.DateTimeField(
        default=timezone.now, help_text="When its source wrote it; a part kept or brought back keeps this moment."
    )
    taken_back_from = models.DateField(
        null=True, blank=True, help_text="Day from which its source gave it up while something else stood over it."
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = PayElementQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_current_element_of_a_kind_a_day",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("label", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(name="pay_element_not_negative", condition=models.Q(annual_gbp__gte=0)),
        ]
        indexes = [
            # Serves the remuneration report: an organisation's current elements on a day.
            GistIndex(
                fields=["organisation", "period"],
                name="pay_element_on_day",
                condition=models.Q(superseded_at__isnull=True),
            ),
            # Serves the reports on roles: of 400,000 elements of 50,000 people, 5,000 belong to a role.
            models.Index(
                fields=["organisation", "user"],
                name="pay_element_of_role",
                condition=models.Q(role_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} of {self.user_id}"
