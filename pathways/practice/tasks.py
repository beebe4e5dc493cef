"""What the clock does for logs."""

from celery import shared_task
from django.utils import timezone

from pathways.practice.models import EvidenceImport
from people.importing import keeping


@shared_task
def forget_unwritten() -> int:
    """Deletes files that nobody wrote within a day."""
    return keeping.forget_unwritten(EvidenceImport, timezone.localdate())
