"""What the clock does for choosing."""

from celery import shared_task

from roles.selection import offers


@shared_task(name="roles.selection.tasks.lapse_offers")
def lapse_offers() -> str:
    """Ends offers whose day to answer has passed."""
    return offers.lapse_all_overdue()
