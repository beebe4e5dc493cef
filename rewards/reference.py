"""Reference data of rewards: pay points, award levels and single rates, each dated, with its source and mark."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from people.reference import put
from rewards.models import AwardLevel, PayPoint, Rate

DATA = Path(__file__).parent / "data"
# Rows of the pay table that are not points of a scale: `rates.csv` holds them as rates.
NOT_POINTS = ("AfC high cost area supplement", "Consultant London weighting")


def load() -> str:
    """Loads the three tables; safe to repeat: a row is known by its key, and a changed file changes the row."""
    points = [_point(row) for row in _rows("pay_points") if _is_payable(row)]
    levels = [_level(row) for row in _rows("awards")]
    rates = [_rate(row) for row in _rows("rates")]
    put(PayPoint.objects.all(), points, key=["contract", "point", "period"])
    put(AwardLevel.objects.all(), levels, key=["scheme", "level"])
    put(Rate.objects.all(), rates, key=["name", "period"])
    return f"{len(points)} pay points, {len(levels)} award levels and {len(rates)} rates."


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _is_payable(row: dict[str, str]) -> bool:
    """A rate without dates is a step in a calculation, never paid to anyone (P8)."""
    return bool(row["effective_from"]) and not row["contract"].startswith(NOT_POINTS)


def _point(row: dict[str, str]) -> PayPoint:
    return PayPoint(
        contract=row["contract"],
        financial_year=row["financial_year"],
        point=row["point"],
        years_from=int(row["years_from"]) if row["years_from"] else None,
        annual_gbp=Decimal(row["annual_gbp"]),
        period=_period(row),
        basis=row["basis"],
        note=row["note"],
        source=row["source"],
        mark=row["verified"],
    )


def _level(row: dict[str, str]) -> AwardLevel:
    return AwardLevel(
        scheme=row["scheme"],
        level=row["level"],
        annual_gbp=Decimal(row["annual_gbp"]) if row["annual_gbp"] else None,
        status=row["status/open_to_new"],
        years=row["years"],
        pensionable=row["pensionable"] == "yes",
        source=row["source"],
        mark=row["verified"],
        note=row["note"],
    )


def _rate(row: dict[str, str]) -> Rate:
    return Rate(
        name=row["name"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        period=_period(row),
        source=row["source"],
        mark=row["verified"],
    )


def _period(row: dict[str, str]) -> DateRange:
    """The files name the last day that counts; periods are half-open."""
    ends = row["effective_to"]
    return DateRange(
        date.fromisoformat(row["effective_from"]), date.fromisoformat(ends) + timedelta(days=1) if ends else None
    )
