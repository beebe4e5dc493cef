"""Weeks that are agreed for a person: apps above tell of them, and rewards need not know time splits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from people.models import Organisation, User


@dataclass(frozen=True)
class Week:
    """A week as its source has it now: `apas` of the `total` PAs a week are additional.

    `period` None: it is agreed for no day any more, as one that was corrected.
    """

    source: str
    """As pay elements name it: split:12."""
    period: DateRange | None
    total: Decimal
    apas: Decimal
    service_id: int | None


Source = Callable[[User, Organisation], Iterable[Week]]
SOURCES: list[Source] = []


def told_by(source: Source) -> None:
    """Has weeks told by `source(user, organisation)`: every one that ever made pay, in one query."""
    if source not in SOURCES:
        SOURCES.append(source)


def weeks_of(user: User, organisation: Organisation) -> list[Week]:
    """All that the apps above tell of."""
    return [week for source in SOURCES for week in source(user, organisation)]
