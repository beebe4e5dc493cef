"""Who changed what and when: triggers in the database write it, this reads it and gives the reason."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pghistory
from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import DateRange
from pghistory import runtime

from people.accounts.models import User
from people.design.words import longtime, number, shortdate
from people.prepared import ask_as_written

# By hand, as the page of nearly every record asks it: the ORM took three times as long to write it as to ask it.
EVENTS = """
SELECT {columns}, context.metadata ->> 'reason' AS said_why,
       (SELECT coalesce(nullif(name, ''), email) FROM people_user
        WHERE id = (context.metadata ->> 'user')::bigint) AS said_who
FROM {table} event LEFT JOIN pghistory_context context ON context.id = event.pgh_context_id
WHERE {which} ORDER BY event.pgh_id
"""
ABBREVIATIONS = {word.lower(): word for word in ("ANR", "DCC", "ED", "PA", "PAs", "SPA")}


@dataclass(frozen=True)
class Entry:
    """One change of a record: when, by whom, why, and each field's value before and after, in words."""

    at: datetime
    who: str
    why: str
    changes: tuple[tuple[str, str, str], ...]


@contextmanager
def because(reason: str, *, by: User | None = None) -> Iterator[None]:
    """Gives every change made within the `with` block its reason and its author (outside a request, too).

    One within another has a reason of its own: pghistory alone would give the whole request the last one's. After
    the outermost, what else the transaction writes is nobody's again.
    """
    facts: dict[str, Any] = {"reason": reason}
    if by is not None:
        facts["user"] = by.pk
    outer = getattr(runtime._tracker, "value", None)
    if outer is None:
        with pghistory.context(**facts):
            yield
        if connection.in_atomic_block and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
        return
    runtime._tracker.value = runtime.Context(uuid4(), {**outer.metadata, **facts})
    try:
        yield
    finally:
        runtime._tracker.value = outer


def history_of(record: models.Model, *, hide: frozenset[str] = frozenset()) -> list[Entry]:
    """The record's changes, newest first; `hide` names fields this reader may not see.

    One query, and one more for each foreign key that changed.
    """
    return history_among(type(record), hide=hide, pgh_obj_id=[record.pk])


def history_among(
    model: type[models.Model], *, hide: frozenset[str] = frozenset(), **which: Collection[int]
) -> list[Entry]:
    """The changes of all records of a kind, also of those since deleted, newest first; queries as above.

    `which` names columns and the keys one of which each must have: `user_id=[7]`.
    """
    event_model: Any = model._meta.get_field("events").related_model
    wanted = " AND ".join(f"event.{event_model._meta.get_field(name).column} = ANY(%s)" for name in which)
    columns = ", ".join(f"event.{field.column}" for field in event_model._meta.concrete_fields)
    statement = EVENTS.format(columns=columns, table=event_model._meta.db_table, which=wanted)
    events = _read(event_model, statement, [list(keys) for keys in which.values()])
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and f.name not in hide]
    related = _related(fields, events)
    entries: list[Entry] = []
    before: dict[Any, Any] = {}
    for event in events:
        former = before.get(event.pgh_obj_id)
        entries.append(
            Entry(
                at=event.pgh_created_at,
                who=event.said_who or "The system",
                why=event.said_why or ("Recorded" if former is None else ""),
                changes=tuple(_changes(fields, former, event, related)),
            )
        )
        before[event.pgh_obj_id] = event
    return entries[::-1]


def _read(event_model: type[models.Model], statement: str, values: list[list[int]]) -> list[SimpleNamespace]:
    """The rows by the names of their columns, with values as the model has them; records of it took twice as long."""
    with connection.cursor() as cursor:
        ask_as_written(cursor, statement, values)
        names = [column.name for column in cursor.description]
        events = [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cursor]
    for field in event_model._meta.concrete_fields:
        if as_kept := getattr(field, "from_db_value", None):
            for event in events:
                setattr(event, field.attname, as_kept(getattr(event, field.attname), None, connection))
    return events


Fields = list["models.Field[Any, Any]"]
Related = dict["models.Field[Any, Any]", dict[Any, str]]


def _related(fields: Fields, events: list[SimpleNamespace]) -> Related:
    """The names of what foreign keys pointed at, where they changed: one query for each such field."""
    found: Related = {}
    for field in fields:
        if field.related_model is None or not events or not hasattr(events[0], field.attname):
            continue
        keys = {getattr(event, field.attname) for event in events}
        if len(keys) > 1:
            model: Any = field.related_model
            found[field] = {key: str(thing) for key, thing in model._base_manager.in_bulk(keys - {None}).items()}
    return found


def _changes(
    fields: Fields, before: SimpleNamespace | None, after: SimpleNamespace, related: Related
) -> Iterator[tuple[str, str, str]]:
    if before is None:
        return
    for field in fields:
        if hasattr(after, field.attname) and getattr(before, field.attname) != getattr(after, field.attname):
            old, new = (_words(field, getattr(event, field.attname), related) for event in (before, after))
            yield _label(field), old, new


def _label(field: "models.Field[Any, Any]") -> str:
    """The field's name as the screens write it: "dcc_pas" → "DCC PAs"."""
    words = str(field.verbose_name).split()
    said = " ".join(ABBREVIATIONS.get(word.lower(), word) for word in words)
    return said[:1].upper() + said[1:]


def _words(field: "models.Field[Any, Any]", value: Any, related: Related) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, DateRange):
        ends = f"until {shortdate(value.upper - timedelta(days=1))}" if value.upper else "without an end"
        return f"“from {shortdate(value.lower)} {ends}”"
    if isinstance(value, datetime):
        return longtime(value)
    if isinstance(value, date):
        return shortdate(value)
    if field in related:
        return related[field].get(value, "something since deleted")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return str(dict(field.flatchoices).get(value, value))
