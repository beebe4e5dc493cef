"""The approvers' queue: filtered, counted, ordered and paged in SQL on the partial index `split_waiting`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from pathways.splits.models import TimeSplit
from pathways.splits.policies import Turns
from people.prepared import ask_as_written

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
# What the filter, the count and an order ask for, of the index alone where the order allows.
OF_SPLIT = ("id", "service_id", "submitted_at")
FOR_ORDER = {
    "deadline": ("due_on",),
    "starts": ("period",),
    "effect": ("user_id", "organisation_id", "dcc_pas", "period"),
}
# The services in which splits wait, with how many, and a page of the splits: what waits is gone through once.
# The two kinds of line have the first four columns in common. Names are read for the page alone.
PAGE_AND_COUNTS = """
WITH waiting AS MATERIALIZED ({waiting})
SELECT row_number() OVER (ORDER BY {order}) AS place, page.id, page.service_id,
       (SELECT coalesce(nullif(person.name, ''), person.email) FROM people_user person WHERE person.id = page.user_id),
       NULL AS waiting_there, page.waits_for, lower(page.period), page.total_pas, page.dcc_pas,
       page.dcc_pas - {before},
       %s::date - (page.submitted_at AT TIME ZONE %s)::date, page.due_on,
       EXISTS (SELECT FROM pathways_seen seen
               WHERE seen.split_id = page.id AND seen.user_id = %s AND seen.version <> page.version)
FROM (
    SELECT page.id FROM waiting AS page WHERE {chosen} ORDER BY {order} LIMIT {page} OFFSET (SELECT %s::bigint)
) AS shown
JOIN pathways_timesplit page ON page.id = shown.id
UNION ALL
SELECT row_number() OVER (ORDER BY service.name, service.id), NULL, service.id,
       service.name,
       found.n, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM (SELECT service_id, count(*) AS n FROM waiting GROUP BY service_id) AS found
JOIN people_service service ON service.id = found.service_id
ORDER BY place
"""
KEPT = 1_000
"""Filters kept as SQL: one for each signatory, scope and set of columns of late."""


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
    change: Decimal | None
    """Of clinical PAs, against the split agreed before; None for a first one."""
    days: int
    """How many whole days it has waited."""
    due_on: date | None
    changed: bool
    """Whether it is not as the approver last saw it; one never seen is simply new."""


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
    services: tuple[Waiting, ...]


def pending(turns: Turns, scope: str = "mine") -> QuerySet[TimeSplit]:
    """What waits for the person, or all that waits in their area."""
    return TimeSplit.objects.pending().filter(turns.seen() if scope == "all" else turns.waiting())


def find(turns: Turns, ask: Ask) -> Found:
    """The page asked for: one query, however many wait; a second where there is no such page."""
    number = max(int(ask.page), 1) if ask.page.isascii() and ask.page.isdigit() and len(ask.page) < 6 else 1
    rows, services = _read(turns, ask, number)
    total = sum(each.splits for each in services if not ask.services or int(each.key) in ask.services)
    page = Paginator(range(total), PAGE).get_page(ask.page)
    if page.number != number:
        rows, services = _read(turns, ask, page.number)
    return Found(page, rows, total, services)


def _read(turns: Turns, ask: Ask, number: int) -> tuple[list[Row], tuple[Waiting, ...]]:
    """The splits of the page of this number, and the services; nothing for whoever works nowhere today."""
    if not turns.own.member:
        return [], ()
    columns = (*OF_SPLIT, *FOR_ORDER.get(ask.order, ()))
    waiting, values = _named(turns, ask.scope, columns, ask.words) if ask.words else _kept(turns, ask.scope, columns)
    chosen, keys = ("page.service_id = ANY(%s)", [list(ask.services)]) if ask.services else ("true", [])
    order = ORDERS[ask.order][1]
    statement = PAGE_AND_COUNTS.format(waiting=waiting, chosen=chosen, order=order, before=BEFORE, page=PAGE)
    seen = (timezone.localdate(), timezone.get_current_timezone_name(), turns.own.person)
    with connection.cursor() as cursor:
        run = cursor.execute if ask.words else partial(ask_as_written, cursor)
        run(statement, [*values, *seen, *keys, (number - 1) * PAGE])
        lines = cursor.fetchall()
    services = tuple(Waiting(str(key), name, splits) for _, pk, key, name, splits, *_ in lines if pk is None)
    names = {each.key: each.name for each in services}
    rows = [Row(pk, name, names[str(key)], *rest) for _, pk, key, name, _, *rest in lines if pk is not None]
    return rows, services


@lru_cache(maxsize=KEPT)
def _kept(turns: Turns, scope: str, columns: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """What waits, as SQL with its values: the ORM writes it anew only for other seats, as that takes 0.8 ms."""
    return pending(turns, scope).values_list(*columns).query.sql_with_params()


def _named(turns: Turns, scope: str, columns: tuple[str, ...], words: str) -> tuple[str, tuple[Any, ...]]:
    """What waits of clinicians with these words in their name, which are not kept."""
    named = pending(turns, scope).filter(user__name__icontains=words)
    return named.values_list(*columns).query.sql_with_params()


def next_waiting(turns: Turns, *, but: int) -> TimeSplit | None:
    """The oldest that waits for the person, but the one just answered."""
    return pending(turns).exclude(pk=but).order_by("submitted_at", "id").only("pk").first()
