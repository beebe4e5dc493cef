"""Celery entries of what is due and of the mail that goes out. Each is safe to run again, or twice at once."""

from celery import shared_task

from reminders import delivering, sweeping


@shared_task
def sweep() -> int:
    """Queues the reminders whose day has come; returns how many."""
    return sweeping.sweep()


@shared_task
def deliver() -> int:
    """Sends what waits, until nothing does or the next run is near; returns how many were sent."""
    return delivering.run()
