"""The pay elements of seeded people, priced by the same pure code as everyone's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from django.db.backends.postgresql.psycopg_any import DateRange

from pathways.seed.careers import Person
from pathways.seed.copying import Keys, copy_in
from pathways.seed.moments import noon
from pathways.seed.points import Points
from pathways.seed.rows_people import award_levels
from pathways.seed.rows_splits import Week
from pathways.splits.models import SplitStatus
from rewards.awards.models import HeldAward
from rewards.models import ElementKind, Employment, PayElement
from rewards.packages.rules import Line, price
from rewards.packages.terms import award_of, circumstances, needed
from rewards.rates.services import Rates, load

PAID = (SplitStatus.IN_FORCE, SplitStatus.SUPERSEDED)
ELEMENTS_EACH = 40


@dataclass(frozen=True)
class Stretch:
    """Some days of a week at one set of rates: what its lines are priced from."""

    contract: str
    point: str
    on_call: str
    area: str
    award: str
    pas: Decimal
    apas: Decimal
    day: date


def write_pay(
    people: list[Person], weeks: list[Week], appointments: dict[int, int], points: Points, *, on: date
) -> None:
    """Writes the elements of all weeks agreed and of all roles held, at the rates of their days.

    Someone who leads has them from the start of the week before the role, so that the report can say who is worse
    off by it; others from the last change of rates before `on`.
    """
    rates, levels = load(), award_levels()
    key = Keys(PayElement, ELEMENTS_EACH * len(people))

    @cache
    def lines(stretch: Stretch) -> tuple[Line, ...]:
        level = levels.get(stretch.award)
        held = level and HeldAward(level=level, annual_gbp=level.annual_gbp or Decimal(0))
        awards = (award_of(held),) if held else ()
        employment = _employment(stretch)
        priced_on = rates.day_to_price(needed(employment), stretch.day)
        facts = circumstances(employment, rates, priced_on, pas=stretch.pas, apas=stretch.apas, awards=awards)
        return tuple(line for line in price(facts).lines if line.annual_gbp is not None)

    def elements() -> Iterator[PayElement]:
        for one in weeks:
            if one.status in PAID:
                for stretch, until in _stretches(one, points, rates, on):
                    for line in lines(stretch):
                        yield _element(key(), one, line, DateRange(stretch.day, until))
        for person in people:
            if person.held:
                yield _allowance(key(), person, appointments[person.id])

    copy_in(PayElement, elements())


def _stretches(one: Week, points: Points, rates: Rates, on: date) -> list[tuple[Stretch, date | None]]:
    """The parts of a week between changes of rates, each with the day it ends before."""
    terms = one.person.terms
    apas = sum((line.pas for line in one.lines if line.additional), Decimal(0))
    pas = sum((line.pas for line in one.lines), Decimal(0)) - apas
    first = Stretch(
        terms.contract,
        points.label(terms.contract, terms.years),
        terms.on_call,
        terms.area,
        terms.award,
        pas,
        apas,
        one.starts,
    )
    turns = sorted(day for day in rates.changes(needed(_employment(first)), one.starts) if _within(day, one))
    lately = [day for day in turns if day <= on][-1:] or [one.starts]
    turns = [one.starts, *turns] if one.person.held else lately
    ends = [*turns[1:], one.ends]
    return [(Stretch(**{**vars(first), "day": day}), until) for day, until in zip(turns, ends, strict=True)]


def _within(day: date, one: Week) -> bool:
    return one.starts < day and (one.ends is None or day < one.ends)


def _employment(stretch: Stretch) -> Employment:
    """The employment as pricing reads it; it is not saved here."""
    return Employment(
        contract=stretch.contract, point=stretch.point, pas=stretch.pas, on_call=stretch.on_call, area=stretch.area
    )


def _element(key: int, one: Week, line: Line, period: DateRange) -> PayElement:
    place = one.person.place
    return PayElement(
        id=key,
        user_id=one.person.id,
        organisation_id=place.organisation_id,
        service_id=place.service_id,
        kind=line.kind,
        label=line.label[:120],
        annual_gbp=line.annual_gbp or Decimal(0),
        pas=line.pas,
        pensionable=line.pensionable,
        profession=one.person.profession,
        period=period,
        source=f"split:{one.id}",
        working=line.working,
        recorded_at=noon(one.sent),
    )


def _allowance(key: int, person: Person, appointment: int) -> PayElement:
    assert person.held is not None
    held = person.held
    return PayElement(
        id=key,
        user_id=person.id,
        organisation_id=person.place.organisation_id,
        service_id=person.place.service_id,
        kind=ElementKind.ALLOWANCE,
        label=f"Allowance: {held.title}"[:120],
        annual_gbp=held.allowance,
        pas=held.pas,
        pensionable=True,
        profession=person.profession,
        role_title=held.title[:150],
        role_from=held.starts,
        role_kind=held.kind.title,
        role_level=held.kind.level,
        period=DateRange(held.starts, held.ends),
        source=f"appointment:{appointment}",
        working=f"£{held.allowance:,.0f} a year, agreed with the appointment.",
        recorded_at=noon(held.starts),
    )
