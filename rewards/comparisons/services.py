"""Weighs what a person asked for beside their own package: six queries at most, however much is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from people.dates import after_months
from people.models import User
from rewards.comparisons.options import Option, first_day, said_of, titles, way_back_of, wish_of
from rewards.comparisons.protecting import policies
from rewards.comparisons.rules import Column, Moment, Wish, column, pricing, rows
from rewards.comparisons.spans import YEAR
from rewards.employment.models import Contract, Employment, OnCall
from rewards.packages.facts import OnCallDuty
from rewards.packages.reading import ground
from rewards.packages.rules import Line, Package
from rewards.packages.services import rates_said, role_said
from rewards.packages.sureness import how_sure
from rewards.packages.terms import Ground, Standing, needed


@dataclass(frozen=True)
class Weighed:
    """One column of the page, with the sentences that belong to it."""

    option: Option
    column: Column
    said: str
    usual_term: bool
    assumptions: tuple[str, ...]
    way_back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line over all columns; `sure`: how sure its least sure figure is."""

    label: str
    lines: tuple[Line | None, ...]
    sure: str


@dataclass(frozen=True)
class Beside:
    """The page: what holds now, and all that is laid beside it, as things stand for `asked_on`."""

    standing: Standing
    now: Package
    columns: tuple[Weighed, ...]
    rows: tuple[Row, ...]
    shared: tuple[str, ...]

    @property
    def packages(self) -> list[Package]:
        return [self.now, *(each.column.package for each in self.columns)]

    @property
    def weighed(self) -> list[Column]:
        return [each.column for each in self.columns]

    @property
    def complete(self) -> bool:
        return all(package.complete for package in self.packages)


@dataclass(frozen=True)
class NoEmployment:
    """Nothing to compare with: no employment is on record for the day, nor, if not `ever`, for any day to come."""

    on: date
    ever: bool


def weigh(user: User, options: Sequence[Option], today: date) -> Beside | NoEmployment:
    """Lays the options beside the person's own package. One query, and one more for each employer of a role."""
    found = lay(ground(user, today), options, today)
    if isinstance(found, NoEmployment):
        return found
    wishes = [each.column.wish for each in found.columns]
    policy = policies((wish.role.organisation_id, wish.ends) for wish in wishes if wish.role)
    columns = [replace(each, way_back=way_back_of(each.option, each.column.wish, policy)) for each in found.columns]
    return replace(found, columns=tuple(columns))


def lay(held: Ground, options: Sequence[Option], today: date) -> Beside | NoEmployment:
    """Weighs the options by what is on record, without a query.

    All years are those of one day (P1): the latest first day, by which each could have begun. They are compared with
    the employment at the first post's employer that has one of theirs, else with that of most PAs.
    """
    starts = [each.starts or first_day(each.offered, today) for each in options]
    names = titles(options)
    on = max(starts)
    employment = _employment(held, options, on)
    if employment is None:
        return NoEmployment(on, bool(held.employments))
    standing = held.standing(employment, on)
    seen: dict[date, Standing | None] = {on: standing}
    priced, columns = pricing(), []
    for option, first, title in zip(options, starts, names, strict=True):
        wish = wish_of(option, title, first, employment)
        now = _moment(option, on, standing, held)
        ahead = [
            _moment(option, day, _standing(held, employment, day, seen), held) for day in _days(held, wish, employment)
        ]
        columns.append(_weighed(option, column(wish, now, ahead, priced), standing, employment))
    package = columns[0].column.beside.before
    shared = [set(each.assumptions) for each in columns]
    common = [said for said in columns[0].assumptions if all(said in each for each in shared)]
    columns = [replace(each, assumptions=tuple(a for a in each.assumptions if a not in common)) for each in columns]
    packages = [package, *(each.column.package for each in columns)]
    lines = tuple(Row(label, tuple(each), _sure(each)) for label, each in rows(packages))
    return Beside(standing, package, tuple(columns), lines, (*rates_said(standing), *common))


def _sure(lines: Sequence[Line | None]) -> str:
    known = [line for line in lines if line is not None and line.annual_gbp is not None]
    least = next((line for line in known if not line.checked), known[0] if known else None)
    return how_sure(least) if least else ""


def _employment(held: Ground, options: Sequence[Option], on: date) -> Employment | None:
    own = (held.employment(each.offered.role.organisation_id, on) for each in options if each.offered)
    return next((found for found in own if found), None) or held.principal(on)


def _days(held: Ground, wish: Wish, employment: Employment) -> list[date]:
    """The wish's first day, its end, and every day on which something known may change, in order."""
    horizon = max(wish.ends, after_months(wish.starts, YEAR))
    periods = [
        *(each.period for each in held.employments),
        *(each.period for each in held.awards),
        *(each.period for each in held.elements),
    ]
    days = {day for period in periods for day in (period.lower, period.upper) if day}
    days |= held.rates.changes(needed(employment), wish.starts)
    return sorted({wish.starts, wish.ends} | {day for day in days if wish.starts < day < horizon})


def _standing(held: Ground, employment: Employment, day: date, seen: dict[date, Standing | None]) -> Standing | None:
    if day not in seen:
        there = held.employment(employment.organisation_id, day)
        found = held.standing(there, day) if there else None
        # Circumstances that are the same are one object, which is priced once.
        alike = next((each for each in seen.values() if each and found and each.facts == found.facts), None)
        seen[day] = replace(found, facts=alike.facts) if found and alike else found
    return seen[day]


def _moment(option: Option, day: date, standing: Standing | None, held: Ground) -> Moment:
    if standing is None:
        return Moment(day, None)
    duty = None
    if option.on_call:
        # The supplement's shares are the consultant contract's (domain.md 2.2).
        consultant = standing.employment.contract == Contract.CONSULTANT
        share = held.rates.on(f"on_call:{option.on_call}", standing.priced_on) if consultant else None
        duty = OnCallDuty(OnCall(option.on_call).label, share)
    return Moment(day, standing.facts, duty)


def _weighed(option: Option, found: Column, standing: Standing, employment: Employment) -> Weighed:
    offered, role = option.offered, found.wish.role
    all_else = option.apas is None and option.on_call is None
    elsewhere = bool(offered and offered.role.organisation_id != employment.organisation_id)
    return Weighed(
        option=option,
        column=found,
        said=said_of(option, role, standing.facts.unit),
        usual_term=not option.years and not (offered and offered.term_months),
        assumptions=role_said(standing, role, elsewhere=elsewhere, all_else=all_else) if role else (),
    )
