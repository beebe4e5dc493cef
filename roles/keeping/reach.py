"""What hangs on a record: every row that exists for its sake, wherever its room, found by the models themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

Model = type[models.Model]


@dataclass
class Reach:
    """Rows to go, by model, the deepest first; and rows that stay but lose their link."""

    rows: dict[Model, set[Any]] = field(default_factory=dict)
    links: list[tuple[Model, str, set[Any]]] = field(default_factory=list)

    @property
    def order(self) -> list[Model]:
        """Models so that none goes before what hangs on it."""
        return list(reversed(self.rows))

    def gather(self, model: Model, keys: Iterable[Any]) -> None:
        """Adds rows and all that needs them. A row whose link may be empty, and does not cascade, stays without it."""
        new = set(keys) - self.rows.get(model, set())
        if not new:
            return
        known = self.rows.pop(model, set())
        self.rows[model] = known | new
        for relation in model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ForeignObjectRel) or _is_history(relation.related_model):
                continue
            link: Any = relation.field
            other: Any = relation.related_model
            rows = other._base_manager.filter(**{f"{link.name}__in": new})
            if link.null and relation.on_delete is not models.CASCADE:
                self.links.append((other, link.name, new))
            else:
                self.gather(other, rows.values_list("pk", flat=True))


def _is_history(model: Any) -> bool:
    return hasattr(model, "pgh_tracked_model")


def history_models() -> list[Any]:
    """Every table of events."""
    return [model for model in apps.get_models(include_auto_created=True) if _is_history(model)]
