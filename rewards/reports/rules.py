"""The remuneration report as pure functions: pay by group, who is worse off since a role, and R12.

Amounts are pounds a year, hours PAs a week. No database, no clock.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

ZERO = Decimal(0)
KINDS = {
    "basic": "Basic pay",
    "apa": "Additional PAs",
    "on_call": "On-call",
    "allowance": "Allowances",
    "award": "Awards",
    "area": "Area",
    "salary": "Salaries",
    "protection": "Protection",
}
MOVING = ("basic", "apa", "on_call")
"""What moves with full-time basic pay (P1)."""
PENNY = Decimal("0.01")
NO_ROLE, SEVERAL_ROLES, NO_SERVICE, NO_PROFESSION = (
    "No leadership role",
    "More than one role",
    "No service",
    "Not known",
)


class Week(NamedTuple):
    """What one person is paid on one day, as P1 needs it: pounds a year."""

    basic: Decimal
    basic_pas: Decimal
    """PAs a week of basic pay."""
    moving: Decimal
    """All that moves with full-time basic pay: basic pay, additional PAs, on-call."""
    total: Decimal


@dataclass(frozen=True)
class Pay:
    """One person's pay with one employer on one day; `amounts` by kind of element, pounds a year."""

    amounts: dict[str, Decimal]
    basic_pas: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), ZERO)

    @property
    def week(self) -> Week:
        return Week(self._of("basic"), self.basic_pas, sum(map(self._of, MOVING), ZERO), self.total)

    def _of(self, kind: str) -> Decimal:
        return self.amounts.get(kind, ZERO)


def week_before_at_rates_now(before: Week, now: Week) -> Decimal | None:
    """What the week before the role would be paid at the rates on which `now` rests (P1): pounds a year.

    Basic pay, additional PAs and on-call move with full-time basic pay; allowances, awards, area and salary stand as
    they were. None where either week has no basic pay to go by.
    """
    if not (before.basic and before.basic_pas and now.basic and now.basic_pas):
        return None
    growth = (now.basic / now.basic_pas) / (before.basic / before.basic_pas)
    return (before.moving * growth + (before.total - before.moving)).quantize(PENNY)


@dataclass(frozen=True)
class Change:
    """Pay since taking a role beside the week before it, at the same rates; `key` is the person's."""

    key: int
    role: str
    service: str
    since: date
    before: Decimal
    now: Decimal

    @property
    def difference(self) -> Decimal:
        return self.now - self.before

    @property
    def worse(self) -> bool:
        return self.difference < 0


@dataclass(frozen=True)
class Group:
    """The people of one group; by kind of element what they are paid together, and how many are paid any of it."""

    name: str
    count: int = 0
    sums: dict[str, Decimal] = field(default_factory=dict)
    paid: dict[str, int] = field(default_factory=dict)
    total: Decimal = ZERO
    middle: Decimal = ZERO
    """The median total."""

    @property
    def mean(self) -> Decimal:
        return self.total / self.count if self.count else ZERO


Cell = tuple[int, int]
"""A row and a column of a table, both from 0."""


def hidden_cells(paid: Sequence[Sequence[int]], counts: Sequence[int], *, least: int) -> set[Cell]:
    """R12: the cells to hide in a table of sums.

    `paid[row][column]` says to how many people's pay a cell adds up and `counts[row]` how many are in the group. The
    last row is everyone; the row's total stands beside its cells as one more column, last. A group under `least`
    people is hidden whole, and so is a cell of fewer than `least` people. Then more is hidden, smallest first, until
    no hidden cell can be found by subtraction. That can be done just when the cell is a bridge of the graph that
    joins the rows and the columns of hidden cells (Gusfield, "A graph theoretic approach to statistical data
    security", 1988).
    """
    size = [[*row, count] for row, count in zip(paid, counts, strict=True)]
    groups, columns = range(len(size) - 1), range(len(size[0]))
    gone = {row for row in groups if counts[row] < least}
    while gone and len(gone) < len(groups) and (len(gone) < 2 or sum(counts[row] for row in gone) < least):
        gone.add(min(set(groups) - gone, key=lambda row: counts[row]))
    hidden = {(row, column) for row in gone for column in columns}
    cells = {(row, column) for row in range(len(size)) for column in columns}
    hidden |= {(row, column) for row, column in cells if 0 < size[row][column] < least}
    while bridge := next((cell for cell in sorted(hidden) if _is_bridge(cell, hidden)), None):
        beside = {(row, column) for row, column in cells - hidden if row == bridge[0] or column == bridge[1]}
        hidden.add(min(beside or cells - hidden, key=lambda cell: _loss(cell, size)))
    return hidden


def hidden_in_column(paid: Sequence[int], *, least: int) -> set[int]:
    """R12 for one column by itself: the rows to hide, of which the last is everyone.

    A figure about fewer than `least` people goes, and with it the smallest others, until those that are hidden
    together are about `least` people or more: everyone less the figures shown then says nothing of fewer. Where no
    other is left, everyone goes too. Nobody at all is no secret.
    """
    last = len(paid) - 1
    gone = {row for row, n in enumerate(paid) if 0 < n < least}
    groups = gone - {last}
    while groups and last not in gone and (len(groups) < 2 or sum(paid[row] for row in groups) < least):
        others = [row for row in range(last) if paid[row] and row not in groups]
        groups |= {min(others, key=lambda row: (paid[row], row))} if others else set()
        gone |= groups if others else {last}
    return gone | groups


def _loss(cell: Cell, size: Sequence[Sequence[int]]) -> tuple[bool, bool, bool, int, Cell]:
    """How much a reader loses by a cell that is hidden for another's sake: empty ones help least, totals go last."""
    row, column = cell
    n = size[row][column]
    return (row == len(size) - 1 and column == len(size[0]) - 1, n == 0, column == len(size[0]) - 1, n, cell)


def _is_bridge(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether a cell's row and column are joined by nothing but the cell."""
    of_row: dict[int, set[int]] = defaultdict(set)
    of_column: dict[int, set[int]] = defaultdict(set)
    for row, column in hidden - {cell}:
        of_row[row].add(column)
        of_column[column].add(row)
    rows, waiting = {cell[0]}, [cell[0]]
    while waiting:
        reached = {row for column in of_row[waiting.pop()] for row in of_column[column]} - rows
        rows |= reached
        waiting += reached
    return not any(cell[1] in of_row[row] for row in rows)
