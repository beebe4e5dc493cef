"""Which pay elements take each other's place, and what a write leaves of those that stand. Pure; half-open periods."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from rewards.elements.models import ElementKind, PayElement

ONE_A_DAY = frozenset({ElementKind.BASIC, ElementKind.SALARY, ElementKind.ON_CALL, ElementKind.AREA})
"""Kinds of which one person has one element a day, whatever it is called. A salary may stand beside basic pay: a role
paid by salary can leave the clinical contract running."""


@dataclass(frozen=True)
class ElementLine:
    """One element to write: pounds a year, PAs a week; from `starts` to the day before `ends` (None: runs on).

    A line with a `source` of its own is written under that, and its service is its own.
    """

    kind: str
    label: str
    annual_gbp: Decimal
    pensionable: bool
    starts: date
    ends: date | None = None
    pas: Decimal | None = None
    working: str = ""
    role_title: str = ""
    role_from: date | None = None
    role_kind: str = ""
    role_level: str = ""
    source: str = ""
    service_id: int | None = None

    @property
    def period(self) -> DateRange:
        return DateRange(self.starts, self.ends)


def place(line: ElementLine | PayElement) -> tuple[str, str]:
    """Two elements of one place may not stand on the same day."""
    return (line.kind, "" if line.kind in ONE_A_DAY else line.label.casefold())


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends; None runs on."""
    return min((day for day in (one, other) if day is not None), default=None)


def within(period: DateRange, window: DateRange) -> DateRange | None:
    """The part of a period that lies in the window."""
    starts, ends = max(period.lower, window.lower), earlier(period.upper, window.upper)
    return DateRange(starts, ends) if ends is None or starts < ends else None


def outside(period: DateRange, windows: Iterable[DateRange]) -> list[DateRange]:
    """The parts of a period that lie in none of the windows."""
    parts = [period]
    for window in windows:
        parts = [part for each in parts for part in _without(each, window)]
    return parts


def _without(period: DateRange, window: DateRange) -> Iterator[DateRange]:
    if within(period, window) is None:
        yield period
        return
    if period.lower < window.lower:
        yield DateRange(period.lower, window.lower)
    if window.upper is not None and (period.upper is None or period.upper > window.upper):
        yield DateRange(window.upper, period.upper)


def substance(line: ElementLine | PayElement) -> tuple[object, ...]:
    """What a line says of pay, whatever made it and on whichever days: an element's and an element line's compare."""
    said = (line.kind, line.label, line.annual_gbp, line.pas, line.pensionable, line.service_id)
    return (*said, line.role_title, line.role_from, line.role_kind, line.role_level)


@dataclass
class Rewriting:
    """What writing some lines of one person would do: the new ones, and what of those that stand gives way."""

    new: list[ElementLine] = field(default_factory=list)
    unchanged: list[ElementLine] = field(default_factory=list)
    old: list[PayElement] = field(default_factory=list)
    """Superseded, in whole or in part."""
    kept: list[tuple[PayElement, DateRange]] = field(default_factory=list)
    """The parts of the old ones that stand on."""
    beside: list[tuple[ElementLine, PayElement]] = field(default_factory=list)
    """New lines with one of the same kind and another name that stands on, so that both are paid."""


def rewriting(lines: Sequence[ElementLine], standing: Sequence[PayElement]) -> Rewriting:
    """Each line takes its place for its own days; what says the same already, from whatever source, is left alone.

    `standing` is one person's current elements with one employer; the lines may not overlap in one place.
    """
    found = Rewriting()
    for line in lines:
        there = [e for e in standing if place(e) == place(line) and within(e.period, line.period)]
        alike = all(substance(e) == substance(line) for e in there)
        stands = alike and not outside(line.period, [e.period for e in there])
        (found.unchanged if stands else found.new).append(line)
    for element in standing:
        taken = [line.period for line in found.new if place(line) == place(element)]
        if any(within(element.period, window) for window in taken):
            found.old.append(element)
            found.kept += [(element, part) for part in outside(element.period, taken)]
    ours = {place(line) for line in lines}
    for element in standing:
        if place(element) not in ours:
            also = [line for line in found.new if line.kind == element.kind and within(element.period, line.period)]
            found.beside += [(line, element) for line in also[:1]]
    return found
