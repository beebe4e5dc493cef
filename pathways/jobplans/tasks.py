"""Celery entries of the import of job plans."""

from celery import shared_task
from django.utils import timezone

from pathways.jobplans.models import JobPlanImport
from people.importing import keeping


@shared_task
def forget_unwritten() -> int:
    """Deletes files that nobody wrote within a day."""
    return keeping.forget_unwritten(JobPlanImport, timezone.localdate())
