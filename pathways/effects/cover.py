"""A service's direct clinical care month by month: agreed, with one split, and with all that is asked for.

Pure: weeks in, months out. A person's new week takes the place of the agreed one while it holds.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from people.dates import after_months

MONTHS = 18
ZERO = Decimal(0)


class Given(NamedTuple):
    """Direct clinical care that one person gives the service, PAs a week, in a half-open time; `ends` None runs on."""

    person: int
    starts: date
    ends: date | None
    dcc: Decimal

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


class Month(NamedTuple):
    """PAs a week on the first day of a month (of the first month: today)."""

    day: date
    before: Decimal
    after: Decimal
    with_all: Decimal


class Reducing(NamedTuple):
    """Someone else who has asked to give the service less, from a day on."""

    person: int
    starts: date
    change: Decimal


def days_of(today: date, count: int = MONTHS) -> tuple[date, ...]:
    """Today, and the first day of each month that follows, so many in all."""
    return (today, *(after_months(today.replace(day=1), n) for n in range(1, count)))


def months(
    agreed: Sequence[Given],
    this: Given,
    pending: Sequence[Given],
    today: date,
    *,
    rest: Mapping[date, Decimal] | None = None,
) -> tuple[Month, ...]:
    """The months from today; `pending` are the other splits that wait for signatures.

    `rest` is what people whose weeks are not among `agreed` give on each of the days.
    """
    days, given = days_of(today), rest or {}
    own = [week for week in agreed if week.person == this.person]
    others = _sums(days, _weeks([week for week in agreed if week.person != this.person], ()))
    before = _sums(days, _weeks(own, ()))
    after = _sums(days, _weeks(own, (this,)))
    with_all = _sums(days, _weeks(agreed, (this, *pending)))
    return tuple(
        Month(
            day,
            before=given.get(day, ZERO) + others[n] + before[n],
            after=given.get(day, ZERO) + others[n] + after[n],
            with_all=given.get(day, ZERO) + with_all[n],
        )
        for n, day in enumerate(days)
    )


Week = tuple[date, date | None, Decimal]
"""From a day, until a day or on and on, PAs a week."""


def _weeks(agreed: Sequence[Given], asked: Sequence[Given]) -> Iterator[Week]:
    """What is given once what is asked for is agreed; whoever's new week has begun gives that, and nothing after it."""
    until: dict[int, date] = {}
    in_turn = sorted(asked, key=lambda new: new.starts)
    for new in reversed(in_turn):
        yield new.starts, _earlier(new.ends, until.get(new.person)), new.dcc
        until[new.person] = new.starts
    for week in agreed:
        yield week.starts, _earlier(week.ends, until.get(week.person)), week.dcc


def _sums(days: Sequence[date], weeks: Iterable[Week]) -> list[Decimal]:
    """What is given on each of the days, in one pass over the weeks however many days there are."""
    changes = [ZERO] * (len(days) + 1)
    for starts, ends, dcc in weeks:
        first = bisect_left(days, starts)
        after = len(days) if ends is None else bisect_left(days, ends)
        if first < after:
            changes[first] += dcc
            changes[after] -= dcc
    return list(accumulate(changes[:-1]))


def _earlier(one: date | None, other: date | None) -> date | None:
    return one if other is None or (one is not None and one <= other) else other


def on_first_day(agreed: Sequence[Given], this: Given, rest: Decimal, people: int) -> tuple[Decimal, Decimal, int]:
    """What is given on the first day of a split without it and with it, and by how many people.

    `rest` is what `people` give whose weeks are not among `agreed`. What the owner gave until the day before gives way.
    """
    day = this.starts
    others = [week for week in agreed if week.person != this.person and week.holds(day)]
    own = [week for week in agreed if week.person == this.person and week.holds(day - timedelta(days=1))]
    without = rest + sum((week.dcc for week in others), ZERO)
    given = sum((week.dcc for week in own), ZERO)
    return without + given, without + this.dcc, people + len({week.person for week in others}) + 1


def reducing(agreed: Sequence[Given], pending: Sequence[Given]) -> tuple[Reducing, ...]:
    """Who else asks to give less than the day before, soonest first."""
    found = []
    weeks: dict[int, list[Given]] = defaultdict(list)
    for week in agreed:
        weeks[week.person].append(week)
    for new in pending:
        was = sum((week.dcc for week in weeks[new.person] if week.holds(new.starts)), ZERO)
        if new.dcc < was:
            found.append(Reducing(new.person, new.starts, new.dcc - was))
    return tuple(sorted(found, key=lambda each: (each.starts, each.person)))
