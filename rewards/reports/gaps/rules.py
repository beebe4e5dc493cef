"""Pay gaps as the regulations define them (SI 2017/353; domain.md 9). Pure.

Hourly pay is pounds an hour, bonuses pounds in the twelve months that end on the snapshot day.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from operator import attrgetter, itemgetter
from statistics import median
from typing import NamedTuple

from rewards.reports.rules import ZERO

HOURS_A_PA = Decimal(4)
WEEKS_A_YEAR = Decimal("365.25") / 7
"""A year counts 365.25 days, so a yearly sum is divided by this to be a weekly one."""
QUARTERS = ("Lower", "Lower middle", "Upper middle", "Upper")
NOT_RECORDED = "Not recorded"


class Person(NamedTuple):
    """One person's pay on the snapshot day: `group` and `alike` say with whom they are compared."""

    key: int
    group: str
    hourly: Decimal
    bonus: Decimal
    """Nothing: no bonus was paid in the year."""
    alike: str = ""
    """What the adjusted view holds equal: profession, contract and point, full or part time."""


def hourly_of(annual: Decimal, pas: Decimal) -> Decimal:
    """Pounds an hour: a year's pay by 365.25 / 7 weeks and by the week's PAs of 4 hours."""
    return annual / WEEKS_A_YEAR / (pas * HOURS_A_PA)


def snapshot(day: date) -> date:
    """The last 31 March that is not after the day."""
    this = date(day.year, 3, 31)
    return this if this <= day else date(day.year - 1, 3, 31)


def mean(amounts: Sequence[Decimal]) -> Decimal | None:
    return sum(amounts, ZERO) / len(amounts) if amounts else None


def middle(amounts: Sequence[Decimal]) -> Decimal | None:
    return median(amounts) if amounts else None


def gap(reference: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The regulations' gap: how much less the other is than the reference, in per cent to one place."""
    if not reference or other is None:
        return None
    return ((reference - other) * 100 / reference).quantize(Decimal("0.1"), ROUND_HALF_UP)


def quarters(people: Iterable[Person]) -> dict[str, list[Person]]:
    """Everyone in four parts in order of hourly pay, as equal as can be.

    Where people of the same pay stand on both sides of a border, each group is spread over it evenly.
    """
    ranked = sorted(people, key=attrgetter("hourly", "key"))
    borders = [-(-len(ranked) * n // 4) for n in range(5)]
    for border in borders[1:-1]:
        if 0 < border < len(ranked) and ranked[border - 1].hourly == ranked[border].hourly:
            _spread(ranked, ranked[border].hourly)
    return {name: ranked[starts:ends] for name, (starts, ends) in zip(QUARTERS, pairwise(borders), strict=True)}


def _spread(ranked: list[Person], pay: Decimal) -> None:
    """Puts those of this pay in an order in which the members of each group stand as far apart as can be."""
    starts, ends = bisect_left(ranked, pay, key=_pay), bisect_right(ranked, pay, key=_pay)
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in ranked[starts:ends]:
        groups[person.group].append(person)
    places = [
        ((2 * n + 1) / Decimal(2 * len(those)), person.key, person)
        for those in groups.values()
        for n, person in enumerate(those)
    ]
    ranked[starts:ends] = [person for *_, person in sorted(places, key=itemgetter(0, 1))]


_pay = attrgetter("hourly")


@dataclass(frozen=True)
class Adjusted:
    """A gap with like beside like: per cent to one place, and of how many of the group it speaks."""

    gap: Decimal | None
    compared: int
    references: int = 0
    """How many of the reference they are laid beside."""


def adjusted(people: Iterable[Person], reference: str, other: str) -> Adjusted:
    """The mean gap between people of the same profession, contract, point and working time.

    Within each such set the mean hourly pay of the reference is laid beside that of the other group; the sets count
    by how many of the other group are in them (direct standardisation). Sets without both groups say nothing.
    """
    sets: dict[str, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    for person in people:
        if person.group in (reference, other):
            sets[person.alike][person.group].append(person.hourly)
    both = [those for those in sets.values() if those[reference] and those[other]]
    if not both:
        return Adjusted(None, 0)
    count = sum(len(those[other]) for those in both)
    as_reference = sum((_mean(those[reference]) * len(those[other]) for those in both), ZERO) / count
    as_paid = sum((sum(those[other], ZERO) for those in both), ZERO) / count
    return Adjusted(gap(as_reference, as_paid), count, sum(len(those[reference]) for those in both))


def _mean(amounts: Sequence[Decimal]) -> Decimal:
    return sum(amounts, ZERO) / len(amounts)
