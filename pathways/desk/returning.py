"""Returns to practice on the desk: days to agree, and plans that a low week calls for."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse

from pathways.desk.items import MOST, Item
from pathways.returns.grounds import NAMES, low_among
from pathways.returns.models import UNDER_SUPERVISION, Basis, ReturnPlan, ReturnStatus
from pathways.splits.models import TimeSplit
from people.design.words import pas, plural, shortdate
from people.models import User


def to_agree(plans: Iterable[Any], user: User) -> Iterator[Item]:
    """Supervised days that wait for this supervisor, one line a plan; of plans with `waiting` and `oldest`."""
    for plan in plans:
        if plan.waiting and plan.supervisor_id == user.pk and plan.status in UNDER_SUPERVISION:
            text = f"Agree {plural(plan.waiting, 'supervised day')} of {plan.user}"
            yield Item(text, reverse("returns:days", args=[plan.pk]), plan.oldest, "Oldest")


def to_plan(splits: Iterable[TimeSplit], plans: Iterable[ReturnPlan], user: User, today: date) -> Iterator[Item]:
    """R1: weeks with little clinical work for three months or more that no return plan covers.

    Of the splits and open plans that the desk has at hand: two queries where one may be so low, else none.
    """
    covered = {plan.organisation_id for plan in plans if plan.user_id == user.pk}
    for split in low_among([each for each in splits if each.organisation_id not in covered], today):
        address = f"{reverse('returns:new')}?{NAMES[Basis.LOW_SHARE]}={split.pk}"
        text = f"Open a return plan: your week from {shortdate(split.starts)} keeps {pas(split.dcc_pas)} in the clinic"
        yield Item(text, address, split.starts, "Since" if split.starts <= today else "From")


def open_plans(user: User) -> list[Any]:
    """The open plans that this person reads, with how many supervised days wait in each, and since when."""
    waits = Q(days__agreed_at=None)
    plans = ReturnPlan.objects.visible_to(user).exclude(status=ReturnStatus.CLOSED).select_related("user")
    counted = plans.annotate(waiting=Count("days", filter=waits), oldest=Min("days__day", filter=waits))
    return list(counted.order_by("returns_on")[:MOST])
