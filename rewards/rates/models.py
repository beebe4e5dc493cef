"""Rates as dated data, each with its source and mark; a year without a rate has none (P8)."""

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models


class PayPoint(models.Model):
    """One point of a contract's scale for a period, in pounds a year, full time."""

    contract = models.CharField(max_length=60)
    financial_year = models.CharField(max_length=20)
    point = models.CharField(max_length=40)
    years_from = models.PositiveSmallIntegerField(null=True, blank=True)
    annual_gbp = models.DecimalField(max_digits=10, decimal_places=2)
    period = DateRangeField()
    basis = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField()
    mark = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract", "point", "period"], name="pay_point_once_a_period")]
        # Serves pricing: the points of a contract that hold on a day.
        indexes = [
            GistIndex(
                fields=["contract", "period"],
                name="pay_point_on_day",
                opclasses=["gist_text_ops", "range_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract}, {self.point}, {self.financial_year}"


class AwardLevel(models.Model):
    """A level of an award scheme and what it pays a year."""

    scheme = models.CharField(max_length=100)
    level = models.CharField(max_length=40)
    annual_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    status = models.TextField(blank=True)
    years = models.CharField(max_length=80, blank=True)
    pensionable = models.BooleanField()
    source = models.TextField(blank=True)
    mark = models.CharField(max_length=80)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "level"], name="award_level_once")]

    def __str__(self) -> str:
        return f"{self.scheme}, {self.level}"


class Rate(models.Model):
    """A single dated rate, e.g. `employer_pension` or `on_call:A:high`, as a share or in pounds."""

    name = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=12, decimal_places=5)
    unit = models.CharField(max_length=20)
    period = DateRangeField()
    source = models.TextField()
    mark = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "period"], name="rate_once_a_period")]

    def __str__(self) -> str:
        return self.name
