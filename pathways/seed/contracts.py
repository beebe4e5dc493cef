"""On what terms invented people work: contract, point, hours, on-call, awards. Shares are our guesses (mark I)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from people.models import Profession
from rewards.models import Area, Contract, OnCall

FULL_WEEK = Decimal(10)
FULL_WEEK_IN_HOURS = Decimal("9.375")
"""37.5 hours, in PAs of 4 hours (domain.md 1.5)."""

MEDICAL = [(Contract.CONSULTANT, 82), (Contract.SPECIALTY_DOCTOR, 12), (Contract.SPECIALIST, 6)]
BANDED = [
    (Contract.AFC_7, 40),
    (Contract.AFC_8A, 30),
    (Contract.AFC_8B, 15),
    (Contract.AFC_8C, 8),
    (Contract.AFC_8D, 4),
    (Contract.AFC_9, 3),
]
ON_CALL = [
    (OnCall.NONE, 30),
    (OnCall.A_MEDIUM, 30),
    (OnCall.A_LOW, 15),
    (OnCall.A_HIGH, 8),
    (OnCall.B_MEDIUM, 10),
    (OnCall.B_LOW, 7),
]
# Old local awards, granted before April 2018 and kept (domain.md 3.1): a share of those long enough in post.
AWARD_YEARS = 9
AWARD_SHARE = 0.4
AWARD_LEVELS = [(f"level {n}", weight) for n, weight in enumerate([20, 18, 16, 14, 10, 8, 6, 4, 4], start=1)]


@dataclass(frozen=True)
class Terms:
    """Contract and hours of one employment; `pas` are contracted, `apa` stand on top, both a week."""

    contract: Contract
    years: int
    pas: Decimal
    apa: Decimal
    on_call: OnCall
    area: Area
    award: str


def pick(rng: Random, weighted: Sequence[tuple[Any, int]]) -> Any:
    """One value, chosen by its weight."""
    values, weights = zip(*weighted, strict=True)
    return rng.choices(values, weights)[0]


def terms_of(rng: Random, profession: Profession, region: str) -> Terms:
    """Believable terms for someone of the profession, employed in the region."""
    years = int(rng.triangular(0, 30, 7))
    if profession not in (Profession.DOCTOR, Profession.DENTIST):
        return _banded(rng, years, region)
    contract = pick(rng, MEDICAL)
    part_time = rng.random() < 0.18
    pas = Decimal(rng.choice([5, 6, 7, 8])) if part_time else FULL_WEEK
    has_award = contract == Contract.CONSULTANT and years >= AWARD_YEARS and rng.random() < AWARD_SHARE
    return Terms(
        contract=contract,
        years=years,
        pas=pas,
        apa=Decimal(rng.choice([0, 0, 0, 1, 1, 2])) if pas == FULL_WEEK else Decimal(0),
        on_call=pick(rng, ON_CALL) if contract == Contract.CONSULTANT else OnCall.NONE,
        area=Area.INNER if region == "London" and contract == Contract.CONSULTANT else Area.NONE,
        award=pick(rng, AWARD_LEVELS) if has_award else "",
    )


def _banded(rng: Random, years: int, region: str) -> Terms:
    share = rng.choice([Decimal(1)] * 4 + [Decimal("0.8"), Decimal("0.6")])
    return Terms(
        contract=pick(rng, BANDED),
        years=years,
        pas=FULL_WEEK_IN_HOURS * share,
        apa=Decimal(0),
        on_call=OnCall.NONE,
        area=rng.choice([Area.INNER, Area.OUTER]) if region == "London" else Area.NONE,
        award="",
    )
