"""Records from rows that were read in SQL by hand (docs/adr/0010-reading-in-sql.md)."""

from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import DEFERRED

Kind = TypeVar("Kind", bound=models.Model)


def of_row(model: type[Kind], **columns: Any) -> Kind:
    """The record of these columns, such as `id` and `service_id`: one that was not read is fetched when asked for."""
    values = [columns.pop(name, DEFERRED) for name in _columns(model)]
    if columns:
        raise TypeError(f"{model.__name__} has no {', '.join(columns)}")
    return model.from_db(DEFAULT_DB_ALIAS, _columns(model), values)


@cache
def _columns(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)
