"""Writing many rows fast: keys reserved ahead, rows sent through PostgreSQL's COPY.

Constraints and the history's triggers fire for COPY as for INSERT, so what is seeded is checked and has a history.
"""

import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import DateRange

ROWS_AT_ONCE = 5_000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def say_why_in_history(reason: str) -> None:
    """Gives the reason to all that COPY writes in this transaction; people.history's own `because` never sees COPY.

    It also says that no trigger is to be ignored. Without these settings the history's triggers look for them in vain,
    row by row, each time in a subtransaction of its own that fails: five times as slow by the hundred thousandth row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),"
            " set_config('pghistory.context_metadata', %s, true), set_config('pgtrigger.ignore', '{}', true)",
            [json.dumps({"reason": reason})],
        )


class Keys:
    """A block of `count` unused primary keys of a table, taken from its sequence."""

    def __init__(self, model: type[models.Model], count: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(sequence, nextval(sequence) + %s) - %s"
                " FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS sequence) AS found",
                [count, count, model._meta.db_table],
            )
            self.next = int(cursor.fetchone()[0])

    def __call__(self) -> int:
        self.next += 1
        return self.next - 1


def copy_in(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Sends unsaved instances, their keys set, to the model's table; returns how many there were."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    names = [field.attname for field in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    written = 0
    with connection.cursor() as cursor:
        for batch in _batches(rows):
            lines = ("\t".join([text_of(getattr(row, name)) for name in names]) for row in batch)
            cursor.copy_expert(statement, io.StringIO("\n".join(lines)))
            written += len(batch)
    return written


def _batches(rows: Iterable[models.Model]) -> Iterator[list[models.Model]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        yield batch


def text_of(value: object) -> str:
    """A value as COPY's text format wants it."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, DateRange):
        return f"[{value.lower or ''},{value.upper or ''})"
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    raise TypeError(f"COPY has no text for {value!r}.")
