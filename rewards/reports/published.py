"""What every report comes to: sentences and tables of typed values, small groups hidden (R12). Pure.

Page, workbook, CSV, paper and snapshot are all made of a `Published`, so that none of them can say more than another.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import NamedTuple


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


class Facts:
    """The facts a table was made of, worked out when someone first asks: most readers never do."""

    def __init__(self, work: Callable[[], Iterable[Fact]]) -> None:
        self._work: Callable[[], Iterable[Fact]] | None = work
        self._found: tuple[Fact, ...] = ()

    def all(self) -> tuple[Fact, ...]:
        """All of them."""
        if self._work is not None:
            self._found, self._work = tuple(self._work()), None
        return self._found


@dataclass(frozen=True)
class Picture:
    """How a table is drawn: `bars` of one column, or `lines` of several over the rows."""

    kind: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A table as it may be shown; what it was made of is weighed before it is passed on."""

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
    beside: tuple[tuple[int, str], ...] = ()
    """Columns, by their place among the values, that are worked out against one row: hidden where that is."""
    made_of: Facts | None = field(default=None, compare=False, repr=False)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What it was made of; nothing where it is made of no sums."""
        return self.made_of.all() if self.made_of else ()

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
