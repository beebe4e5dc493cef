"""For whom the web asks the database: each request's statements run as the role `pathways_web`, for its own person.

The database is told who stands there before the request's first statement, in one round trip; a request that asks
nothing costs nothing. Row-level security then holds on the pay tables (guarding.py). Outside requests (worker,
commands) nobody stands there, and the account itself, owner of the tables, is not bound.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg2
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from psycopg2.extensions import TRANSACTION_STATUS_IDLE as IDLE
from psycopg2.extensions import TRANSACTION_STATUS_INERROR as IN_ERROR

WEB = "pathways_web"
STAND = f"""
SELECT set_config('role', '{WEB}', false), set_config('pathways.viewer', %(viewer)s, false),
       set_config('pathways.today', %(today)s, false)
"""
OPENINGS = ("pathways.opened", "pathways.summing", "pathways.writing")
NONE_OPEN = ", ".join(f"set_config('{name}', '', false)" for name in OPENINGS)
GO = f"SELECT set_config('role', 'none', false), set_config('pathways.viewer', '', false), {NONE_OPEN}"


class Standing:
    """One request's place in the database. Wraps each statement: a lost connection, a sign-in within the request and a
    transaction that is undone each have it told again."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.raw: Any = None
        """The connection to which it was told, and which has not lost it since."""
        self.known: Any = None
        """The connection to which it was ever told."""
        self.viewer: int | None = None
        self.firm = False
        """Told outside a transaction, so that none that is undone takes it back."""
        self.openings: dict[str, str] = {}
        self.within = connection.in_atomic_block
        """It stands within a transaction of others, a test's, which takes back all that was told at its end."""

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.hold()
        try:
            return execute(sql, params, many, context)
        finally:
            if not self.firm and isinstance(sql, str) and sql.startswith("ROLLBACK TO"):
                self.raw = None

    def hold(self) -> None:
        """Tells the database who stands here, unless it knows."""
        raw, viewer = connection.connection, viewer_of(self.request)
        if raw is self.raw and viewer == self.viewer and self.firm:
            return
        status = raw.get_transaction_status()
        told = raw is self.raw and viewer == self.viewer and status != IDLE
        if told or status == IN_ERROR:  # in error nothing can be read before it is undone
            return
        said = {"viewer": "" if viewer is None else str(viewer), "today": timezone.localdate().isoformat()}
        _tell(raw, STAND if raw is self.known else f"{STAND}, {NONE_OPEN}", said, within=self.within)
        self.raw = self.known = raw
        self.viewer, self.firm = viewer, status == IDLE and not self.within

    def go(self) -> None:
        """Gives the connection back as its account's own, with nothing of this request; one that can't be is closed."""
        raw = connection.connection
        if raw is None or raw is not self.known or raw.closed:
            return
        try:
            if raw.get_transaction_status() != IN_ERROR:
                _tell(raw, GO, {}, within=self.within)
            elif not connection.in_atomic_block:  # in one, undoing it takes back what was told
                connection.close()
        except psycopg2.Error:
            connection.close()


def _tell(raw: Any, statement: str, said: dict[str, str], *, within: bool) -> None:
    """Runs a statement beside the ORM; outside the transaction that the request is about to begin, if it is."""
    begins = not within and raw.get_transaction_status() == IDLE and not raw.autocommit
    if begins:
        raw.autocommit = True
    try:
        with connection.wrap_database_errors, raw.cursor() as cursor:
            cursor.execute(statement, said)
    finally:
        if begins:
            raw.autocommit = False


def undone() -> bool:
    """Whether the transaction has failed, and will be undone."""
    raw: Any = connection.connection
    return connection.needs_rollback or (raw is not None and raw.get_transaction_status() == IN_ERROR)


def viewer_of(request: HttpRequest) -> int | None:
    """The key of the request's person, without asking for it: a page that never asks who is there stays without.

    While the person is being read it is whom the session names, so that reading them needs no second telling.
    """
    user: Any = vars(request).get("user")
    if type(user) is SimpleLazyObject:
        user = getattr(request, "_cached_user", None)
        if user is None:
            claimed = vars(request.session).get("_session_cache", {}).get(SESSION_KEY)
            return int(claimed) if claimed is not None else None
    return getattr(user, "pk", None)


_standing: ContextVar[Standing | None] = ContextVar("standing", default=None)


def here() -> Standing | None:
    """The standing of the request that runs, if one does."""
    return _standing.get()


@contextmanager
def stands(standing: Standing) -> Iterator[None]:
    """All statements within run for the request's person, and the connection is the account's own again after."""
    outer = _standing.get()
    token = _standing.set(standing)
    connection.execute_wrappers.append(standing)
    try:
        yield
    finally:
        connection.execute_wrappers.remove(standing)
        _standing.reset(token)
        standing.go()
        if outer is not None:
            outer.raw = None  # one within another has taken its place away
