"""An attacker who has every published figure, and takes each from each other. Written apart from rewards.editions."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from rewards.reports.published import HIDDEN, Published, Row, Table

Part = dict[int, Decimal]


def known(published: Published) -> Iterator[tuple[str, Part]]:
    """Each published figure by its place, and who adds what to it; and each total less what is shown beside it."""
    for table in published.tables:
        for row in table.lines:
            yield from _of_row(table, row)
        yield from _remainders(table)


def _people(table: Table, row: Row) -> list[tuple[int, tuple[Decimal | None, ...]]]:
    whole = table.everyone is not None and row == table.everyone
    return [(fact.key, fact.amounts) for fact in table.facts if whole or fact.group == row.name]


def _of_row(table: Table, row: Row) -> Iterator[tuple[str, Part]]:
    for n, value in enumerate(row.values[: table.sums + 1]):
        if value is not HIDDEN:
            yield f"{table.key}/{row.name}/{n}", _part(_people(table, row), n - 1)


def _remainders(table: Table) -> Iterator[tuple[str, Part]]:
    if table.everyone is None:
        return
    for n, value in enumerate(table.everyone.values[: table.sums + 1]):
        if value is HIDDEN:
            continue
        shown = {row.name for row in table.rows if row.values[n] is not HIDDEN}
        rest = [(fact.key, fact.amounts) for fact in table.facts if fact.group not in shown]
        yield f"{table.key}/the rest/{n}", _part(rest, n - 1)


def _part(people: list[tuple[int, tuple[Decimal | None, ...]]], column: int) -> Part:
    part: Part = {}
    for key, amounts in people:
        if column < 0:
            part[key] = Decimal(1)
        elif amounts[column]:
            part[key] = part.get(key, Decimal(0)) + (amounts[column] or Decimal(0))
    return {key: amount for key, amount in part.items() if amount}


def found(everything: list[tuple[str, Part]], least: int) -> list[str]:
    """What the attacker learns about fewer than `least` people, from one figure or the difference of two."""
    different = {frozenset(part.items()): (name, part) for name, part in everything}
    alone = [name for name, part in everything if 0 < len(part) < least]
    pairs = [
        f"{one} − {other}"
        for (one, a), (other, b) in combinations(different.values(), 2)
        if 0 < sum(a.get(key) != b.get(key) for key in a.keys() | b.keys()) < least
    ]
    return alone + pairs
