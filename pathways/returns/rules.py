"""The rules of a return to practice, R1 to R6 (domain.md sections 4.1 to 4.3 and 11.4), as functions of dates.

Working days leave out weekends and the bank holidays of England (R3 is a least number, so one day short is wrong).
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

import holidays

from pathways.regulators.rules import LOW_VOLUME_SESSIONS as LOW_VOLUME_SESSIONS
from people.dates import after_months
from people.design.words import pas, plural, shortdate

PLAN_FROM_MONTHS = 3
SUPERVISED_DAYS = 10
QUARTER = Decimal("0.25")
PRE_RETURN_WEEKS = (12, 6)
"""The pre-return meeting lies between 12 and 6 weeks before the return (domain.md 4.1, V)."""
MEETINGS = ("before", "pre_return", "on_return")
"""R2: the three meetings without which a plan cannot close."""
MOVES = {
    "before": "agreed",
    "in_role": "away",
    "contact": "away",
    "pre_return": "pre_return",
    "on_return": "supervised",
    "review": "reviewed",
    "after_6_months": "closed",
}
"""To which status each meeting or check-in, once held, moves the plan (domain.md 4.3); the others move nothing."""
NEEDS = {
    "supervised_end": ("on_return",),
    "review": ("supervised_end",),
    "after_6_months": (*MEETINGS, "supervised_end", "review"),
}
"""What must be held before: nobody is reviewed under supervision, and no plan closes without its meetings (R2, R3)."""
PASSED = {"in_role": "supervised", "contact": "supervised"}
"""Check-ins that lose their point, if not held, once the plan has come to a status."""
EARLIEST_MEETING_MONTHS = 12
"""How long before leaving the first meeting may have been held."""

_bank_holidays = holidays.country_holidays("GB", subdiv="ENG")


class Strength(StrEnum):
    """How strong a plan the time away asks for (R4; domain.md 4.1, V)."""

    NONE = "none"
    QUICK = "quick"
    SOME = "some"
    STRUCTURED = "structured"
    LONG = "long"


STRENGTH_WORDS = {
    Strength.NONE: "No formal plan",
    Strength.QUICK: "Quick return",
    Strength.SOME: "Return with some support",
    Strength.STRUCTURED: "Structured return",
    Strength.LONG: "Long supervised return",
}


@dataclass(frozen=True)
class Step:
    """A dated check-in: its kind (a value of CheckInKind) and the day it is due."""

    kind: str
    due_on: date


@dataclass(frozen=True)
class Flag:
    """A point that the plan shows in words, with its rule."""

    rule: str
    text: str
    level: str = "warning"


def needs_plan(away_from: date, returns_on: date) -> bool:
    """R1: planned non-clinical time of 3 months or more opens a return plan."""
    return returns_on >= after_months(away_from, PLAN_FROM_MONTHS)


def strength(away_from: date, returns_on: date) -> Strength:
    """R4: 3 to 6 months quick, 6 to 12 some, over 12 structured, over 36 a long supervised spell."""
    if not needs_plan(away_from, returns_on):
        return Strength.NONE
    if returns_on > after_months(away_from, 36):
        return Strength.LONG
    if returns_on > after_months(away_from, 12):
        return Strength.STRUCTURED
    if returns_on >= after_months(away_from, 6):
        return Strength.SOME
    return Strength.QUICK


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday of England."""
    return day.weekday() < 5 and day not in _bank_holidays


def after_working_days(start: date, count: int) -> date:
    """The first working day on which `count` working days, `start` among them, lie behind."""
    day, left = start, count
    while left > 0 or not is_working_day(day):
        left -= is_working_day(day)
        day += timedelta(days=1)
    return day


@dataclass(frozen=True)
class Intervals:
    """When one meets: an employer's own, else domain.md 4.3's (V up to the review, M for the rest)."""

    first_year_months: int = 3
    later_months: int = 6
    contact_months: int = 3
    pre_return_weeks: int = 8
    review_weeks: int = 3
    soon_months: int = 3
    last_months: int = 6


DEFAULT = Intervals()


def in_role_dates(away_from: date, until: date, intervals: Intervals = DEFAULT) -> Iterable[date]:
    """Check-ins in the role: every 3 months in the first year, then every 6, before `until` (4.3, M)."""
    months = intervals.first_year_months
    while (day := after_months(away_from, months)) < until:
        yield day
        months += intervals.first_year_months if months < 12 else intervals.later_months


def steps(
    away_from: date,
    returns_on: date,
    *,
    opened_on: date,
    supervised_days: int = SUPERVISED_DAYS,
    intervals: Intervals = DEFAULT,
) -> tuple[Step, ...]:
    """R2 and domain.md 4.1, 4.3: the meetings and check-ins of a plan, in order.

    A plan opened late owes its meetings at once: none is due before `opened_on`, and check-ins in the role
    that have gone by are left out. The review waits for the end of the supervised period.
    """
    contact = after_months(returns_on, -intervals.contact_months)
    supervised_end = after_working_days(returns_on, supervised_days)
    dated = [Step("before", max(away_from - timedelta(weeks=4), opened_on))]
    dated += [Step("in_role", day) for day in in_role_dates(away_from, contact, intervals) if day >= opened_on]
    if contact >= opened_on:
        dated.append(Step("contact", contact))
    return (
        *dated,
        Step("pre_return", max(returns_on - timedelta(weeks=intervals.pre_return_weeks), opened_on)),
        Step("on_return", max(returns_on, opened_on)),
        Step("supervised_end", supervised_end),
        Step("review", max(returns_on + timedelta(weeks=intervals.review_weeks), supervised_end)),
        Step("after_3_months", after_months(returns_on, intervals.soon_months)),
        Step("after_6_months", after_months(returns_on, intervals.last_months)),
    )


def dates_refusal(away_from: date, returns_on: date) -> str | None:
    """R1: why these two dates make no plan, in words; None when they do."""
    if returns_on <= away_from:
        return "Day of return must be after the last change to clinical practice"
    if not needs_plan(away_from, returns_on):
        return (
            f"Less than {PLAN_FROM_MONTHS} months away from practice needs no return plan. "
            "Check both dates, or agree the return with your service lead."
        )
    return None


def done_on_refusal(kind: str, done_on: date, *, away_from: date, returns_on: date, today: date) -> str | None:
    """Why a check-in of this kind cannot have been held on the day, in words; None when it can."""
    if done_on > today:
        return "The day it was held must be today or earlier"
    if kind == "before":
        if done_on < after_months(away_from, -EARLIEST_MEETING_MONTHS):
            return "The day it was held must not be more than a year before leaving practice"
    elif kind in ("in_role", "contact", "pre_return"):
        if done_on < away_from:
            return f"The day it was held must be on or after the last change to practice, {shortdate(away_from)}"
        earliest = returns_on - timedelta(weeks=PRE_RETURN_WEEKS[0])
        if kind == "pre_return" and done_on < earliest:
            return f"This meeting is at most {PRE_RETURN_WEEKS[0]} weeks before the return: from {shortdate(earliest)}"
    elif done_on < returns_on:
        return f"The day it was held must be on or after the day of return, {shortdate(returns_on)}"
    return None


def moves_to(kind: str, *, left: bool) -> str | None:
    """The status a check-in brings; `left` says that the person has left practice by the day of the meeting."""
    return "away" if kind == "before" and left else MOVES.get(kind)


def way(transitions: Mapping[str, Iterable[str]], start: str, goal: str) -> tuple[str, ...]:
    """The statuses to pass from one to another, the last the goal; empty if it lies behind."""
    paths: list[tuple[str, ...]] = [(start,)]
    for path in paths:  # grows while it is read, shortest first
        if path[-1] == goal:
            return path[1:]
        paths += [(*path, step) for step in sorted(transitions[path[-1]])]
    return ()


def has_passed(kind: str, status: str, transitions: Mapping[str, Iterable[str]]) -> bool:
    """Whether a check-in not held has lost its point: its time is over, or the plan is closed."""
    if status == "closed":
        return True
    until = PASSED.get(kind)
    return until is not None and (status == until or not way(transitions, status, until))


def needed_before(kind: str, done: Iterable[str]) -> tuple[str, ...]:
    """What is still to be held before this check-in."""
    held = set(done)
    return tuple(need for need in NEEDS.get(kind, ()) if need not in held)


def supervision_refusal(agreed: int, least: int) -> str | None:
    """R3: why the supervised period may not end yet, in words; None when it may. `agreed` days were supervised."""
    least = max(least, SUPERVISED_DAYS)
    if agreed >= least:
        return None
    return (
        f"The supervised period lasts at least {plural(least, 'working day')}, logged one by one, and {agreed} of them "
        "are agreed. Until it ends there is no out-of-hours work alone."
    )


ALONE = (
    "A day with out-of-hours work alone is no supervised day, and none is worked until the supervised period ends. "
    "Talk to your supervisor about it today."
)
"""R3, as the one who logs such a day reads it."""


def day_refusal(day: date, *, returns_on: date, today: date, solo_out_of_hours: bool) -> tuple[str, str] | None:
    """R3: why a day can't be logged as supervised, and the field to blame; None when it can."""
    if solo_out_of_hours:
        return ALONE, "solo_out_of_hours"
    if day < returns_on:
        return f"The day must be on or after the day of return, {shortdate(returns_on)}", "day"
    return ("The day must be today or earlier", "day") if day > today else None


@dataclass(frozen=True)
class PhaseOf:
    """From a day on, so many PAs a week of direct clinical care."""

    starts: date
    dcc_pas: Decimal


def phases(returns_on: date, dcc_pas: Decimal, *, shares: Sequence[int], weeks: int) -> tuple[PhaseOf, ...]:
    """domain.md 4.3 (M): clinical work grows by shares in 100 of what one comes back to, each for so many weeks.

    To a quarter of a PA, and never less than one; the last phase is the whole. A phase like the one before is left out.
    """
    found: list[PhaseOf] = []
    for n, share in enumerate((*shares, 100)):
        part = dcc_pas
        if share < 100:
            part = max((dcc_pas * share / 100 / QUARTER).to_integral_value(ROUND_HALF_UP) * QUARTER, QUARTER)
        if not found or part > found[-1].dcc_pas:
            found.append(PhaseOf(returns_on + timedelta(weeks=n * weeks), min(part, dcc_pas)))
    return tuple(found)


def phases_refusal(found: Sequence[PhaseOf], *, returns_on: date, dcc_pas: Decimal) -> tuple[str, str] | None:
    """Why these phases make no way back, in words, and the field to blame with the phase's number from 1 ("dcc_2").

    None when they do.
    """
    if not found:
        return "A return has at least one phase", "starts_1"
    if found[0].starts != returns_on:
        return f"The first phase must start on the day of return, {shortdate(returns_on)}", "starts_1"
    for n, (before, after) in enumerate(itertools.pairwise(found), start=2):
        if after.starts <= before.starts:
            return f"Each phase must start after the one before: {shortdate(after.starts)} does not", f"starts_{n}"
        if after.dcc_pas < before.dcc_pas:
            return "Clinical work must not shrink from one phase to the next", f"dcc_{n}"
    if found[-1].dcc_pas != dcc_pas:
        last = f"The last phase must be all that you come back to, {pas(dcc_pas)} of direct clinical care"
        return last, f"dcc_{len(found)}"
    return None


def sessions_a_year(dcc_pas: Decimal, working_weeks: int) -> Decimal:
    """Clinical sessions a year: one a PA of direct clinical care a week, in the weeks worked."""
    return dcc_pas * working_weeks


def long_away(away_from: date, returns_on: date) -> Flag | None:
    """R4: what so long a time away asks for, in words."""
    kind = strength(away_from, returns_on)
    if kind not in (Strength.STRUCTURED, Strength.LONG):
        return None
    spell = "a long supervised spell" if kind is Strength.LONG else "a structured plan"
    return Flag("R4", f"{STRENGTH_WORDS[kind]}: this long a time away asks for {spell}.", "information")


def notice_by(returns_on: date, months: int | None) -> date | None:
    """The last day to give notice of the return; None where no notice is agreed."""
    return None if months is None else after_months(returns_on, -months)


def right_flag(returns_on: date, right_until: date | None) -> Flag | None:
    """Says so where the return comes after the right to it has ended."""
    if right_until is None or returns_on <= right_until:
        return None
    return Flag(
        "R1",
        f"The right to return holds until {shortdate(right_until)}, and the return is later. Agree it in writing with "
        "your employer first.",
    )
