"""What the report reads: pay elements alone, as now known, two queries however many people there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Max, Min, Q, Sum

from people.models import Organisation, OrganisationSettings, Profession, Service
from rewards.elements.models import ElementKind, PayElement
from rewards.reports import rules
from rewards.reports.rules import KINDS, Change, Group, Pay, Person

LEAST = 5
"""R12's smallest group, where the employer has set none (domain.md 11.4, from memory)."""
GROUPINGS = {
    "role": ("Leadership role", lambda person: person.role or rules.NO_ROLE),
    "service": ("Service", lambda person: person.service or rules.NO_SERVICE),
    "profession": ("Profession", lambda person: person.profession or rules.NO_PROFESSION),
}


@dataclass(frozen=True)
class Row:
    """A line of a table as it may be shown: None where R12 hides the figure."""

    name: str
    people: int | None
    amounts: tuple[Decimal | None, ...]
    total: Decimal | None
    mean: Decimal | None
    median: Decimal | None


@dataclass(frozen=True)
class Table:
    """Pay by group: the kinds that someone is paid, in words, the rows, and the line of everyone."""

    heading: str
    kinds: list[str]
    rows: list[Row]
    all: Row

    @property
    def hides(self) -> bool:
        return any(None in (row.people, row.total, *row.amounts) for row in [*self.rows, self.all])


@dataclass(frozen=True)
class Report:
    """The remuneration report of one organisation on one date."""

    organisation: Organisation
    on: date
    people: list[Person]
    changes: list[Change]
    unknown: int
    """How many hold a role without a week on record before it."""
    least: int

    @cached_property
    def everyone(self) -> Group:
        return Group("Everyone", self.people)

    @property
    def too_few(self) -> bool:
        """Whether the whole organisation is too small a group to report on."""
        return 0 < len(self.people) < self.least

    @cached_property
    def worse(self) -> list[Change]:
        """Those worse off since taking a role, who lost most first."""
        return sorted((c for c in self.changes if c.worse), key=lambda change: (change.difference, change.person.key))

    def table(self, by: str) -> Table:
        """Pay by role, service or profession, small groups hidden (R12)."""
        heading, of = GROUPINGS[by]
        lines = [*rules.grouped(self.people, of), self.everyone]
        kinds = [kind for kind in KINDS if self.everyone.paid(kind)]
        paid = [[group.paid(kind) for kind in kinds] for group in lines]
        hidden = rules.hidden_cells(paid, [group.count for group in lines], least=self.least)
        *rows, everyone = [_row(group, kinds, {c for row, c in hidden if row == n}) for n, group in enumerate(lines)]
        return Table(heading, [KINDS[kind] for kind in kinds], rows, everyone)


def _row(group: Group, kinds: list[str], hidden: set[int]) -> Row:
    amounts = tuple(None if n in hidden else group.sum_of(kind) for n, kind in enumerate(kinds))
    if len(kinds) in hidden:
        return Row(group.name, None, amounts, None, None, None)
    return Row(group.name, group.count, amounts, group.total, group.mean, group.middle)


def report_of(organisation: Organisation, on: date) -> Report:
    """The report on the day: four queries (settings, services, pay on the day, pay before the roles)."""
    people = _people(organisation, on)
    holders = [person for person in people if person.role_from]
    before = _pay_before(organisation, [(p.key, p.role_from) for p in holders if p.role_from])
    changes, unknown = [], 0
    for person in holders:
        then = before.get(person.key)
        earlier = rules.week_before_at_rates_now(then, person.pay) if then else None
        if earlier is None:
            unknown += 1
        else:
            changes.append(Change(person, earlier, person.pay.total))
    held = OrganisationSettings.objects.filter(organisation=organisation, period__contains=on).first()
    return Report(organisation, on, people, changes, unknown, held.small_number if held else LEAST)


def _people(organisation: Organisation, on: date) -> list[Person]:
    services = dict(Service.objects.filter(organisation=organisation).values_list("pk", "name"))
    work = Q(kind__in=[ElementKind.BASIC, ElementKind.SALARY])
    led = ~Q(role_title="")
    rows = (
        PayElement.objects.in_force(on)
        .filter(organisation=organisation)
        .order_by()
        .values("user_id")
        .annotate(
            basic_pas=Sum("pas", filter=Q(kind=ElementKind.BASIC)),
            apa_pas=Sum("pas", filter=Q(kind=ElementKind.APA)),
            pensions=Sum("annual_gbp", filter=Q(pensionable=True)),
            job=Max("profession"),
            place=Max("service_id", filter=work),
            first_role=Min("role_title", filter=led),
            last_role=Max("role_title", filter=led),
            since=Min("role_from"),
            **{f"sum_{kind}": Sum("annual_gbp", filter=Q(kind=kind)) for kind in KINDS},
        )
    )
    professions = dict(Profession.choices)
    return [
        Person(
            key=row["user_id"],
            pay=_pay(row, "sum_"),
            profession=str(professions.get(row["job"], row["job"])),
            service=services.get(row["place"], ""),
            role=_role(row["first_role"], row["last_role"]),
            role_from=row["since"],
            pensionable=row["pensions"] or rules.ZERO,
        )
        for row in rows
    ]


def _role(first: str | None, last: str | None) -> str:
    """The kind of role without the service in its title, so that holders of one kind are one group."""
    if first != last:
        return rules.SEVERAL_ROLES
    return (first or "").split(",")[0]


def _pay(row: Mapping[str, Any], prefix: str) -> Pay:
    amounts = {kind: row[prefix + kind] or rules.ZERO for kind in KINDS}
    return Pay(amounts, row["basic_pas"] or rules.ZERO, row["apa_pas"] or rules.ZERO)


def _pay_before(organisation: Organisation, since: Sequence[tuple[int, date]]) -> dict[int, Pay]:
    """Each person's pay on the day before their role began, in one query on a list of people and days."""
    if not since:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT e.user_id, e.kind, sum(e.annual_gbp), sum(e.pas)
            FROM unnest(%s::bigint[], %s::date[]) AS held (user_id, day)
            JOIN rewards_payelement e ON e.user_id = held.user_id AND e.period @> held.day
            WHERE e.organisation_id = %s AND e.superseded_at IS NULL
            GROUP BY e.user_id, e.kind
            """,
            [[key for key, _ in since], [day - timedelta(days=1) for _, day in since], organisation.pk],
        )
        found: dict[int, dict[str, tuple[Decimal, Decimal]]] = {}
        for key, kind, amount, pas in cursor.fetchall():
            found.setdefault(key, {})[kind] = (amount, pas or rules.ZERO)
    nothing = (rules.ZERO, rules.ZERO)
    return {
        key: Pay({k: v[0] for k, v in kinds.items()}, kinds.get("basic", nothing)[1], kinds.get("apa", nothing)[1])
        for key, kinds in found.items()
    }
