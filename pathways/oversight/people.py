"""The list behind a number: who it counts, in the order of names, read a page at a time."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from pathways.oversight.figures import PROFESSIONS
from pathways.oversight.reading import LISTS, Ask, without
from pathways.splits.models import SplitStatus
from people.design.sheets import Cell
from people.design.words import shortdate

WITHOUT = "without"
TITLES = {name: title for name, (title, _) in LISTS.items()} | {WITHOUT: "Without a signed-off time split"}
OF_SPLIT = (
    *("user__name", "user__email", "service__name", "profession", "pk", "status", "period", "due_on"),
    *("total_pas", "dcc_pas", "spa_pas", "anr_pas", "ed_pas"),
)
HEADS = ["Name", "Service", "Profession", "Status", "From", "Until", "Sign by", "PAs", "DCC", "SPA", "ANR", "ED"]


class Person(NamedTuple):
    """One line of a list; the split's fields are empty for someone without one. PAs a week."""

    name: str
    service: str
    profession: str
    split: int | None = None
    status: str = ""
    starts: date | None = None
    last_day: date | None = None
    due_on: date | None = None
    pas: tuple[Decimal, ...] = ()

    def cells(self) -> list[Cell]:
        days = [shortdate(day) if day else "" for day in (self.starts, self.last_day, self.due_on)]
        return [self.name, self.service, self.profession, self.status, *days, *self.pas]


def behind(ask: Ask, which: str) -> QuerySet[Any, tuple[Any, ...]]:
    """The rows behind a number, as a query that can be counted and cut into pages."""
    if which == WITHOUT:
        found = without(ask).order_by("user__name", "user_id", "service__name")
        return found.values_list("user__name", "user__email", "service__name", "user__clinician__profession")
    return LISTS[which][1](ask).order_by("user__name", "user_id", "period").values_list(*OF_SPLIT)


def people(rows: Iterable[tuple[Any, ...]]) -> list[Person]:
    """Rows in words."""
    return [_person(*row) for row in rows]


def _person(name: str, email: str, service: str | None, profession: str | None, *split: Any) -> Person:
    who = (name or email, service or "", PROFESSIONS.get(profession or "", ""))
    if not split:
        return Person(*who)
    key, status, period, due_on, *pas = split
    last = period.upper - timedelta(days=1) if period.upper else None
    return Person(*who, key, str(SplitStatus(status).label), period.lower, last, due_on, tuple(pas))
