"""R12 across everything that has been passed on: no figure of few people by taking one figure from another. Pure.

A cell is what each person adds to one figure. Two cells that differ in the parts of fewer than `least` people tell,
taken from each other, what these few are paid: between a table and its total, two filters, two dates or two reports
alike. So a report is passed on row by row, and a row that would make such a pair with any cell passed on before stays
hidden; so does the rest of a table, where what is shown taken from the total would speak of few.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rewards.reports.published import HIDDEN, Fact, Row, Table
from rewards.reports.tabling import hide_beside

Cell = dict[int, Decimal]
"""By person: what they add to a figure; those who add nothing are not in it."""
ONE = Decimal(1)


def few_differ(one: Cell, other: Cell, least: int) -> bool:
    """Whether the cells differ in the parts of at least one and fewer than `least` people."""
    if abs(len(one) - len(other)) >= least:
        return False
    count = 0
    for key, part in one.items():
        if other.get(key) != part:
            count += 1
            if count >= least:
                return False
    for key in other:
        if key not in one:
            count += 1
            if count >= least:
                return False
    return count > 0


@dataclass(frozen=True)
class Shown:
    """Cells that have been passed on, by how many people have a part in each: only near sizes can differ by few."""

    least: int
    by_size: dict[int, list[Cell]]

    @classmethod
    def of(cls, cells: Iterable[Cell], least: int) -> "Shown":
        """All of these as passed on; equal ones once."""
        shown = cls(least, defaultdict(list))
        for cell in cells:
            shown.add(cell)
        return shown

    def add(self, cell: Cell) -> None:
        same = self.by_size[len(cell)]
        if cell and cell not in same:
            same.append(cell)

    def tells(self, cell: Cell) -> bool:
        """Whether the cell beside one of these, or by itself, speaks of few."""
        if 0 < len(cell) < self.least:
            return True
        near = range(max(1, len(cell) - self.least + 1), len(cell) + self.least)
        return any(few_differ(cell, other, self.least) for size in near for other in self.by_size.get(size, ()))


def cells_of(table: Table) -> list[Cell]:
    """Every figure that a table shows, and what its total less the shown rows comes to."""
    rows = [row for row in table.lines if row.values[0] is not HIDDEN]
    return [*(cell for row in rows for cell in _row_cells(table, row)), *_rest(table)]


def _facts(table: Table, names: Collection[str]) -> list[Fact]:
    return [fact for fact in table.facts if fact.group in names]


def _row_cells(table: Table, row: Row) -> Iterator[Cell]:
    """The people of a row, and what each adds to every amount; a hidden sum shows nothing."""
    facts = table.facts if row is table.everyone else _facts(table, {row.name})
    yield {fact.key: ONE for fact in facts}
    for n in range(_width(table)):
        if n >= table.sums or row.values[1 + n] is not HIDDEN:
            yield _summed(facts, n)


def _width(table: Table) -> int:
    return len(table.facts[0].amounts) if table.facts else 0


def _summed(facts: Iterable[Fact], column: int) -> Cell:
    cell: Cell = {}
    for fact in facts:
        amount = fact.amounts[column]
        if amount:
            cell[fact.key] = cell.get(fact.key, Decimal(0)) + amount
    return {key: part for key, part in cell.items() if part}


def _rest(table: Table) -> list[Cell]:
    """What is found by taking the shown rows from a total that is shown, column by column."""
    everyone = table.everyone
    if everyone is None or everyone.values[0] is HIDDEN:
        return []
    found = []
    for n in range(-1, _width(table)):
        # What is in no column of its own may be shown by any of those it is hidden with.
        for column in [n + 1] if n < table.sums else range(table.sums + 1):
            if everyone.values[column] is HIDDEN:
                continue
            facts = _facts(table, {row.name for row in table.rows if row.values[column] is HIDDEN})
            if facts:
                found.append({fact.key: ONE for fact in facts} if n < 0 else _summed(facts, n))
    return [cell for cell in found if cell]


def safe(tables: Sequence[Table], shown: Shown) -> tuple[Table, ...]:
    """The tables as they may be passed on beside all that was; what they show is added to it.

    Tables without facts cannot be weighed and are left out, and so is one of which nothing may be shown.
    """
    found = []
    for table in tables:
        if not table.facts:
            continue
        table = _safe(table, shown)
        if any(row.values[0] is not HIDDEN for row in table.lines):
            found.append(table)
            for cell in cells_of(table):
                shown.add(cell)
    return tuple(found)


def _safe(table: Table, shown: Shown) -> Table:
    """Hides rows, one after the other, until nothing that the table shows tells of few."""
    while (row := _telling(table, shown)) is not None:
        table = _without(table, row)
    return table


def _telling(table: Table, shown: Shown) -> Row | None:
    """A row to hide next: one with a telling figure, else the smallest where the rest of the table tells."""
    own = Shown.of((), shown.least)
    for row in table.lines:
        if row.values[0] is HIDDEN:
            continue
        for cell in _row_cells(table, row):
            if shown.tells(cell) or own.tells(cell):
                return row
            own.add(cell)
    if any(shown.tells(cell) or own.tells(cell) for cell in _rest(table)):
        left = [row for row in table.rows if row.values[0] is not HIDDEN]
        return min(left, key=lambda row: (len(_facts(table, {row.name})), row.name)) if left else table.everyone
    return None


def _without(table: Table, gone: Row) -> Table:
    def kept(row: Row) -> Row:
        return replace(row, values=(HIDDEN,) * len(row.values), opens=None) if row is gone else row

    left = replace(
        table,
        rows=tuple(kept(row) for row in table.rows),
        everyone=kept(table.everyone) if table.everyone else None,
    )
    return hide_beside(left)
