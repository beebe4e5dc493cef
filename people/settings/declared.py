"""What an organisation may set for itself: rooms declare their settings with these kinds, each once, in plain values.

A declaration holds the default with its source and mark (domain.md: V seen in a source, C worked out, M recalled and
not checked, I this service's own). What an organisation has set, from which day, is in models.py; reading.py reads it.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from people.design.words import pas, plural

Value = TypeVar("Value")

DECLARED: dict[str, "Setting[Any]"] = {}
"""Every setting by its key, in the order of declaration."""


class Mark(StrEnum):
    """How sure the default is, in the letters of domain.md."""

    SEEN = "V"
    WORKED_OUT = "C"
    RECALLED = "M"
    OURS = "I"


STANDING = {
    Mark.SEEN: "Usual practice, seen in a published source.",
    Mark.WORKED_OUT: "Worked out from published figures.",
    Mark.RECALLED: "A default without a published source: set what your organisation has agreed.",
    Mark.OURS: "This service’s own choice: set what your organisation has agreed.",
}
"""What the screens say of a default, by its mark."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Setting(ABC, Generic[Value]):
    """One thing an organisation may set. `words` names it as the page does; `hint` says what follows from it."""

    key: str
    room: str
    words: str
    default: Value
    source: str
    mark: Mark
    hint: str = ""

    def __post_init__(self) -> None:
        if self.key in DECLARED:
            raise ValueError(f"{self.key} is declared twice")
        if wrong := self.problem(self.default):
            raise ValueError(f"The default of {self.key}: {wrong}")
        DECLARED[self.key] = self

    @abstractmethod
    def read(self, text: str) -> Value:
        """The value as kept in the database."""

    def write(self, value: Value) -> str:
        """The value as the database keeps it."""
        return str(value)

    @abstractmethod
    def said(self, value: Value) -> str:
        """The value with its unit, as the page says it."""

    def problem(self, value: Value) -> str:
        """Why the value can't be, in a sentence; empty where it can."""
        return ""

    @property
    def standing(self) -> str:
        """What the screens say of the default."""
        return STANDING[self.mark]


@dataclass(frozen=True, eq=False, kw_only=True)
class Whole(Setting[int]):
    """A whole number of `unit` ("month"), from `least` to `most`."""

    unit: str
    least: int
    most: int

    def read(self, text: str) -> int:
        return int(text)

    def said(self, value: int) -> str:
        return plural(value, self.unit, "people" if self.unit == "person" else None)

    def problem(self, value: int) -> str:
        return _between(value, self.least, self.most, self.said(self.least), self.said(self.most))


@dataclass(frozen=True, eq=False, kw_only=True)
class Share(Whole):
    """So many in 100."""

    unit: str = "in 100"

    def said(self, value: int) -> str:
        return f"{value} in 100"


@dataclass(frozen=True, eq=False, kw_only=True)
class PAs(Setting[Decimal]):
    """Programmed activities a week, from `least` to `most`."""

    least: Decimal
    most: Decimal

    def read(self, text: str) -> Decimal:
        return Decimal(text)

    def write(self, value: Decimal) -> str:
        return f"{value.normalize():f}"

    def said(self, value: Decimal) -> str:
        return pas(value)

    def problem(self, value: Decimal) -> str:
        return _between(value, self.least, self.most, self.said(self.least), self.said(self.most))


@dataclass(frozen=True, eq=False, kw_only=True)
class YesNo(Setting[bool]):
    """Something done here or not."""

    def read(self, text: str) -> bool:
        return text == "yes"

    def write(self, value: bool) -> str:
        return "yes" if value else "no"

    def said(self, value: bool) -> str:
        return "Yes" if value else "No"


def _between(value: Decimal | int, least: Decimal | int, most: Decimal | int, low: str, high: str) -> str:
    return "" if least <= value <= most else f"Give {low} to {high}"
