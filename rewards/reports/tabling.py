"""Making a table of people and sums by group, with what R12 hides left out. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rewards.reports.published import HIDDEN, Column, Fact, Facts, Picture, Row, Table, Unit, Value
from rewards.reports.rules import ZERO, Cell, hidden_cells, hidden_in_column

EVERYONE = "Everyone"


@dataclass(frozen=True)
class Group:
    """The people of a row. By column: the amounts, what they add up to, and of how many people."""

    name: str
    people: int
    amounts: tuple[Sequence[Decimal], ...]
    sums: tuple[Decimal, ...]
    paid: tuple[int, ...]


def group_of(name: str, facts: Sequence[Fact], width: int) -> Group:
    """The group of these facts; a person with several counts once."""
    amounts = tuple([a for fact in facts if (a := fact.amounts[n]) is not None] for n in range(width))
    paid = tuple(len({fact.key for fact in facts if fact.amounts[n]}) for n in range(width))
    return Group(name, len({fact.key for fact in facts}), amounts, tuple(sum(each, ZERO) for each in amounts), paid)


def group_of_columns(name: str, people: int, amounts: Sequence[Sequence[Decimal]]) -> Group:
    """The group of people who have one fact each: `amounts` are those that there are, none of them nothing."""
    return Group(name, people, tuple(amounts), tuple(sum(each, ZERO) for each in amounts), tuple(map(len, amounts)))


@dataclass(frozen=True)
class Derived:
    """A column worked out from a row's group, such as a median of the sums' column `of`; hidden where that is.

    `of` None: of what is in no column; hidden with the whole row. `beside` names the row it is worked out against:
    where that is hidden, so is all of the column.
    """

    column: Column
    of: int | None
    work: Callable[[Group], Value]
    beside: str = ""


def summed(
    key: str,
    title: str,
    heading: str,
    facts: Iterable[Fact],
    sums: Sequence[Column],
    *,
    total: bool = True,
    **options: Any,
) -> Table:
    """The table of these facts (see `tabled`). `total` False leaves out the line of everyone."""
    kept = tuple(facts)
    width = len(kept[0].amounts) if kept else len(sums)
    parts: dict[str, list[Fact]] = defaultdict(list)
    for fact in kept:
        parts[fact.group].append(fact)
    groups = {name: group_of(name, those, width) for name, those in parts.items()}
    everyone = group_of("", kept, width) if total else None
    return tabled(key, title, heading, groups, sums, everyone=everyone, facts=lambda: kept, **options)


def tabled(
    key: str,
    title: str,
    heading: str,
    groups: Mapping[str, Group],
    sums: Sequence[Column],
    *,
    everyone: Group | None,
    facts: Callable[[], Iterable[Fact]],
    least: int,
    derived: Sequence[Derived] = (),
    adding: Sequence[Sequence[int]] = (),
    following: Sequence[int] = (),
    opens: str = "",
    order: Callable[[str], Any] | None = None,
    picture: Picture | None = None,
    note: str = "",
) -> Table:
    """A table of people and sums by group, everyone last, small groups and what they follow from hidden (R12).

    The columns are the people, the `sums`, then the `derived`. Rows stand by `order` of their names, else the largest
    group first. `adding` says which of the sums' columns add up to a figure shown in the same row; `following` which
    of them, beside those, would tell a hidden part: they are hidden throughout where any part is. `opens` names the
    list that a row's people stand in. Without `everyone`, for groups in which the same person stands more than once by
    design (months), each row is hidden by itself. `facts` are asked for when the table is to be passed on.
    """
    names = sorted(groups, key=order or (lambda name: (-groups[name].people, name)))
    lines = [*(groups[name] for name in names), *([everyone] if everyone else [])]
    find = _hidden if everyone else _each_hidden
    hidden = _with_following(find(lines, len(sums), adding, least), len(lines), len(sums), following)
    rows = [
        _row(group, len(sums), derived, {column for row, column in hidden if row == n}, opens)
        for n, group in enumerate(lines)
    ]
    made = Table(
        key=key,
        title=title,
        heading=heading,
        columns=(Column("People", Unit.PEOPLE), *sums, *(each.column for each in derived)),
        rows=tuple(rows[: len(names)]),
        everyone=rows[-1] if everyone else None,
        picture=picture,
        note=note,
        sums=len(sums),
        beside=tuple((1 + len(sums) + n, each.beside) for n, each in enumerate(derived) if each.beside),
        made_of=Facts(facts),
    )
    return hide_beside(made)


def _with_following(hidden: set[Cell], rows: int, sums: int, following: Sequence[int]) -> set[Cell]:
    """The hidden cells, and where a part is hidden in a row that is shown, the columns that would tell it."""
    if any(column < sums and (row, sums) not in hidden for row, column in hidden):
        return hidden | {(row, column) for row in range(rows) for column in following}
    return hidden


def _hidden(lines: Sequence[Group], sums: int, adding: Sequence[Sequence[int]], least: int) -> set[Cell]:
    """Hidden cells by row and column of sums; the column after them stands for the whole row."""
    counts = [line.people for line in lines]
    hidden = {(row, sums) for row in hidden_in_column(counts, least=least)}
    for columns in adding:
        found = hidden_cells([[line.paid[n] for n in columns] for line in lines], counts, least=least)
        hidden |= {(row, [*columns, sums][n]) for row, n in found}
    for column in set(range(sums)) - {n for columns in adding for n in columns}:
        hidden |= {(row, column) for row in hidden_in_column([line.paid[column] for line in lines], least=least)}
    return hidden


def _each_hidden(lines: Sequence[Group], sums: int, adding: Sequence[Sequence[int]], least: int) -> set[Cell]:
    """Rows that share no total: a row of few people is hidden whole, a cell of few with all that it adds up with."""
    hidden = {(row, sums) for row, line in enumerate(lines) if line.people < least}
    for row, line in enumerate(lines):
        few = {column for column in range(sums) if 0 < line.paid[column] < least}
        few |= {column for columns in adding if few & set(columns) for column in columns}
        hidden |= {(row, column) for column in few}
    return hidden


def hide_beside(table: Table) -> Table:
    """Hides what is worked out against a row that is hidden: from one group's mean and gap the other's mean follows."""
    rows = {row.name: row for row in table.rows}
    gone = set()
    for column, name in table.beside:
        against = rows.get(name)
        # The mean of the row itself stands in the same block of columns: hidden there, hidden here.
        if against is not None and HIDDEN in against.values[: column + 1]:
            gone.add(column)
    if not gone:
        return table

    def kept(row: Row) -> Row:
        return replace(row, values=tuple(HIDDEN if n in gone else value for n, value in enumerate(row.values)))

    everyone = kept(table.everyone) if table.everyone else None
    return replace(table, rows=tuple(kept(row) for row in table.rows), everyone=everyone)


def _row(group: Group, sums: int, derived: Sequence[Derived], hidden: set[int], opens: str) -> Row:
    behind = {"which": opens, "group": group.name} if opens else None
    return Row(group.name or EVERYONE, _values(group, sums, derived, hidden), behind)


def _values(group: Group, sums: int, derived: Sequence[Derived], hidden: set[int]) -> tuple[Value, ...]:
    """A row's values; where the whole row is hidden, nothing of it is shown."""
    if sums in hidden:
        return (HIDDEN,) * (1 + sums + len(derived))
    amounts: list[Value] = [HIDDEN if n in hidden else group.sums[n] for n in range(sums)]
    return (group.people, *amounts, *(HIDDEN if each.of in hidden else each.work(group) for each in derived))
