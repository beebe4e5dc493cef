"""What the clock does for pay progression."""

from celery import shared_task

from rewards.progression import services


@shared_task
def follow_steps() -> int:
    """Takes the automatic steps of pay whose day has come and reminds HR of reviews; safe to run again."""
    return services.follow_steps()
