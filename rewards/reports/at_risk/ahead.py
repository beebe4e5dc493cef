"""What is ahead for people who may hold awards: apps above tell of what they plan, and rewards need not know them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from people.models import Organisation


@dataclass(frozen=True)
class Ahead:
    """A change that is pending for a person, from a day on."""

    key: int
    """The person's."""
    what: str
    """What it is, in words: "Time split waiting to be signed"."""
    starts: date
    service: str = ""
    clinical_pas: Decimal | None = None
    """Direct clinical care that would be left, PAs a week; None where nothing says."""
    keeps_contract: bool = True
    """Whether the consultant contract goes on."""


Source = Callable[[Organisation, date], Iterable[Ahead]]
SOURCES: list[Source] = []


def told_by(source: Source) -> None:
    """Has what is pending told by `source(organisation, today)`, in as many queries however many people there are."""
    if source not in SOURCES:
        SOURCES.append(source)


def all_ahead(organisation: Organisation, today: date) -> list[Ahead]:
    """All that is pending, the nearest first."""
    return sorted(
        (each for source in SOURCES for each in source(organisation, today)),
        key=lambda each: (each.starts, each.key, each.what),
    )
