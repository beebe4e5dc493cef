"""Sends what waits, by SMTP, so that nothing is lost and nothing goes out twice (docs/adr/0006-told-once.md)."""

import time
from collections.abc import Callable

from reminders import claims
from reminders.addresses.services import follow_changes
from reminders.recovering import recover
from reminders.running import BATCH, Run
from reminders.slots import slot

RUN_SECONDS = 20.0


def run(more: Callable[[], object] = lambda: None) -> int:
    """Recovers, then sends for some seconds; returns how many were sent.

    Calls `more` when there is more than this run alone should send, and at its end if some is left. At most MAIL_RUNS
    runs are under way at a time; one that finds no place returns at once.
    """
    recover()
    follow_changes()
    with slot() as free:
        if not free:
            return 0
        with claims.present() as number:
            found = Run(number, until=time.monotonic() + RUN_SECONDS, more=more)
            found.go()
    if found.left:
        more()
    return found.sent


def deliver(limit: int = BATCH) -> int:
    """Recovers, then sends up to `limit` messages; returns how many the mail server took."""
    recover()
    follow_changes()
    with claims.present() as number:
        found = Run(number, batch=limit, once=True)
        found.go()
    return found.sent
