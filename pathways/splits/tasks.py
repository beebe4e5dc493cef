"""Celery entries of time splits."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from pathways.splits.force import bring_due
from pathways.splits.models import SplitStatus, TimeSplit
from people.models import User


@shared_task
def bring_into_force() -> int:
    """Brings into force what is signed off and due today, each person in a transaction of their own.

    Beat runs it; running it again, or twice at once, changes nothing more.
    """
    today = timezone.localdate()
    due = TimeSplit.objects.filter(status=SplitStatus.SIGNED_OFF, period__startswith__lte=today)
    brought = 0
    for user_id, organisation_id in due.order_by().values_list("user_id", "organisation_id").distinct():
        with transaction.atomic():
            user = User.objects.select_for_update(no_key=True).get(pk=user_id)
            brought += bring_due(user, organisation_id, today)
    return brought
