"""The picture of readiness: not a score, but conditions, each met, at risk or not met, and until when. Pure.

Each condition says until when it holds if nothing changes, and the least that would mend it. Days are half-open: what
holds until a day is no longer met on it. Amounts are in the unit of their kind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import IntEnum

from pathways.practice.kinds import COUNTED, Kind
from pathways.regulators.facts import Kept, practice_hours
from pathways.regulators.rules import NURSE_HOURS, NURSE_HOURS_BOTH, NURSE_YEARS, Route
from pathways.regulators.rules import State as RouteState
from people.dates import after_months
from people.design.words import number, pas, plural, shortdate

SOON_MONTHS = 3
ZERO = Decimal(0)
AHEAD_MONTHS = 36


class State(IntEnum):
    """In the order in which they are shown."""

    NOT_MET = 0
    AT_RISK = 1
    MET = 2


@dataclass(frozen=True)
class Entry:
    """Evidence in plain values."""

    kind: str
    on: date
    what: str
    amount: Decimal
    expires_on: date | None = None


@dataclass(frozen=True)
class Wanted:
    """A target: so much of a kind within the months before any day; of anything where `what` is empty."""

    kind: str
    what: str
    amount: Decimal
    months: int
    source: str = ""


@dataclass(frozen=True)
class Condition:
    """One line of the picture. `until` is the day from which it is no longer met, if nothing changes."""

    title: str
    state: State
    now: str
    until: date | None = None
    mend: str = ""
    source: str = ""


def picture(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """What is not met first, then what is at risk, the soonest first, then what is met."""
    return tuple(sorted(conditions, key=lambda each: (each.state, each.until or date.max, each.title)))


def of_target(wanted: Wanted, entries: Iterable[Entry], on: date, *, soon: int = SOON_MONTHS) -> Condition:
    """Counts the evidence of the months before the day: an entry counts until so many months after its own day."""
    counted = sorted(
        (after_months(entry.on, wanted.months), entry.amount)
        for entry in entries
        if entry.kind == wanted.kind
        and (not wanted.what or entry.what.casefold() == wanted.what.casefold())
        and entry.on <= on < after_months(entry.on, wanted.months)
    )
    unit = COUNTED[Kind(wanted.kind)]
    have = sum((amount for _, amount in counted), ZERO)
    title = wanted.what or Kind(wanted.kind).label
    now = f"{_of(have, unit.one, unit.many)} in {plural(wanted.months, 'month')}, of at least {number(wanted.amount)}"
    if have < wanted.amount:
        missing = _of(wanted.amount - have, unit.one, unit.many)
        return Condition(title, State.NOT_MET, now, mend=f"{missing} more.", source=wanted.source)
    until = _runs_short(counted, have, wanted.amount)
    left = have - sum((amount for day, amount in counted if day <= until), ZERO)  # several may end on one day
    state = _near(until, on, soon)
    mend = ""
    if state is State.AT_RISK:
        mend = f"{_of(wanted.amount - left, unit.one, unit.many)} more before {shortdate(until)}."
    return Condition(title, state, now, until, mend, wanted.source)


def _runs_short(counted: Sequence[tuple[date, Decimal]], have: Decimal, least: Decimal) -> date:
    """The first day on which what has not fallen out of its time is under the least; `counted` is in order of days."""
    falls = iter(counted)
    day = date.max
    while have >= least:
        day, amount = next(falls)
        have -= amount
    return day


def of_training(entries: Iterable[Entry], on: date, *, soon: int = SOON_MONTHS) -> list[Condition]:
    """Each mandatory training by name: the latest day until which it holds."""
    latest: dict[str, tuple[date, str]] = {}
    for entry in entries:
        if entry.kind == Kind.TRAINING and entry.expires_on is not None and entry.on <= on:
            key = entry.what.casefold()
            latest[key] = max(latest.get(key, (date.min, "")), (entry.expires_on, entry.what))
    found = []
    for until, what in latest.values():
        if until <= on:
            said = f"Held until {shortdate(until)}"
            found.append(Condition(what, State.NOT_MET, said, until, "Renew it."))
        else:
            state = _near(until, on, soon)
            mend = f"Renew it before {shortdate(until)}." if state is State.AT_RISK else ""
            found.append(Condition(what, state, f"Holds until {shortdate(until)}", until, mend))
    return found


def of_week(
    weeks: Sequence[Kept], minimum: Decimal, on: date, *, soon: int = SOON_MONTHS, source: str = ""
) -> Condition | None:
    """The weekly clinical minimum, over the agreed weeks of one employer from the earliest; None without a week now."""
    current = next((week for week in reversed(weeks) if week.holds(on)), None)
    if current is None:
        return None
    title, now = "Weekly clinical work", f"{pas(current.dcc)} a week of at least {number(minimum)}"
    if current.dcc < minimum:
        mend = f"{pas(minimum - current.dcc)} more a week in the next time split."
        return Condition(title, State.NOT_MET, now, mend=mend, source=source)
    until = current.ends
    for week in weeks:
        if until is None or week.starts < until:
            continue
        if week.starts > until or week.dcc < minimum:
            break
        until = week.ends
    if until is None:
        return Condition(title, State.MET, now, source=source)
    state = _near(until, on, soon)
    mend = f"Agree a week of at least {pas(minimum)} from {shortdate(until)}." if state is State.AT_RISK else ""
    return Condition(title, state, now, until, mend, source)


def of_nursing_hours(
    weeks: Sequence[Kept], logged: Decimal, on: date, *, both: bool, soon: int = SOON_MONTHS
) -> Condition:
    """R6: practice hours in the 3 years before, and the month from which they fall short if the agreed weeks go on.

    The weeks of all employers count. Hours from the log count where they are more; they are not reckoned ahead.
    """
    least = NURSE_HOURS_BOTH if both else NURSE_HOURS

    def hours(day: date) -> Decimal:
        return practice_hours(weeks, after_months(day, -12 * NURSE_YEARS), day)

    have = max(hours(on), logged)
    source = "Nursing and Midwifery Council, revalidation"
    title, now = "Practice hours", f"About {have:.0f} of {number(least)} hours in {NURSE_YEARS} years"
    if have < least:
        missing = (least - have).quantize(Decimal(1), ROUND_CEILING)
        return Condition(title, State.NOT_MET, now, mend=f"{number(missing)} hours more.", source=source)
    if logged >= least:
        return Condition(title, State.MET, now, source=source)
    for month in range(1, AHEAD_MONTHS + 1):
        day = after_months(on, month)
        if (then := hours(day)) < least:
            state = _near(day, on, soon)
            missing = (least - then).quantize(Decimal(1), ROUND_CEILING)
            mend = f"{number(missing)} hours more before {shortdate(day)}." if state is State.AT_RISK else ""
            return Condition(title, state, now, day, mend, source)
    return Condition(title, State.MET, now, source=source)


def of_route(route: Route, on: date, *, soon: int = SOON_MONTHS) -> Condition:
    """What a regulator's rule says, as a condition."""
    state = {RouteState.IN_ORDER: State.MET, RouteState.WATCH: State.AT_RISK, RouteState.ROUTE: State.NOT_MET}[
        route.state
    ]
    if state is State.MET and route.until is not None:
        state = _near(route.until, on, soon)
    return Condition(route.title, state, route.why.rstrip("."), route.until, route.mend, route.source)


def _near(until: date, on: date, soon: int) -> State:
    return State.AT_RISK if until <= after_months(on, soon) else State.MET


def _of(amount: Decimal, one: str, many: str) -> str:
    return f"{number(amount)} {one if amount == 1 else many}"
