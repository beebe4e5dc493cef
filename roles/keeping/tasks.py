"""The daily erasing."""

from importlib import import_module
from time import monotonic

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from roles.keeping.erasing import erase_some

SECONDS = 200
"""Below the task's time limit; what is left goes with the next run."""


@shared_task
def erase() -> int:
    """Erases applications past their time, and sessions that have run out: words may wait in them. Returns how many."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    until, erased = monotonic() + SECONDS, 0
    while monotonic() < until and (some := erase_some(timezone.now())):
        erased += some
    return erased
