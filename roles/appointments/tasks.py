"""What the clock does for appointments."""

from celery import shared_task

from roles.appointments import endings


@shared_task
def protect_after_terms() -> int:
    """Protects the allowances of roles whose term has ended; safe to run again. Returns how many terms it looked at."""
    return endings.protect_after_terms()
