"""One row of an uploaded table as fields: each is read as what it is meant to be, or is a problem with its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from people.importing.columns import value_at
from people.importing.sheets import Row, Value
from people.importing.values import number_of, text_of

Found = TypeVar("Found")
HOURS_A_PA = 4


@dataclass(frozen=True)
class Problem:
    """What is wrong, or to know, where: row 0 is the file as a whole."""

    row: int
    column: str
    text: str
    stops: bool = True


class Fields:
    """Takes a row's fields by name; what cannot be read is kept in `problems` under the field's head."""

    def __init__(self, row: Row, at: Mapping[str, int], heads: Mapping[str, str]) -> None:
        """`at` gives each field's place in the row, `heads` its head."""
        self.row, self.at, self.heads = row, at, heads
        self.problems: list[Problem] = []

    def take(self, name: str, how: Callable[[Value], Found]) -> Found | None:
        """The field read by `how`; None where that raised ValueError, whose words are then a problem."""
        try:
            return how(value_at(self.row, self.at.get(name)))
        except ValueError as said:
            self.say(name, str(said))
            return None

    def words(self, name: str, *, most: int) -> str:
        """The field as one line of text."""
        return self.take(name, lambda value: text_of(value, most=most)) or ""

    def say(self, name: str, text: str, *, stops: bool = True) -> None:
        self.problems.append(Problem(self.row.number, self.heads[name], text, stops))

    @property
    def stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)

    def wrong(self, *names: str) -> bool:
        """Whether one of the fields already has a problem."""
        return bool({problem.column for problem in self.problems} & {self.heads[name] for name in names})

    def weekly_pas(self, *, most: Decimal) -> Decimal | None:
        """PAs a week, from the field `pas` or the field `hours` (S12); None where neither is given, or both are."""
        pas = self.take("pas", lambda value: number_of(value, most=most))
        hours = self.take("hours", lambda value: number_of(value, most=most * HOURS_A_PA))
        if pas is not None and hours is not None:
            self.say("hours", "is given beside PAs; give one of the two")
            return None
        return pas if hours is None else hours / HOURS_A_PA
