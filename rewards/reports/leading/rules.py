"""What taking a role did to pay: the week before it beside the first day, a day within, and the last day. Pure.

Amounts are pounds a year; the week before is always put at the rates of the day it stands beside (P1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rewards.reports.rules import ZERO, Week, week_before_at_rates_now


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


def moments(starts: date, ends: date | None, on: date) -> dict[Moment, date]:
    """The days of a half-open term on which its role is weighed; one that runs on has no last day, nor `on` outside."""
    found = {Moment.START: starts}
    if starts <= on and (ends is None or on < ends):
        found[Moment.DAY] = on
    if ends is not None:
        found[Moment.END] = ends - timedelta(days=1)
    return found


def effect_of(role: Role, before: Week, weeks: Mapping[Moment, Week], on: date) -> Effect | None:
    """What the role did to pay: `before` is the day before it began, `weeks` what was paid on each of its moments.

    None where no week is on record before it, or none at its rates (P1).
    """
    at = {}
    for moment, day in moments(role.starts, role.ends, on).items():
        then = weeks[moment]
        level = week_before_at_rates_now(before, then)
        if level is not None:
            at[moment] = Weighed(day, level, then.total)
    return Effect(role, at) if Moment.START in at else None
