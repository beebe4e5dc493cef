"""Statements that the database plans once for each connection, not at each asking.

For those asked at every request whose planning costs as much as their answer (docs/adr/0010-reading-in-sql.md).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db.backends.utils import CursorWrapper
from psycopg2.extensions import AsIs

MOST = 200
"""Statements of `ask_as_written` that are prepared; what comes after them is planned at each asking."""
TYPES = {int: "bigint", list: "bigint[]", date: "date"}
_PLACE = re.compile(r"(?<!%)%\((\w+)\)s")
_turn = count()
_known: WeakKeyDictionary[Any, dict["Prepared", str]] = WeakKeyDictionary()
"""By connection the statements that it has prepared, with the name of each there."""
_written: dict[tuple[Any, ...], "Prepared"] = {}
"""By a statement, its texts and the types of its other values."""


class Prepared:
    """A statement with places such as %(user)s, and the database's type of each: `user="bigint"`."""

    def __init__(self, name: str, statement: str, **types: str) -> None:
        self.name, self.places = name, list(types)
        self._statement = _PLACE.sub(lambda found: f"${self.places.index(found[1]) + 1}", statement)
        self._types = ", ".join(types.values())
        self._given = ", ".join("%s" for _ in types)

    def ask(self, cursor: CursorWrapper, values: Mapping[str, Any]) -> None:
        """Executes it, as `cursor.execute(statement, values)` does; the first time, it is prepared on the same way."""
        known = _known.setdefault(cursor.db.connection, {})
        given = [values[place] for place in self.places]
        if name := known.get(self):
            cursor.execute(f"EXECUTE {name} ({self._given})", given)
            return
        # A name of its own at each try: one that failed may have left the statement prepared, or not.
        name = f"{self.name}_{next(_turn)}"
        cursor.execute(f"PREPARE {name} ({self._types}) AS {self._statement}; EXECUTE {name} ({self._given})", given)
        known[self] = name


def ask_as_written(cursor: CursorWrapper, statement: str, values: Sequence[Any]) -> None:
    """As `cursor.execute`, prepared, for a statement made as it is asked, of which there are few.

    `values` are texts, keys, lists of keys and dates. A text becomes part of what is prepared, as a partial index is
    found by constants alone: give none that a person typed. All else is handed over anew each time.
    """
    key = (statement, *(value if isinstance(value, str) else type(value) for value in values))
    prepared = _written.get(key)
    if prepared is None and len(_written) < MOST:
        prepared = _written.setdefault(key, _of(cursor, statement, values))
    if prepared:
        prepared.ask(cursor, {f"p{n}": value for n, value in enumerate(values) if not isinstance(value, str)})
    else:
        cursor.execute(statement, values)


def _of(cursor: CursorWrapper, statement: str, values: Sequence[Any]) -> Prepared:
    """The statement with its texts written out and a place for each of its other values."""
    places = count(1)
    written = [value if isinstance(value, str) else AsIs(f"${next(places)}") for value in values]
    types = {f"p{n}": TYPES[type(value)] for n, value in enumerate(values) if not isinstance(value, str)}
    return Prepared("as_written", cursor.mogrify(statement, written).decode().replace("%", "%%"), **types)
