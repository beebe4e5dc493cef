"""A whole career of splits on one line: how clinical, leading, supporting and outside work shared each week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from pathways.splits.week import CATEGORIES, ZERO


@dataclass(frozen=True)
class Held:
    """An agreed week and the half-open period in which it held; `ends` is None while it runs on."""

    starts: date
    ends: date | None
    dcc: Decimal
    spa: Decimal
    anr: Decimal
    ed: Decimal


@dataclass(frozen=True)
class Stretch:
    """A half-open stretch of days with the same week: PAs a week of each category, all employers together."""

    starts: date
    ends: date
    dcc: Decimal
    spa: Decimal
    anr: Decimal
    ed: Decimal

    @property
    def total(self) -> Decimal:
        return self.dcc + self.spa + self.anr + self.ed

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days

    def share(self, category: str) -> Decimal:
        """The category's share of the week, 0 to 100; 0 in a week without work."""
        part: Decimal = getattr(self, category)
        return part / self.total * 100 if self.total else ZERO


def stretches(held: Iterable[Held], until: date) -> tuple[Stretch, ...]:
    """The career up to the half-open day `until`, oldest first, cut wherever any of the weeks starts or ends.

    Days without any agreed week are stretches of 0 PAs, so that a gap is seen as one.
    """
    weeks = [each for each in held if each.starts < until]
    ends = {min(each.ends or until, until) for each in weeks}
    days = sorted({each.starts for each in weeks} | ends)
    found: list[Stretch] = []
    for starts, upto in pairwise(days):
        here = [each for each in weeks if each.starts <= starts and (each.ends is None or each.ends > starts)]
        sums = {name: sum((getattr(each, name) for each in here), ZERO) for name in CATEGORIES}
        if found and all(getattr(found[-1], name) == sums[name] for name in CATEGORIES):
            starts = found.pop().starts
        found.append(Stretch(starts, upto, **sums))
    return tuple(found)
