"""Writing the lists that wait, and throwing away those past their day."""

from celery import shared_task
from django.utils import timezone

from rewards.exports import services


@shared_task
def write(pk: int) -> bool:
    """Writes one list."""
    return services.write(pk)


@shared_task
def write_waiting() -> int:
    """Writes what waits: a list whose own message was lost, or whose worker died. Returns how many."""
    return sum(services.write(pk) for pk in services.waiting(timezone.now()))


@shared_task
def throw_away() -> int:
    """Deletes lists past their day; returns how many."""
    return services.throw_away(timezone.now())
