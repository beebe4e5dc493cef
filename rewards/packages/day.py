"""One's own package on any day: past days as recorded, today and later days as priced now. Five queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from people.design.words import shortdate
from people.models import User
from rewards.elements.models import PayElement
from rewards.packages.ahead import Change, changes_ahead
from rewards.packages.facts import ZERO
from rewards.packages.record import (
    Corrections,
    Recorded,
    Step,
    as_recorded,
    corrections,
    first_days,
    held_on,
    steps,
)
from rewards.packages.rules import Kind, Line, Package, price
from rewards.packages.services import standings_of
from rewards.packages.sureness import how_sure
from rewards.packages.terms import Standing

MADE_BY = {
    "split": ("time split", "splits:detail"),
    "appointment": ("appointment", "appointments:detail"),
    "award": ("award", ""),
    "protection": ("pay protection", ""),
    "employment": ("contract on record", ""),
    "payroll": ("payroll file", ""),
}
"""What makes pay elements, by the first word of their source: in words, and the page of it, if there is one."""

NOTHING_PUT_RIGHT = Corrections()


@dataclass(frozen=True)
class Origin:
    """What a line comes from, with the name of its page and the key there."""

    words: str
    route: str = ""
    key: str = ""


@dataclass(frozen=True)
class DayLine:
    """A line of the day: how sure its figure is, and what it comes from."""

    line: Line
    sure: str
    origin: Origin | None = None


@dataclass(frozen=True)
class DayPackage:
    """A person's package with one employer on the day. `recorded`: its lines are those on record, not priced now."""

    organisation: int
    """The employer's key."""
    employer: str
    standing: Standing | None
    package: Package
    lines: tuple[DayLine, ...]
    recorded: bool = False
    corrections: Corrections = NOTHING_PUT_RIGHT


@dataclass(frozen=True)
class Day:
    """All that a person is paid on the day, by employer; how pay went until then; what is known to change."""

    on: date
    past: bool
    packages: tuple[DayPackage, ...]
    steps: tuple[Step, ...]
    ahead: tuple[Change, ...]
    next_begins: date | None = None
    """First day of the next employment on record, where there is none on the day."""


def day_of(user: User, on: date, today: date) -> Day:
    """The person's package on the day. Amounts in pounds a year."""
    held, standings = standings_of(user, on)
    elements = PayElement.objects.filter(user=user).select_related("organisation").order_by("pk")
    names = {element.organisation_id: str(element.organisation) for element in elements}
    records = [recorded(element) for element in elements]
    past = on < today
    packages = [_with_employment(standing, records, past=past) for standing in standings]
    here = {standing.employment.organisation_id for standing in standings}
    if past:
        there = {each.organisation for each in held_on(records, on)} - here
        packages += [_without_employment(names[key], key, records, on) for key in sorted(there, key=names.__getitem__)]
    later = [each.period.lower for each in held.employments if each.period.lower and each.period.lower > on]
    return Day(
        on=on,
        past=past,
        packages=tuple(packages),
        steps=steps(records, today + timedelta(days=1)),
        ahead=tuple(changes_ahead(held, max(on, today))),
        next_begins=min(later, default=None),
    )


def recorded(element: PayElement) -> Recorded:
    """A pay element as the pure functions see it."""
    return Recorded(
        organisation=element.organisation_id,
        kind=Kind(element.kind),
        label=element.label,
        annual_gbp=element.annual_gbp,
        pensionable=element.pensionable,
        starts=element.period.lower or date.min,
        ends=element.period.upper,
        recorded_at=element.recorded_at,
        superseded_at=element.superseded_at,
        pas=element.pas,
        source=element.source,
        working=element.working,
    )


def _with_employment(standing: Standing, records: list[Recorded], *, past: bool) -> DayPackage:
    own = [each for each in records if each.organisation == standing.employment.organisation_id]
    held, package = held_on(own, standing.asked_on), price(standing.facts)
    if past:
        package = as_recorded(package, held)
    return DayPackage(
        organisation=standing.employment.organisation_id,
        employer=str(standing.employment.organisation),
        standing=standing,
        package=package,
        lines=_lines(package, held, own),
        recorded=past and bool(held),
        corrections=corrections(own, standing.asked_on, end_of(standing.asked_on)) if past else NOTHING_PUT_RIGHT,
    )


def _without_employment(employer: str, key: int, records: list[Recorded], on: date) -> DayPackage:
    own = [each for each in records if each.organisation == key]
    held = held_on(own, on)
    package = as_recorded(Package((), ZERO), held)
    return DayPackage(key, employer, None, package, _lines(package, held, own), True, corrections(own, on, end_of(on)))


def _lines(package: Package, held: list[Recorded], own: list[Recorded]) -> tuple[DayLine, ...]:
    starts = first_days(own)
    made = {(each.kind, each.label): each.source for each in held}
    found = []
    for line in package.lines:
        source = made.get((line.kind, line.label), "")
        found.append(DayLine(line, how_sure(line), origin_of(source, starts.get(source)) if source else None))
    return tuple(found)


def origin_of(source: str, first: date | None) -> Origin | None:
    """What made an element, in words: "time split from 1 April 2026"; None where its source is not one we name."""
    name, _, key = source.partition(":")
    if name not in MADE_BY:
        return None
    words, route = MADE_BY[name]
    said = f"{words} from {shortdate(first)}" if first else words
    return Origin(said, route if key.isascii() and key.isdigit() else "", key)


def end_of(day: date) -> datetime:
    """The first moment after the day, in London."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
