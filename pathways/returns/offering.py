"""R1 on the page of a time split: a week that calls for a return plan says so to its owner."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from pathways.returns.grounds import NAMES, is_low
from pathways.returns.models import Basis, ReturnPlan, ReturnStatus
from pathways.splits.asides import Aside
from pathways.splits.models import AGREED, TimeSplit


def calls_for_a_plan(split: TimeSplit) -> Iterator[Aside]:
    """Agreed, not over, with little clinical work for three months or more, and no open plan there yet."""
    today = timezone.localdate()
    over = split.period.upper is not None and split.period.upper <= today
    if split.status not in AGREED or over or not is_low(split, today):
        return
    open_ones = ReturnPlan.objects.filter(user=split.user_id, organisation=split.organisation_id)
    there = open_ones.exclude(status=ReturnStatus.CLOSED).order_by("-created_at").first()
    little = "This week keeps little clinical work for 3 months or more"
    if there is not None:
        yield Aside(f"{little}.", "Your return plan", reverse("returns:detail", args=[there.pk]))
    else:
        address = f"{reverse('returns:new')}?{NAMES[Basis.LOW_SHARE]}={split.pk}"
        yield Aside(f"{little}: a return plan says how you come back.", "Open a return plan", address)
