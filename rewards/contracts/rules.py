"""What terms of employment must say before anyone is paid by them. Pure: no database, no clock."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from people.design.words import pounds, shortdate
from rewards.employment.models import AGREED_PAY, IN_PAS, Contract

LEAST_SALARY, MOST_SALARY = Decimal(10_000), Decimal(500_000)
"""Beyond them it is a slip of the keyboard: the highest chief executive's median is 225,000 (domain.md 2.4)."""
EARLIEST = date(1990, 1, 1)
YEARS_AHEAD = 3


@dataclass(frozen=True)
class Terms:
    """A contract as agreed: hours as PAs a week, pay as a point of a scale or an agreed sum (pounds a year)."""

    contract: str
    pas: Decimal
    point: str = ""
    salary_gbp: Decimal | None = None
    seniority_from: date | None = None
    on_call: str = ""
    area: str = ""
    service_id: int | None = None


def problems(terms: Terms, starts: date, *, published: Collection[str], today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with terms that begin on a day: the field and a sentence. `published`: the scale's points then."""
    name = Contract(terms.contract).label
    if not EARLIEST <= starts < today.replace(year=today.year + YEARS_AHEAD, day=1):
        yield "starts", f"The first day must be from {shortdate(EARLIEST)} to {YEARS_AHEAD} years ahead"
    if terms.contract in AGREED_PAY:
        if terms.salary_gbp is None:
            yield "salary_gbp", f"Enter the salary agreed: the contract {name} has no pay points"
        elif not LEAST_SALARY <= terms.salary_gbp <= MOST_SALARY:
            yield "salary_gbp", f"The salary must be {pounds(LEAST_SALARY)} to {pounds(MOST_SALARY)} a year"
    elif not terms.point:
        yield "point", "Choose the pay point: without it nothing can be worked out"
    elif terms.point not in published:
        yield "point", f"“{terms.point}” is no point of {name} on {shortdate(starts)}: choose one of the list"
    if not 0 < terms.pas <= 20:
        yield (
            "pas",
            "Enter the contracted week: more than 0 and at most "
            + ("20 PAs" if terms.contract in IN_PAS else "80 hours"),
        )
    if terms.seniority_from and terms.seniority_from > starts:
        yield "seniority_from", "The day from which years count can’t be after the first day of these terms"
    if terms.seniority_from and terms.seniority_from.year < 1960:
        yield "seniority_from", "Enter a day within a working life, from 1960 on"
