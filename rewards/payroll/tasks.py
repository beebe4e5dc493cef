"""Celery entries of the import of payroll."""

from celery import shared_task
from django.utils import timezone

from people.importing import keeping
from rewards.payroll import services
from rewards.payroll.models import PayrollImport


@shared_task
def forget_unwritten() -> int:
    """Deletes files that nobody wrote within a day."""
    return keeping.forget_unwritten(PayrollImport, timezone.localdate())


@shared_task
def write_waiting() -> int:
    """Writes the files that were asked for."""
    return services.write_waiting()
