"""Celery entries of the import of job plans."""

from celery import shared_task
from django.utils import timezone

from pathways.jobplans import services


@shared_task
def forget_unwritten() -> int:
    """Deletes files that nobody wrote within a day."""
    return services.forget_unwritten(timezone.localdate())
