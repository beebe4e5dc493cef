"""What taking a role did to pay: the week before it beside the first day, a day within, and the last day. Pure.

Amounts are pounds a year; the week before is always put at the rates of the day it stands beside (P1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rewards.reports.rules import ZERO, Pay, week_before_at_rates_now


class Moment(StrEnum):
    """The day of a role's term on which it is weighed."""

    START = "start"
    DAY = "day"
    END = "end"


MOMENTS = {
    Moment.DAY: "On the day asked for",
    Moment.START: "First day of the role",
    Moment.END: "Last day of its term",
}


@dataclass(frozen=True)
class Paid:
    """One pay element: from `starts` to the day before `ends` (None: runs on)."""

    kind: str
    annual_gbp: Decimal
    pas: Decimal
    starts: date
    ends: date | None

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class Role:
    """A role held by a person for a half-open term."""

    key: int
    title: str
    kind: str
    level: str
    service: str
    profession: str
    starts: date
    ends: date | None


@dataclass(frozen=True)
class Weighed:
    """Pay on one day of the term beside the week before the role at the same rates."""

    on: date
    before: Decimal
    then: Decimal

    @property
    def change(self) -> Decimal:
        return self.then - self.before

    @property
    def loss(self) -> Decimal:
        """What it would take for the person not to be worse off."""
        return max(-self.change, ZERO)


@dataclass(frozen=True)
class Effect:
    """What a role did on each moment of its term; a moment without pay on record is missing."""

    role: Role
    at: dict[Moment, Weighed]


def pay_on(elements: Iterable[Paid], day: date) -> Pay:
    """All that is paid on a day, by kind."""
    amounts: dict[str, Decimal] = {}
    pas = ZERO
    for element in elements:
        if element.holds(day):
            amounts[element.kind] = amounts.get(element.kind, ZERO) + element.annual_gbp
            pas += element.pas if element.kind == "basic" else ZERO
    return Pay(amounts, pas)


def effect_of(role: Role, elements: Sequence[Paid], on: date) -> Effect | None:
    """What the role did to pay; None where no week is on record before it, or none at its rates (P1).

    A role that ends on no day yet has no last day; a day outside the term has no place.
    """
    before = pay_on(elements, role.starts - timedelta(days=1))
    days = {Moment.START: role.starts, Moment.DAY: on}
    if role.ends is not None:
        days[Moment.END] = role.ends - timedelta(days=1)
    at = {}
    for moment, day in days.items():
        if day < role.starts or (role.ends is not None and day >= role.ends):
            continue
        then = pay_on(elements, day)
        level = week_before_at_rates_now(before, then)
        if level is not None:
            at[moment] = Weighed(day, level, then.total)
    return Effect(role, at) if Moment.START in at else None
