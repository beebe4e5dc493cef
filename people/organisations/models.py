"""Employers and their services, and each employer's own dated thresholds."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models

REGIONS = (
    "East of England",
    "London",
    "Midlands",
    "North East and Yorkshire",
    "North West",
    "South East",
    "South West",
)
"""The seven regions of NHS England, as organisations.csv writes them."""


class Organisation(models.Model):
    """A body that employs or commissions: trust, board, federation or provider. Source: ODS (see the row)."""

    ods_code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    subtype = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=60, db_index=True)
    icb_code = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=80, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    mark = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["name"]
        # Serves the organisation picker's search, which forgives slips.
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="organisation_name_trigrams")]

    def __str__(self) -> str:
        return self.name


class OrganisationSettings(models.Model):
    """An employer's own thresholds for a period; defaults are domain.md's, each marked there as V or M."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="settings")
    period = DateRangeField(help_text="Half-open: from the first day to the day before the last.")
    pa_cap = models.DecimalField("most PAs a week", max_digits=5, decimal_places=3, default=Decimal("12"))
    spa_floor = models.DecimalField("least SPAs a week", max_digits=5, decimal_places=3, default=Decimal("1.5"))
    sas_spa_floor = models.DecimalField(
        "least SPAs a week for SAS doctors", max_digits=5, decimal_places=3, default=Decimal("1")
    )
    clinical_minimum = models.DecimalField(
        "least clinical PAs a week", max_digits=5, decimal_places=3, default=Decimal("2")
    )
    acting_up_months = models.PositiveSmallIntegerField("most months of acting up", default=6)
    extension_months = models.PositiveSmallIntegerField("most months by which a term is extended", default=12)
    small_number = models.PositiveSmallIntegerField("smallest group shown", default=5)
    mentor_capacity = models.PositiveSmallIntegerField("most mentees a mentor", default=3)
    working_weeks = models.PositiveSmallIntegerField("working weeks a year", default=42)
    applications_kept_days = models.PositiveSmallIntegerField(
        "days that applications are kept after they are sent", default=400
    )
    second_person_publishes = models.BooleanField("a second person publishes a post", default=True)
    # M: recalled practice, no source found.
    talk_beyond_points = models.PositiveSmallIntegerField(
        "most points between two panel members on one criterion without a talk", default=2
    )
    source = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "organisation settings"
        constraints = [
            ExclusionConstraint(
                name="one_settings_a_day",
                expressions=[("organisation", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="r12_small_number_5_to_10", condition=models.Q(small_number__gte=5, small_number__lte=10)
            ),
            models.CheckConstraint(
                name="applications_kept_180_to_800_days",
                condition=models.Q(applications_kept_days__gte=180, applications_kept_days__lte=800),
            ),
        ]

    def __str__(self) -> str:
        return f"Settings of {self.organisation_id}"


class Service(models.Model):
    """A clinical service of an organisation, with the direct clinical care it needs each week."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="services")
    name = models.CharField(max_length=120)
    specialty_name = models.CharField(max_length=120, blank=True)
    dcc_pas_needed = models.DecimalField(
        "direct clinical care needed, PAs a week", max_digits=7, decimal_places=3, null=True, blank=True
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="service_name_once")]

    def __str__(self) -> str:
        return self.name
