"""Writing into the ledger: a notice whose key is there already is not written again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

COLUMNS = {
    "key": "text",
    "user_id": "bigint",
    "kind": "text",
    "due_id": "bigint",
    "stage": "text",
    "person_id": "bigint",
    "title": "text",
    "path": "text",
    "due_on": "date",
    "made_at": "timestamptz",
    "read_at": "timestamptz",
    "letter_at": "timestamptz",
    "told_at": "timestamptz",
    "letter": "text",
}
# By hand: the ORM does not say which rows were new, and that is what makes a message once.
INSERT = f"""
INSERT INTO reminders_notice ({", ".join(COLUMNS)})
SELECT * FROM unnest({", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())})
ON CONFLICT (key) DO NOTHING RETURNING key
"""  # noqa: S608 -- of our own constants


@dataclass(slots=True, kw_only=True)
class Entry:
    """A row of the ledger to be (inbox.models.Notice says what each column holds): half the time of a model's own."""

    key: str
    user_id: int
    kind: str
    title: str
    path: str
    made_at: datetime
    due_id: int | None = None
    stage: str = ""
    person_id: int | None = None
    due_on: date | None = None
    read_at: datetime | None = None
    letter_at: datetime | None = None
    told_at: datetime | None = None
    letter: str = ""


def write(notices: Sequence[Entry]) -> set[str]:
    """Writes those that are new, in one statement; answers their keys. Of two with one key the first is written."""
    if not notices:
        return set()
    rows = [[getattr(notice, name) for notice in notices] for name in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, rows)
        return {key for (key,) in cursor}
