"""Money over a time: what yearly sums pay from a day to another, with what is known to change in between.

Pure: no database, no clock. Amounts are pounds; periods half-open. No rate is ever raised (P8).
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from people.design.words import pounds
from rewards.packages.rules import Line, Package

YEAR = 12
MONTH = 28 * 15 * 29 * 31
"""Parts of a month, so that a day of any month is a whole number of them: sums stay exact without fractions."""


@dataclass(frozen=True)
class Stretch:
    """Days on which nothing changes: the package without what is weighed, and with it."""

    starts: date
    ends: date
    without: Package
    with_it: Package

    @cached_property
    def totals(self) -> tuple[Decimal | None, Decimal | None]:
        """Of both packages; None where a line has no figure."""
        without, with_it = self.without, self.with_it
        return without.total if without.complete else None, with_it.total if with_it.complete else None


@dataclass(frozen=True)
class Change:
    """What changes in a package on a day, in words."""

    on: date
    text: str


@dataclass(frozen=True)
class Span:
    """What is paid from a day to another, without and with; None where a line of it has no published rate (P8)."""

    starts: date
    ends: date
    without: Decimal | None
    with_it: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.without is None or self.with_it is None else self.with_it - self.without


def months(starts: date, ends: date) -> int:
    """Parts of months from a day to another: whole calendar months, and parts of months by their days."""
    if (starts.year, starts.month) == (ends.year, ends.month):
        return (ends - starts).days * (MONTH // _days_of(starts))
    whole = (ends.year - starts.year) * YEAR + ends.month - starts.month - 1
    first, last = _days_of(starts), _days_of(ends)
    return whole * MONTH + (first - starts.day + 1) * (MONTH // first) + (ends.day - 1) * (MONTH // last)


def paid(parts: Iterable[tuple[date, date, Decimal]]) -> Decimal:
    """What yearly sums, in pounds and pence, pay over their times: a twelfth a month, part months by days.

    Exact, and rounded once, half up to the penny (P10).
    """
    exact = sum(int(annual * 100) * months(starts, ends) for starts, ends, annual in parts)
    whole = YEAR * MONTH
    return Decimal((2 * exact + whole) // (2 * whole)) / 100


def span(stretches: Sequence[Stretch], starts: date, ends: date) -> Span:
    """The money of the time, from the stretches that lie in it."""
    inside = [each for each in stretches if each.starts < ends and each.ends > starts]
    edges = [(max(each.starts, starts), min(each.ends, ends)) for each in inside]
    sums = [
        None if None in totals else paid((*edge, total) for edge, total in zip(edges, totals, strict=True) if total)
        for totals in ([each.totals[side] for each in inside] for side in (0, 1))
    ]
    return Span(starts, ends, *sums)


def changes(stretches: Sequence[Stretch]) -> tuple[Change, ...]:
    """What is known to change on the way, with what is weighed."""
    found = []
    for before, after in pairwise(stretches):
        found += [Change(after.starts, text) for text in differences(before.with_it, after.with_it)]
    return tuple(found)


def differences(before: Package, after: Package) -> list[str]:
    """What the second package pays otherwise than the first, line by line, in words."""
    then = {(line.kind, line.label): line for line in before.lines}
    now = {(line.kind, line.label): line for line in after.lines}
    found = []
    for key in then | now:
        old, new = then.get(key), now.get(key)
        if old is None and new is not None:
            found.append(f"{new.label} begins: {_a_year(new)}.")
        elif new is None and old is not None:
            found.append(f"{old.label} ends: {_a_year(old)} until then.")
        elif old is not None and new is not None and old.annual_gbp != new.annual_gbp:
            found.append(f"{new.label}: from {_a_year(old)} to {_a_year(new)}.")
    return found


def _a_year(line: Line) -> str:
    return line.unknown if line.annual_gbp is None else f"{pounds(line.annual_gbp)} a year"


def _days_of(day: date) -> int:
    return monthrange(day.year, day.month)[1]
