"""Celery entries of time splits."""

from celery import shared_task
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pathways.splits.force import bring_due, end_past
from pathways.splits.merging import follow
from pathways.splits.models import SplitStatus, TimeSplit
from people.models import Service, User


@shared_task
def bring_into_force() -> int:
    """Brings into force what is signed off and due today and ends what is over, each person in their own transaction.

    Beat runs it; running it again, or twice at once, changes nothing more.
    """
    today = timezone.localdate()
    due = TimeSplit.objects.filter(
        Q(status=SplitStatus.SIGNED_OFF, period__startswith__lte=today)
        | Q(status=SplitStatus.IN_FORCE, period__endswith__lte=today)
    )
    brought = 0
    for user_id, organisation_id in due.order_by().values_list("user_id", "organisation_id").distinct():
        with transaction.atomic():
            user = User.objects.select_for_update(no_key=True).get(pk=user_id)
            brought += bring_due(user, organisation_id, today)
            end_past(user, organisation_id, today)
    return brought


@shared_task
def follow_mergers() -> int:
    """Has the time splits of merged services go on in the others, once their day has come."""
    due = Service.objects.filter(merged_into__isnull=False, closed_on__lte=timezone.localdate())
    return sum(follow(service) for service in due.select_related("merged_into"))
