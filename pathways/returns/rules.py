"""The rules of a return to practice, R1 to R6 (domain.md sections 4.1 to 4.3 and 11.4), as functions of dates.

Working days leave out weekends and the bank holidays of England (R3 is a least number, so one day short is wrong).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

import holidays

from people.dates import after_months
from people.design.words import shortdate

PLAN_FROM_MONTHS = 3
SUPERVISED_DAYS = 10
PRE_RETURN_WEEKS = (12, 6)
"""The pre-return meeting lies between 12 and 6 weeks before the return (domain.md 4.1, V)."""
LOW_VOLUME_SESSIONS = 40
NURSE_HOURS, NURSE_YEARS = Decimal(450), 3
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


UNKNOWN_VOLUME = (
    "No agreed time split says how much clinical work is kept up meanwhile, so nothing can be said of low volume."
)


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


def working_days(start: date, end: date) -> int:
    """Working days from `start` to the day before `end`."""
    return sum(is_working_day(start + timedelta(days=n)) for n in range((end - start).days))


def in_role_dates(away_from: date, until: date) -> Iterable[date]:
    """Check-ins in the role: every 3 months in the first year, then every 6, before `until` (4.3, M)."""
    months = 3
    while (day := after_months(away_from, months)) < until:
        yield day
        months += 3 if months < 12 else 6


def steps(
    away_from: date, returns_on: date, *, opened_on: date, supervised_days: int = SUPERVISED_DAYS
) -> tuple[Step, ...]:
    """R2 and domain.md 4.1, 4.3: the meetings and check-ins of a plan, in order.

    A plan opened late owes its meetings at once: none is due before `opened_on`, and check-ins in the role
    that have gone by are left out. The review waits for the end of the supervised period.
    """
    contact = after_months(returns_on, -3)
    supervised_end = after_working_days(returns_on, supervised_days)
    dated = [Step("before", max(away_from - timedelta(weeks=4), opened_on))]
    dated += [Step("in_role", day) for day in in_role_dates(away_from, contact) if day >= opened_on]
    if contact >= opened_on:
        dated.append(Step("contact", contact))
    return (
        *dated,
        Step("pre_return", max(returns_on - timedelta(weeks=8), opened_on)),
        Step("on_return", max(returns_on, opened_on)),
        Step("supervised_end", supervised_end),
        Step("review", max(returns_on + timedelta(weeks=3), supervised_end)),
        Step("after_3_months", after_months(returns_on, 3)),
        Step("after_6_months", after_months(returns_on, 6)),
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


def supervision_refusal(returned_on: date, ends_on: date, least: int) -> str | None:
    """R3: why the supervised period may not end yet, in words; None when it may."""
    served = working_days(returned_on, ends_on)
    least = max(least, SUPERVISED_DAYS)
    if served >= least:
        return None
    return (
        f"The supervised period lasts at least {least} working days, and {served} of them have gone by. "
        "Until it ends there is no out-of-hours work alone."
    )


def sessions_a_year(dcc_pas: Decimal, working_weeks: int) -> Decimal:
    """Clinical sessions a year: one a PA of direct clinical care a week, in the weeks worked."""
    return dcc_pas * working_weeks


def flags(
    profession: str,
    away_from: date,
    returns_on: date,
    *,
    dcc_pas_meanwhile: Decimal | None,
    working_weeks: int,
    low_volume: int = LOW_VOLUME_SESSIONS,
) -> tuple[Flag, ...]:
    """R4 to R6: what the time away asks of this profession, in words.

    `dcc_pas_meanwhile` is the direct clinical care kept up, in PAs a week; None when no agreed time split tells.
    `low_volume` is in clinical sessions a year.
    """
    found: list[Flag] = []
    kind = strength(away_from, returns_on)
    if kind in (Strength.STRUCTURED, Strength.LONG):
        spell = "a long supervised spell" if kind is Strength.LONG else "a structured plan"
        found.append(Flag("R4", f"{STRENGTH_WORDS[kind]}: this long a time away asks for {spell}.", "information"))
    if dcc_pas_meanwhile is None:
        found.append(Flag("R5", UNKNOWN_VOLUME, "information"))
        return tuple(found)
    sessions = sessions_a_year(dcc_pas_meanwhile, working_weeks)
    if sessions < low_volume:
        found.append(Flag("R5", f"About {sessions:.0f} clinical sessions a year: under {low_volume} is low volume."))
    route = regulator_route(profession, away_from, returns_on, sessions * 4)
    return tuple([*found, Flag("R6", route)] if route else found)


def regulator_route(profession: str, away_from: date, returns_on: date, practice_hours_a_year: Decimal) -> str | None:
    """R6: the regulator's own way back, where one applies (NMC hours; HCPC days; domain.md 4.2, V)."""
    if profession in ("nurse", "midwife"):
        years_away = returns_on >= after_months(away_from, 12 * NURSE_YEARS)
        if years_away and practice_hours_a_year * NURSE_YEARS < NURSE_HOURS:
            return (
                "Under 450 practice hours in 3 years: the Nursing and Midwifery Council asks for a return "
                "programme or a test of competence."
            )
    elif profession in ("ahp", "scientist") and practice_hours_a_year == 0:
        if returns_on > after_months(away_from, 60):
            return "Over 5 years away: the Health and Care Professions Council asks for 60 days of updating."
        if returns_on > after_months(away_from, 24):
            return "Over 2 years away: the Health and Care Professions Council asks for 30 days of updating."
    return None
