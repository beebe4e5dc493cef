"""Two sums beside the package: the tapered annual allowance and a primary care network's director. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from rewards.packages.facts import ZERO
from rewards.packages.rules import pence


@dataclass(frozen=True)
class TaperRates:
    """Pounds a year; source: Wesleyan guide (V), the threshold income recalled (M); domain.md 2.5."""

    allowance: Decimal = Decimal(60_000)
    taper_from: Decimal = Decimal(260_000)
    floor: Decimal = Decimal(10_000)
    threshold_income: Decimal = Decimal(200_000)


def annual_allowance(
    adjusted_income: Decimal, *, threshold_income: Decimal | None = None, rates: TaperRates | None = None
) -> Decimal:
    """The pension annual allowance in pounds: 1 less for each 2 of adjusted income over the line, to the floor.

    Without a threshold income it is taken to be above its line. Information, not tax advice.
    """
    rates = rates or TaperRates()
    if threshold_income is not None and threshold_income <= rates.threshold_income:
        return rates.allowance
    over = max(adjusted_income - rates.taper_from, ZERO)
    return max(rates.allowance - pence(over / 2), rates.floor)


def network_director(patients: int, per_patient: Decimal) -> Decimal:
    """What a primary care network gets for its clinical director, pounds a year: so much for each patient."""
    return pence(patients * per_patient)
