"""At most so many runs at a time, whoever starts them: session locks, given back when their holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

SLOTS = 0x736C6F74  # the first half of the advisory locks' keys ("slot"); the second is the slot's number


@contextmanager
def slot() -> Iterator[bool]:
    """Holds one of MAIL_RUNS slots to the end; gives False, and holds none, where all are taken."""
    taken = next((number for number in range(settings.MAIL_RUNS) if _ask("pg_try_advisory_lock", number)), None)
    try:
        yield taken is not None
    finally:
        if taken is not None and connection.connection is not None:  # closed, it is unlocked
            _ask("pg_advisory_unlock", taken)


def _ask(function: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [SLOTS, number])
        return bool(cursor.fetchone()[0])
