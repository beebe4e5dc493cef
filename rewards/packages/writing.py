"""The pay elements that follow from a person's contract and week; rewards.elements keeps them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from people.design.words import shortdate
from people.models import Organisation, Service, User
from rewards.elements.models import ElementKind, PayElement
from rewards.elements.services import ElementLine, rewrite_from, take_back_from
from rewards.employment.models import Contract, Employment
from rewards.looks.services import writes
from rewards.packages.agreed import Week, weeks_of
from rewards.packages.facts import ZERO
from rewards.packages.reading import ground
from rewards.packages.rules import Kind, Line, price
from rewards.packages.terms import Ground, Standing, needed

OF_THE_WEEK = (ElementKind.BASIC, ElementKind.APA, ElementKind.ON_CALL, ElementKind.AWARD, ElementKind.AREA)
"""Kinds of element that follow from a person's contract and week; salary and allowances follow from roles."""
AGREED_SALARY = "Salary"
"""What the salary of a very senior manager is called; that of a role bears the role's title."""


@writes
def write_week(
    user: User,
    organisation: Organisation,
    *,
    starts: date,
    ends: date | None,
    total: Decimal,
    apas: Decimal,
    source: str,
    service: Service | None = None,
    until: date | None = None,
) -> int:
    """Writes basic, additional PAs, on-call, award and area elements of a week agreed from `starts`.

    `total` PAs a week, `apas` of them additional, replace the contracted ones until `ends`; from then the
    contracted week holds again, under the employment's name; days on which a role pays a whole salary alone keep it.
    Known changes of rate, contract and awards fall on their own days. A line without a published rate is not written.
    What stands from `until` on is left alone: another week was agreed for it. Returns how many were written.
    """
    held = ground(user, starts)
    kinds = set(OF_THE_WEEK)
    runs: list[_Run] = []
    days = [day for day in _turning_days(held, organisation.pk, starts, ends) if until is None or day < until]
    for day, following in zip(days, [*days[1:], until], strict=True):
        employment = held.employment(organisation.pk, day)
        lines: list[ElementLine] = []
        if employment is not None:
            agreed = ends is None or day < ends
            basic, extra = (total - apas, apas) if agreed else (employment.pas, ZERO)
            standing = held.standing(employment, day, pas=basic, apas=extra)
            if employment.contract == Contract.VSM:
                kinds.add(ElementKind.SALARY)
            elif not standing.facts.clinical_contract:
                continue
            known = [line for line in price(standing.facts).lines if line.annual_gbp is not None]
            lines = [_element(line, standing, day, following) for line in known if line.kind in kinds]
            if not agreed:
                lines = [_of_contract(line, employment, service.pk if service else None) for line in lines]
        if runs and runs[-1].until == day:
            runs[-1] = _Run(runs[-1].starts, following, [*runs[-1].lines, *lines])
        else:
            runs.append(_Run(day, following, lines))
    return sum(
        rewrite_from(
            user, organisation, run.starts, _joined(run.lines), source, kinds=kinds, until=run.until, service=service
        )
        for run in runs
    )


@dataclass(frozen=True)
class _Run:
    """Days written in one: a salary that is paid alone stands between two of them."""

    starts: date
    until: date | None
    lines: list[ElementLine]


@dataclass(frozen=True)
class Stretch:
    """A time in which something other than the contract fixes the week: a time split, or a salary that stands alone."""

    period: DateRange
    pas: Decimal
    apas: Decimal
    source: str
    service_id: int | None

    @property
    def agreed(self) -> bool:
        """Whether a time split agreed it; else a role's salary is all that is paid."""
        return self.source.startswith("split:")


@writes
def follow_terms(
    user: User,
    organisation: Organisation,
    on: date,
    *,
    kinds: Collection[str] = OF_THE_WEEK,
    agreed: Collection[Week] = (),
) -> int:
    """Writes the elements of the week anew from the day `on`, as contracts and awards on record now have them.

    A week agreed by a time split keeps its PAs, its days and its name; the time of a role that ends the clinical
    contract stays as it is. Where no employment is on record, nothing of the week is paid. `kinds` limits it, as to
    awards. Weeks of `agreed` count on the days they have now, whatever elements of theirs say. Returns how many were
    written; asked twice, the second writes nothing.
    """
    held = _in_full(ground(user, on), user, organisation, on)
    stretches = list(_stretches(held, organisation.pk, agreed))
    edges = {day for each in stretches for day in (each.period.lower, each.period.upper) if day and day > on}
    days = sorted({*_turning_days(held, organisation.pk, on, None), *edges})
    week: list[ElementLine] = []
    salary: list[ElementLine] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        employment = held.employment(organisation.pk, day)
        if employment is None:
            continue
        stretch = next((each for each in stretches if day in each.period), None)
        if stretch and not stretch.agreed:
            week += [_as_it_is(e, day, following) for e in held.held_elements(organisation.pk, day)]
            continue
        pas, apas = (stretch.pas, stretch.apas) if stretch else (employment.pas, ZERO)
        standing = held.standing(employment, day, pas=pas, apas=apas)
        for line in price(standing.facts).lines:
            if line.annual_gbp is None or (line.kind == Kind.SALARY and employment.contract != Contract.VSM):
                continue
            element = _element(line, standing, day, following)
            if stretch:
                element = replace(element, source=stretch.source, service_id=stretch.service_id)
            else:
                element = _of_contract(element, employment, employment.service_id)
            (salary if line.kind == Kind.SALARY else week).append(element)
    week = [line for line in week if line.kind in kinds]
    written = rewrite_from(user, organisation, on, _joined(week), "employment", kinds=kinds)
    if ElementKind.BASIC in kinds:
        salary = [line for line in _joined(salary) if line.label == AGREED_SALARY]
        kinds = [ElementKind.SALARY]
        written += rewrite_from(user, organisation, on, salary, "employment", kinds=kinds, label=AGREED_SALARY)
    return written


@writes
def take_back(user: User, organisation: Organisation, on: date, source: str) -> int:
    """Ends what `source` wrote on the day and brings back what it had replaced, on the terms of the days to come.

    Contracts, awards and agreed weeks may have changed since it was replaced: a week that ended or was corrected
    meanwhile does not come back as it was. Returns how many elements were ended or cut short.
    """
    with transaction.atomic():
        own = PayElement.objects.filter(user=user, organisation=organisation, source=source)
        replaced_the_week = own.filter(kind=ElementKind.BASIC).exists()
        ended = take_back_from(user, organisation, on, source)
        if ended and replaced_the_week and _paid_by_contract(user, organisation, on):
            follow_terms(user, organisation, on, agreed=weeks_of(user, organisation))
        return ended


def _paid_by_contract(user: User, organisation: Organisation, on: date) -> bool:
    """Whether a contract is on record from the day on, and no payroll file says otherwise what is paid."""
    here = {"user": user, "organisation": organisation, "period__overlap": DateRange(on, None)}
    by_file = PayElement.objects.current().filter(**here, kind__in=OF_THE_WEEK, source__startswith="payroll:")
    return Employment.objects.filter(**here).exists() and not by_file.exists()


def _in_full(held: Ground, user: User, organisation: Organisation, on: date) -> Ground:
    """The ground with all fields of the organisation's elements and contracts: pricing asks for fewer."""
    here = PayElement.objects.current().filter(user=user, organisation=organisation)
    held.elements = list(here.filter(period__overlap=DateRange(on, None)).order_by("pk"))
    services = dict(Employment.objects.filter(user=user).values_list("pk", "service_id"))
    for employment in held.employments:
        employment.service_id = services[employment.pk]
    return held


def _stretches(held: Ground, organisation_id: int, agreed: Collection[Week]) -> Iterable[Stretch]:
    told = {week.source for week in agreed}
    for element in held.elements:
        elsewhere = element.organisation_id != organisation_id
        if elsewhere or element.kind != ElementKind.BASIC or element.source in told:
            continue
        by_role = element.source.startswith("appointment:") and not element.annual_gbp
        if element.source.startswith("split:") or by_role:
            beside = [
                each.pas or ZERO
                for each in held.elements
                if (each.organisation_id, each.kind, each.source) == (organisation_id, ElementKind.APA, element.source)
                and element.period.lower is not None
                and element.period.lower in each.period
            ]
            pas = element.pas or ZERO
            yield Stretch(element.period, pas, sum(beside, ZERO), element.source, element.service_id)
    for week in agreed:  # a salary that stands alone goes before
        if week.period is not None:
            yield Stretch(week.period, week.total - week.apas, week.apas, week.source, week.service_id)


def _of_contract(line: ElementLine, employment: Employment, service_id: int | None) -> ElementLine:
    return replace(line, source=f"employment:{employment.pk}", service_id=service_id)


def _as_it_is(element: PayElement, starts: date, ends: date | None) -> ElementLine:
    return ElementLine(
        kind=element.kind,
        label=element.label,
        annual_gbp=element.annual_gbp,
        pensionable=element.pensionable,
        starts=starts,
        ends=ends,
        pas=element.pas,
        working=element.working,
        source=element.source,
        service_id=element.service_id,
    )


def _turning_days(held: Ground, organisation_id: int, starts: date, ends: date | None) -> list[date]:
    """The first day and every later one on which a line may change."""
    days = {starts} | ({ends} if ends else set())
    here = [each for each in held.employments if each.organisation_id == organisation_id]
    periods = [*(each.period for each in held.employments), *(each.period for each in held.awards)]
    days |= {day for period in periods for day in (period.lower, period.upper) if day and day > starts}
    for employment in here:
        days |= held.rates.changes(needed(employment), starts)
    # A salary paid alone has its first and its last day, and the week is paid up to the one and after the other.
    alone = [e.period for e in held.elements if e.organisation_id == organisation_id and e.kind == ElementKind.SALARY]
    days |= {day for period in alone for day in (period.lower, period.upper) if day and day > starts}
    return sorted(days)


def _element(line: Line, standing: Standing, starts: date, ends: date | None) -> ElementLine:
    working = line.working
    if line.source:
        working += f" Source: {line.source}{'' if line.checked else ' (usual figure, not checked)'}."
    if standing.priced_on != starts:
        working += f" At the latest rate published here, that of {shortdate(standing.priced_on)}."
    return ElementLine(
        kind=line.kind.value,
        label=line.label,
        annual_gbp=line.annual_gbp if line.annual_gbp is not None else ZERO,
        pensionable=line.pensionable,
        starts=starts,
        ends=ends,
        pas=line.pas,
        working=working,
    )


def _joined(lines: list[ElementLine]) -> list[ElementLine]:
    """Puts together what goes on unchanged from one turning day to the next."""
    joined: dict[tuple[str, str], list[ElementLine]] = {}
    for line in lines:
        run = joined.setdefault((line.kind, line.label), [])
        if run and run[-1].ends == line.starts and replace(run[-1], starts=line.starts, ends=line.ends) == line:
            run[-1] = replace(run[-1], ends=line.ends)
        else:
            run.append(line)
    return [line for run in joined.values() for line in run]
