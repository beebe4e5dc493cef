"""The approvers' queue: filtered, counted, ordered and paged in SQL on the partial index `split_waiting`."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from pathways.splits.models import TimeSplit
from pathways.splits.policies import Turns

PAGE = 25
# Clinical PAs of the agreed split that holds until the day before (s9_no_overlap finds it); none for a first one.
BEFORE = """(
    SELECT earlier.dcc_pas FROM pathways_timesplit earlier
    WHERE earlier.user_id = page.user_id AND earlier.organisation_id = page.organisation_id
      AND earlier.status IN ('signed_off', 'in_force', 'superseded', 'ended')
      AND earlier.period @> lower(page.period) - 1
    LIMIT 1
)"""
ORDERS = {
    "oldest": ("Waiting longest first", "page.submitted_at, page.id"),
    "newest": ("Sent last first", "page.submitted_at DESC, page.id DESC"),
    "deadline": ("To be signed soonest first", "page.due_on, page.id"),
    "starts": ("Starting soonest first", "page.period, page.id"),
    "effect": ("Largest change of clinical time first", f"abs(page.dcc_pas - coalesce({BEFORE}, 0)) DESC, page.id"),
}
SCOPES = {"mine": "Waiting for me", "all": "All that wait in my area"}
# The ORM says once what waits; these count it and read a page of it. Names are read for the page alone.
OF_SPLIT = ("id", "service_id", "submitted_at", "period")
# What an order asks for besides; the others do without, and are read from the index alone.
FOR_ORDER = {"deadline": ("due_on",), "effect": ("user_id", "organisation_id", "dcc_pas")}
COUNTS = """
SELECT service.id, service.name, found.n
FROM (SELECT service_id, count(*) AS n FROM ({waiting}) AS waiting GROUP BY service_id) AS found
JOIN people_service service ON service.id = found.service_id
ORDER BY service.name, service.id
"""
ROWS = """
SELECT page.id, coalesce(nullif(person.name, ''), person.email), service.name, page.waits_for, lower(page.period),
       page.total_pas, page.dcc_pas, page.submitted_at, page.due_on,
       page.dcc_pas - {before}
FROM (SELECT page.id FROM ({waiting}) AS page WHERE {chosen} ORDER BY {order} LIMIT %s OFFSET %s) AS shown
JOIN pathways_timesplit page ON page.id = shown.id
JOIN people_user person ON person.id = page.user_id
JOIN people_service service ON service.id = page.service_id
ORDER BY {order}
"""


@dataclass(frozen=True)
class Ask:
    """What the approver asks the queue for; unknown values fall back to the first choice."""

    scope: str = "mine"
    order: str = "oldest"
    services: tuple[int, ...] = ()
    words: str = ""
    page: str = "1"


class Row(NamedTuple):
    """One line of the queue; PAs are a week's."""

    pk: int
    clinician: str
    service: str
    waits_for: str
    starts: date
    total_pas: Decimal
    dcc_pas: Decimal
    sent: datetime
    due_on: date | None
    change: Decimal | None
    """Of clinical PAs, against the split agreed before; None for a first one."""

    def days(self, today: date) -> int:
        """How many whole days it has waited."""
        return (today - timezone.localdate(self.sent)).days


class Waiting(NamedTuple):
    """A service in which splits wait: its key as the address has it, its name, how many."""

    key: str
    name: str
    splits: int


@dataclass(frozen=True)
class Found:
    """A page of the queue, and the services one can filter by."""

    page: Page[int]
    rows: list[Row]
    total: int
    services: list[Waiting]


def pending(turns: Turns, scope: str = "mine") -> QuerySet[TimeSplit]:
    """What waits for the person, or all that waits in their area."""
    return TimeSplit.objects.pending().filter(turns.seen() if scope == "all" else turns.waiting())


def find(turns: Turns, ask: Ask) -> Found:
    """The page asked for: two queries, however many wait."""
    base = pending(turns, ask.scope)
    if ask.words:
        base = base.filter(user__name__icontains=ask.words)
    waiting, values = base.values_list(*OF_SPLIT, *FOR_ORDER.get(ask.order, ())).query.sql_with_params()
    chosen, keys = ("page.service_id = ANY(%s)", [list(ask.services)]) if ask.services else ("true", [])
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(waiting=waiting), values)
        services = [Waiting(str(pk), name, splits) for pk, name, splits in cursor]
        total = sum(each.splits for each in services if not ask.services or int(each.key) in ask.services)
        page = Paginator(range(total), PAGE).get_page(ask.page)
        rows = ROWS.format(waiting=waiting, chosen=chosen, order=ORDERS[ask.order][1], before=BEFORE)
        cursor.execute(rows, [*values, *keys, PAGE, (page.number - 1) * PAGE])
        return Found(page, [Row(*row) for row in cursor], total, services)


def next_waiting(turns: Turns, *, but: int) -> TimeSplit | None:
    """The oldest that waits for the person, but the one just answered."""
    return pending(turns).exclude(pk=but).order_by("submitted_at", "id").only("pk").first()
