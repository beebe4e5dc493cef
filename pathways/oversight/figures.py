"""The figures as this reader may see them: whole for those who open the lists, small groups hidden for the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pathways.oversight import lateness, reading, standards
from pathways.oversight.reading import CATEGORIES, Ask, Cost, Group
from pathways.signatories.models import Who
from people.models import Profession, User
from people.settings.reading import setting
from people.settings.shared import SMALL_NUMBER
from rewards.looks.services import opened_many
from rewards.reports.rules import hidden_cells

BY = {"service": "Service", "role": "Leadership role", "profession": "Profession"}
NOBODY = {"service": "No service", "role": "No leadership role", "profession": "Not known"}
FEW = "As HR: what the leadership time of a few people costs"
PROFESSIONS = {str(value): str(words) for value, words in Profession.choices}


@dataclass(frozen=True)
class Signed:
    """How many of those who should have a signed-off split have one; None where R12 hides it."""

    name: str
    signed: int | None
    people: int | None

    @property
    def share(self) -> Decimal | None:
        if self.signed is None or self.people is None:
            return None
        return standards.share(self.signed, self.people)


@dataclass(frozen=True)
class Row:
    """PAs a week of a group; None where R12 hides it."""

    name: str
    people: int | None
    pas: tuple[Decimal | None, ...]
    total: Decimal | None

    @property
    def mean(self) -> Decimal | None:
        if self.total is None or not self.people:
            return None
        return (self.total / self.people).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Late:
    """Whose signatures are past their day, in words."""

    who: str
    splits: int
    oldest: date


@dataclass(frozen=True)
class Figures:
    """All of it; `opens` says whether this reader may see who is behind a number."""

    ask: Ask
    opens: bool
    least: int
    everyone: Signed
    level: int | None
    services: list[Signed]
    tables: dict[str, list[Row]]
    """By one of `BY`; the line of everyone is last."""
    counts: dict[str, int | None]
    cost: Cost | None
    late: list[Late]

    @property
    def hides(self) -> bool:
        cells = [cell for rows in self.tables.values() for row in rows for cell in (row.people, row.total, *row.pas)]
        return None in (*cells, *self.counts.values(), *(each.signed for each in self.services))


def figures_of(ask: Ask, *, opens: bool, by: Sequence[str], pay: bool = False) -> Figures:
    """The figures on the day, in groups by each of `by`; `pay` says whether the reader may see one person's pay."""
    least = 0 if opens else setting(ask.organisation, SMALL_NUMBER, ask.on)
    signed, people = reading.signed_of(ask)
    counts = reading.counts(ask)
    counts["without"] = people - signed
    everyone, *services = _signed([("Everyone", signed, people), *reading.signed_by_service(ask)], least)
    shown = {name: None if 0 < n < least else n for name, n in counts.items()}
    return Figures(
        ask=ask,
        opens=opens,
        least=least,
        everyone=everyone,
        level=standards.level(signed, people) if everyone.signed is not None else None,
        services=services,
        tables={each: _table(reading.groups(ask, each), each, least) for each in by},
        counts=shown,
        cost=_cost(ask, counts["leading"], opens=opens, pay=pay),
        late=_late(ask) if opens and counts["overdue"] else [],
    )


def look_at_few(found: Figures, reader: User) -> None:
    """Records that the reader sees what the leading of a few people costs, from which each one's pay can be told.

    Few: a group that an organisation may want hidden. One statement, and none for a larger group.
    """
    if found.cost and len(found.cost.people) < SMALL_NUMBER.most:
        opened_many(reader, found.cost.people, found.ask.organisation, FEW)


def _signed(lines: list[tuple[str, int, int]], least: int) -> list[Signed]:
    """Everyone first; a group is hidden whole where a part of it is too small."""
    last = [*lines[1:], lines[0]]
    parts = [[signed, people - signed] for _, signed, people in last]
    hidden = hidden_cells(parts, [people for _, _, people in last], least=least)
    gone = {row for row, _ in hidden}
    shown = [
        Signed(name, None, None) if n in gone else Signed(name, signed, people)
        for n, (name, signed, people) in enumerate(last)
    ]
    return [shown[-1], *shown[:-1]]


def _table(groups: list[Group], by: str, least: int) -> list[Row]:
    everyone = Group(
        "Everyone",
        sum(group.people for group in groups),
        sum((group.total for group in groups), reading.ZERO),
        tuple(sum((group.pas[n] for group in groups), reading.ZERO) for n in range(len(CATEGORIES))),
        tuple(sum(group.giving[n] for group in groups) for n in range(len(CATEGORIES))),
    )
    lines = [*groups, everyone]
    hidden = hidden_cells([group.giving for group in lines], [group.people for group in lines], least=least)
    return [_row(group, by, {column for row, column in hidden if row == n}) for n, group in enumerate(lines)]


def _row(group: Group, by: str, hidden: set[int]) -> Row:
    name = group.name or NOBODY[by]
    name = PROFESSIONS.get(name, name) if by == "profession" else name
    pas = tuple(None if n in hidden else value for n, value in enumerate(group.pas))
    if len(CATEGORIES) in hidden:
        return Row(name, None, pas, None)
    return Row(name, group.people, pas, group.total)


def _cost(ask: Ask, leading: int, *, opens: bool, pay: bool) -> Cost | None:
    """What leading costs: of any group to whoever sees pay; of the whole organisation, where enough lead, to directors.

    Not to analysts: of two days they would have what one person more costs (docs/adr/0020).
    """
    if not opens:
        return None
    if not pay:
        whole = ask.service is None and not ask.profession
        if not whole or leading < setting(ask.organisation, SMALL_NUMBER, ask.on):
            return None
    return reading.cost_of_leading(ask) if leading else None


def _late(ask: Ask) -> list[Late]:
    names = lateness.who_signs(ask)
    return [
        Late(_who(each, names.get((each.waits_for, each.service), "")), each.splits, each.oldest)
        for each in lateness.late(ask)
    ]


def _who(each: lateness.Late, names: str) -> str:
    if each.person:
        return each.person
    role = f"{Who(each.waits_for).label}{f' of {each.service}' if each.service else ''}"
    return f"{role}: {names or 'nobody holds this role today'}"
