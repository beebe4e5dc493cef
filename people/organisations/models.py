"""Employers and their services."""

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


class Service(models.Model):
    """A clinical service of an organisation, with the direct clinical care it needs each week."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="services")
    name = models.CharField(max_length=120)
    specialty_name = models.CharField(max_length=120, blank=True)
    dcc_pas_needed = models.DecimalField(
        "direct clinical care needed, PAs a week", max_digits=7, decimal_places=3, null=True, blank=True
    )
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="service_name_once"),
            models.CheckConstraint(
                name="merged_from_a_day", condition=models.Q(merged_into=None) | models.Q(closed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name
