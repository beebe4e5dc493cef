"""Celery entries of what is due and of the mail that goes out. Each is safe to run again, or twice at once."""

from contextlib import suppress

from celery import shared_task
from kombu.exceptions import OperationalError

from reminders import delivering, following, sweeping

NEXT_RUN_SECONDS = 10  # as in the timetable


@shared_task
def sweep() -> int:
    """Queues the reminders whose day has come; returns how many."""
    return sweeping.sweep()


@shared_task
def deliver() -> int:
    """Sends what waits for some seconds, and asks for another run where more does; returns how many were sent."""
    return delivering.run(more=_again)


def _again() -> None:
    """Without a broker the rest waits for the timetable's next run."""
    with suppress(OperationalError):
        deliver.apply_async(expires=NEXT_RUN_SECONDS, retry=False)


@shared_task
def follow() -> int:
    """Brings the ledger in step with what is due because the data say so; returns how many dues changed."""
    return following.follow_all()
