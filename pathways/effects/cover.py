"""A service's direct clinical care month by month: agreed, with one split, and with all that is asked for.

Pure: weeks in, months out. A person's new week takes the place of the agreed one while it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from people.dates import after_months

MONTHS = 18
ZERO = Decimal(0)


@dataclass(frozen=True)
class Given:
    """Direct clinical care that one person gives the service, PAs a week, in a half-open time; `ends` None runs on."""

    person: int
    starts: date
    ends: date | None
    dcc: Decimal

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class Month:
    """PAs a week on the first day of a month (of the first month: today)."""

    day: date
    before: Decimal
    after: Decimal
    with_all: Decimal


@dataclass(frozen=True)
class Reducing:
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
    given = rest or {}
    return tuple(
        Month(
            day,
            before=given.get(day, ZERO) + _on(day, agreed, ()),
            after=given.get(day, ZERO) + _on(day, agreed, (this,)),
            with_all=given.get(day, ZERO) + _on(day, agreed, (this, *pending)),
        )
        for day in days_of(today)
    )


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


def _on(day: date, agreed: Sequence[Given], asked: Sequence[Given]) -> Decimal:
    """What is given on the day; whoever's new week has begun gives that, and nothing once it is over."""
    begun = {new.person: new for new in sorted(asked, key=lambda new: new.starts) if new.starts <= day}
    kept = sum((week.dcc for week in agreed if week.holds(day) and week.person not in begun), ZERO)
    return kept + sum((new.dcc for new in begun.values() if new.holds(day)), ZERO)


def reducing(agreed: Sequence[Given], pending: Sequence[Given]) -> tuple[Reducing, ...]:
    """Who else asks to give less than the day before, soonest first."""
    found = []
    for new in pending:
        was = sum((week.dcc for week in agreed if week.person == new.person and week.holds(new.starts)), ZERO)
        if new.dcc < was:
            found.append(Reducing(new.person, new.starts, new.dcc - was))
    return tuple(sorted(found, key=lambda each: (each.starts, each.person)))
