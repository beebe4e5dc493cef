"""The remuneration report of an organisation on a day, with what R12 hides left out."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from people.models import Organisation, Profession, Service
from people.settings.reading import setting
from people.settings.shared import SMALL_NUMBER
from rewards.reports import reading, rules
from rewards.reports.asking import Ask
from rewards.reports.rules import KINDS, Change, Group

GROUPINGS = {"role": "Leadership role", "service": "Service", "profession": "Profession"}


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
    """The remuneration report of one organisation on one date, by one of `GROUPINGS`."""

    ask: Ask
    by: str
    groups: list[Group]
    everyone: Group
    changes: list[Change]
    unknown: int
    """How many hold a role without a week on record before it."""
    least: int

    @property
    def organisation(self) -> Organisation:
        return self.ask.organisation

    @property
    def on(self) -> date:
        return self.ask.on

    @property
    def too_few(self) -> bool:
        """Whether the whole organisation is too small a group to report on."""
        return 0 < self.everyone.count < self.least

    @cached_property
    def worse(self) -> list[Change]:
        """Those worse off since taking a role, who lost most first."""
        return sorted((c for c in self.changes if c.worse), key=lambda change: (change.difference, change.key))

    @cached_property
    def table(self) -> Table:
        """Pay by group, small groups hidden (R12)."""
        lines = [*self.groups, self.everyone]
        kinds = [kind for kind in KINDS if self.everyone.paid.get(kind)]
        paid = [[group.paid[kind] for kind in kinds] for group in lines]
        hidden = rules.hidden_cells(paid, [group.count for group in lines], least=self.least)
        *rows, everyone = [_row(group, kinds, {c for row, c in hidden if row == n}) for n, group in enumerate(lines)]
        return Table(GROUPINGS[self.by], [KINDS[kind] for kind in kinds], rows, everyone)

    def grouped(self, by: str) -> "Report":
        """The same report in other groups."""
        if by == self.by:
            return self
        groups, everyone = reading.groups(self.ask, by, _names(self.organisation, by))
        return replace(self, by=by, groups=groups, everyone=everyone)


def _row(group: Group, kinds: list[str], hidden: set[int]) -> Row:
    amounts = tuple(None if n in hidden else group.sums[kind] for n, kind in enumerate(kinds))
    if len(kinds) in hidden:
        return Row(group.name, None, amounts, None, None, None)
    return Row(group.name, group.count, amounts, group.total, group.mean, group.middle)


def report_of(organisation: Organisation, on: date, by: str, known: datetime | None = None) -> Report:
    """The report on the day, as now known or as known at a moment.

    Four queries: settings, services, pay by group, pay before the roles.
    """
    ask = Ask(organisation, on, known)
    services = _names(organisation, "service")
    changes, unknown = [], 0
    for holder in reading.holders(ask):
        before = rules.week_before_at_rates_now(holder.before.week, holder.now.week)
        if before is None:
            unknown += 1
        else:
            service = services.get(holder.service, "") if holder.service else ""
            changes.append(Change(holder.key, holder.role, service, holder.since, before, holder.now.total))
    names = services if by == "service" else _names(organisation, by)
    groups, everyone = reading.groups(ask, by, names)
    least = setting(organisation, SMALL_NUMBER, on)
    return Report(ask, by, groups, everyone, changes, unknown, least)


def _names(organisation: Organisation, by: str) -> dict[Any, str]:
    """The words for what the groups go by."""
    if by == "role":
        return {"": rules.NO_ROLE}
    if by == "profession":
        return {"": rules.NO_PROFESSION} | {value: str(label) for value, label in Profession.choices}
    services = Service.objects.filter(organisation=organisation)
    return {None: rules.NO_SERVICE} | dict(services.values_list("pk", "name"))
