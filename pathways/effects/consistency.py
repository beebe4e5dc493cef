"""How a role's leadership time compares with such roles here and elsewhere; small groups are hidden (R12)."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from statistics import median, quantiles


@dataclass(frozen=True)
class Spread:
    """Leadership PAs a week of a group: how many, the median, and the middle half from `low` to `high`."""

    people: int
    median: Decimal
    low: Decimal
    high: Decimal


def spread(values: Collection[Decimal], least: int) -> Spread | None:
    """The spread of a group of at least `least` people; None for a smaller one, which is hidden."""
    if len(values) < max(least, 2):
        return None
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(len(values), median(values), low, high)
