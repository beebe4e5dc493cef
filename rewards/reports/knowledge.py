"""What has been written about a day since: why figures as known then and as now known differ."""

from django.db.models import Q

from rewards.elements.models import PayElement
from rewards.reports.asking import Ask


def written_since(ask: Ask) -> int:
    """How many pay elements of the day were recorded or put right after the moment asked for; one query, or none."""
    if ask.known is None:
        return 0
    about = PayElement.objects.filter(organisation=ask.organisation, period__contains=ask.on)
    later = Q(recorded_at__gt=ask.known, superseded_at=None)
    return about.filter(later | Q(recorded_at__lte=ask.known, superseded_at__gt=ask.known)).count()
