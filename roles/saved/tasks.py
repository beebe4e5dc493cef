"""Celery entry of the alerts; safe to run again, or twice at once."""

from celery import shared_task

from roles.saved import alerts
from roles.saved.models import Every


@shared_task
def alert(every: str) -> int:
    """Tells of new posts to the searches of this turn; returns how many letters were queued."""
    return alerts.alert(Every(every))
