"""What a report is: each room makes its own, and pages, files and snapshots are made for all alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.forms import Field

from rewards.reports.asking import Ask
from rewards.reports.published import Column, Published, Value


@dataclass(frozen=True)
class Line:
    """One person behind a number, for those who may see it: the person's key, and values for the list's columns."""

    key: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Behind:
    """The list behind a number. The names come first, by themselves."""

    title: str
    columns: tuple[Column, ...]
    lines: Sequence[Line]


@dataclass(frozen=True)
class Report:
    """A report: `what` says in a sentence what it answers; `groupings` by what it can be grouped."""

    slug: str
    title: str
    what: str
    figures: Callable[[Ask], Published]
    behind: Callable[[Ask], Behind | None]
    """The list that `ask.which` and `ask.group` name; None where there is no such list."""
    groupings: Mapping[str, str] = field(default_factory=dict)
    day: Callable[[date], date] = field(default=lambda today: today)
    """The day it is shown at where none is asked for."""
    fields: Mapping[str, Callable[[], Field]] = field(default_factory=dict)
    """Filters of its own, by their names in the address."""
