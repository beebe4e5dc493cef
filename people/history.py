"""Who changed what and when: triggers in the database write it, this reads it and gives the reason."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.db import models

from people.accounts.models import User


@dataclass(frozen=True)
class Entry:
    """One change of a record: when, by whom, why, and each field's value before and after, in words."""

    at: datetime
    who: str
    why: str
    changes: tuple[tuple[str, str, str], ...]


def because(reason: str, *, by: User | None = None) -> AbstractContextManager[Any]:
    """Gives every change made within the `with` block its reason and its author (outside a request, too)."""
    facts: dict[str, Any] = {"reason": reason}
    if by is not None:
        facts["user"] = by.pk
    return pghistory.context(**facts)


def history_of(record: models.Model, *, hide: frozenset[str] = frozenset()) -> list[Entry]:
    """The record's changes, newest first, in two queries; `hide` names fields this reader may not see."""
    event_model: Any = record._meta.get_field("events").related_model
    events = list(
        event_model._default_manager.filter(pgh_obj_id=record.pk).select_related("pgh_context").order_by("pgh_id")
    )
    contexts = [event.pgh_context.metadata if event.pgh_context else {} for event in events]
    authors = {context.get("user") for context in contexts} - {None}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=authors)}
    fields = [f for f in record._meta.concrete_fields if not f.primary_key and f.name not in hide]
    entries: list[Entry] = []
    before = None
    for event, context in zip(events, contexts, strict=True):
        entries.append(
            Entry(
                at=event.pgh_created_at,
                who=names.get(context.get("user"), "The system"),
                why=context.get("reason", ""),
                changes=_changes(fields, before, event),
            )
        )
        before = event
    return entries[::-1]


def _changes(
    fields: "list[models.Field[Any, Any]]", before: models.Model | None, after: models.Model
) -> tuple[tuple[str, str, str], ...]:
    if before is None:
        return ()
    return tuple(
        (str(field.verbose_name).capitalize(), _words(field, before), _words(field, after))
        for field in fields
        if hasattr(after, field.attname) and getattr(before, field.attname) != getattr(after, field.attname)
    )


def _words(field: "models.Field[Any, Any]", event: models.Model) -> str:
    value = getattr(event, field.attname)
    if value is None or value == "":
        return "nothing"
    return str(dict(field.flatchoices).get(value, value))
