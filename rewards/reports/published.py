"""What every report comes to: sentences and tables of typed values, small groups hidden (R12). Pure.

Page, workbook, CSV, paper and snapshot are all made of a `Published`, so that none of them can say more than another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from rewards.reports.rules import ZERO, hidden_cells, hidden_in_column


class Unit(StrEnum):
    """What a column's values are; decides how they are written and typed in files."""

    PEOPLE = "people"
    POUNDS = "pounds"
    """Whole pounds a year."""
    GAIN = "gain"
    """Pounds a year, always signed."""
    HOURLY = "hourly"
    """Pounds and pence an hour."""
    PERCENT = "percent"
    PAS = "pas"
    DATE = "date"
    WORDS = "words"


class Hidden(Enum):
    """What stands where R12 hides a value."""

    HIDDEN = "hidden"


HIDDEN = Hidden.HIDDEN
Value = Decimal | int | str | date | Hidden | None
"""One cell; None is a value that there is none of."""


@dataclass(frozen=True)
class Column:
    """A column's head and what its values are."""

    heading: str
    unit: Unit


@dataclass(frozen=True)
class Row:
    """One line of a table. `opens` is what to add to the list's address to see who is behind it; empty: nothing."""

    name: str
    values: tuple[Value, ...]
    opens: Mapping[str, str] | None = None


class Fact(NamedTuple):
    """One person's part in a table of sums: the group, and an amount for each column of sums.

    `key` is the person's; someone may have several facts, and counts once. An amount of None has no part in its column.
    """

    key: int
    group: str
    amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Picture:
    """How a table is drawn: `bars` of one column, or `lines` of several over the rows."""

    kind: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A table as it may be shown. `facts` are what it was made of, kept for what is checked before it is passed on."""

    key: str
    title: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    everyone: Row | None = None
    picture: Picture | None = None
    note: str = ""
    sums: int = 0
    """How many columns after the people are sums of facts."""
    facts: tuple[Fact, ...] = field(default=(), compare=False, repr=False)

    @property
    def lines(self) -> tuple[Row, ...]:
        """The rows, that of everyone last."""
        return self.rows if self.everyone is None else (*self.rows, self.everyone)

    @property
    def hides(self) -> bool:
        return any(HIDDEN in row.values for row in self.lines)


@dataclass(frozen=True)
class Published:
    """A report's figures: what it says in a sentence, its tables, and how they are worked out."""

    title: str
    lead: str
    tables: tuple[Table, ...]
    method: tuple[str, ...]
    least: int
    """R12: groups of fewer people are hidden."""
    empty: str = ""
    """What is said instead of tables where there is nothing to report."""

    @property
    def hides(self) -> bool:
        return any(table.hides for table in self.tables)


@dataclass(frozen=True)
class Derived:
    """A column worked out from a row's facts, such as a median of the sums' column `of`; hidden where that is.

    `of` None: of what is in no column; hidden with the whole row.
    """

    column: Column
    of: int | None
    work: Callable[[Sequence[Fact]], Value]


def summed(
    key: str,
    title: str,
    heading: str,
    facts: Iterable[Fact],
    sums: Sequence[Column],
    *,
    least: int,
    derived: Sequence[Derived] = (),
    adding: Sequence[Sequence[int]] = (),
    opens: str = "",
    order: Callable[[str], Any] | None = None,
    picture: Picture | None = None,
    note: str = "",
    people: str = "People",
    total: bool = True,
) -> Table:
    """A table of people and sums by group, everyone last, small groups and what they follow from hidden (R12).

    The columns are the people, the `sums`, then the `derived`. Rows stand by `order` of their names, else the largest
    group first. `adding` says which of the sums' columns add up to a figure shown in the same row. `opens` names the
    list that a row's people stand in. `total` False leaves out the line of everyone, for groups in which the same
    person stands more than once by design (months); each such row is hidden by itself.
    """
    kept = tuple(facts)
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in kept:
        groups[fact.group].append(fact)
    names = sorted(groups, key=order or (lambda name: (-len(_people(groups[name])), name)))
    lines = [groups[name] for name in names]
    hidden = _hidden([*lines, list(kept)], len(sums), adding, least) if total else _each_hidden(lines, len(sums), least)
    columns = (Column(people, Unit.PEOPLE), *sums, *(each.column for each in derived))
    every = [*zip(names, lines, strict=True), *([("Everyone", list(kept))] if total else [])]
    rows = [
        Row(
            name,
            _values(those, len(sums), derived, {column for row, column in hidden if row == n}),
            {"which": opens, "group": "" if total and n == len(names) else name} if opens else None,
        )
        for n, (name, those) in enumerate(every)
    ]
    return Table(
        key,
        title,
        heading,
        columns,
        tuple(rows[: len(names)]),
        rows[-1] if total else None,
        picture,
        note,
        len(sums),
        kept,
    )


def _people(facts: Iterable[Fact]) -> set[int]:
    return {fact.key for fact in facts}


def _paid(facts: Sequence[Fact], sums: int) -> list[int]:
    """To how many people's amounts each column adds up."""
    return [len({fact.key for fact in facts if fact.amounts[n]}) for n in range(sums)]


def _hidden(
    lines: Sequence[Sequence[Fact]], sums: int, adding: Sequence[Sequence[int]], least: int
) -> set[tuple[int, int]]:
    """Hidden cells by row and column of sums; the column after them stands for the whole row."""
    paid, counts = [_paid(line, sums) for line in lines], [len(_people(line)) for line in lines]
    hidden = {(row, sums) for row in hidden_in_column(counts, least=least)}
    for columns in adding:
        found = hidden_cells([[those[n] for n in columns] for those in paid], counts, least=least)
        hidden |= {(row, [*columns, sums][n]) for row, n in found}
    for column in set(range(sums)) - {n for columns in adding for n in columns}:
        hidden |= {(row, column) for row in hidden_in_column([those[column] for those in paid], least=least)}
    return hidden


def _each_hidden(lines: Sequence[Sequence[Fact]], sums: int, least: int) -> set[tuple[int, int]]:
    """Rows that share no total: a row of few people is hidden whole, and a cell of few by itself."""
    found = set()
    for row, line in enumerate(lines):
        if len(_people(line)) < least:
            found |= {(row, column) for column in range(sums + 1)}
        found |= {(row, column) for column, n in enumerate(_paid(line, sums)) if 0 < n < least}
    return found


def _values(facts: Sequence[Fact], sums: int, derived: Sequence[Derived], hidden: set[int]) -> tuple[Value, ...]:
    """A row's values; where the whole row is hidden, nothing of it is shown."""
    if sums in hidden:
        return (HIDDEN,) * (1 + sums + len(derived))
    amounts: list[Value] = [HIDDEN if n in hidden else sum_of(facts, n) for n in range(sums)]
    return (len(_people(facts)), *amounts, *(HIDDEN if each.of in hidden else each.work(facts) for each in derived))


def sum_of(facts: Iterable[Fact], column: int) -> Decimal:
    """What the column adds up to, pounds a year to the penny."""
    return sum((fact.amounts[column] or ZERO for fact in facts), ZERO)
