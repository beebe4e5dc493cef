"""Statements that the database plans once for each connection, not at each asking.

For those asked at every request whose planning costs as much as their answer (docs/adr/0010-reading-in-sql.md).
"""

import re
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.backends.utils import CursorWrapper

_known: WeakKeyDictionary[Any, dict[str, bool]] = WeakKeyDictionary()
"""By connection the names that it has prepared; False where that was asked for and did not come back."""
_PLACE = re.compile(r"%\((\w+)\)s")


class Prepared:
    """A statement with places such as %(user)s, and the database's type of each: `user="bigint"`."""

    def __init__(self, name: str, statement: str, **types: str) -> None:
        self.name, self.places = name, list(types)
        numbered = _PLACE.sub(lambda found: f"${self.places.index(found[1]) + 1}", statement)
        self._prepare = f"PREPARE {name} ({', '.join(types.values())}) AS {numbered};"
        self._execute = f"EXECUTE {name} ({', '.join('%s' for _ in types)})"

    def ask(self, cursor: CursorWrapper, values: Mapping[str, Any]) -> None:
        """Executes it, as `cursor.execute(statement, values)` does; the first time, it is prepared on the same way."""
        known = _known.setdefault(connection.connection, {})
        given = [values[place] for place in self.places]
        if known.get(self.name):
            cursor.execute(self._execute, given)
            return
        again = "DEALLOCATE ALL;" if self.name in known else ""
        if again:
            known.clear()
        known[self.name] = False
        cursor.execute(f"{again} {self._prepare} {self._execute}", given)
        known[self.name] = True
