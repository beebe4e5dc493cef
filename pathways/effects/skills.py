"""What a split leaves of clinical practice: beside the minimum, in sessions a year (R5), and if it is time away (R1).

A PA of direct clinical care is counted as one session; a year has the employer's working weeks (domain.md 1.1, 11.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pathways.returns.rules import LOW_VOLUME_SESSIONS, STRENGTH_WORDS, Strength, needs_plan, strength


@dataclass(frozen=True)
class Practised:
    """An agreed week in a half-open time with its direct clinical care, PAs a week."""

    starts: date
    ends: date | None
    dcc: Decimal


@dataclass(frozen=True)
class Skills:
    """`low` is the mark of low volume, in sessions a year.

    `months_away` counts whole months since the last week of ordinary practice; None where none is on record.

    `plan` says in words what return plan the time would call for, empty for none and where its end is not known.
    """

    dcc: Decimal
    minimum: Decimal
    sessions: Decimal
    low: int
    months_away: int | None
    plan: str

    @property
    def under_minimum(self) -> bool:
        return self.dcc < self.minimum

    @property
    def low_volume(self) -> bool:
        """R5: fewer clinical sessions a year than the employer's mark."""
        return self.sessions < self.low


def skills(
    asked: Practised,
    *,
    minimum: Decimal,
    working_weeks: int,
    agreed: Sequence[Practised],
    role_ends: date | None,
    low: int = LOW_VOLUME_SESSIONS,
) -> Skills:
    """Weighs the week asked for; it ends with its own last day or else with the role."""
    ordinary = Decimal(low) / working_weeks
    before = [week for week in agreed if week.starts < asked.starts and week.dcc >= ordinary]
    last = max((min(week.ends or asked.starts, asked.starts) for week in before), default=None)
    away_from = asked.starts if last is None else last
    until = asked.ends or role_ends
    plan = ""
    if asked.dcc < ordinary and until is not None and needs_plan(away_from, until):
        plan = STRENGTH_WORDS[Strength(strength(away_from, until))]
    return Skills(
        asked.dcc,
        minimum,
        asked.dcc * working_weeks,
        low,
        None if last is None else _months(last, asked.starts),
        plan,
    )


def _months(start: date, end: date) -> int:
    """Whole months from one day to another."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
