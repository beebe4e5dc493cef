"""The picture of readiness on a return plan: its owner is offered to share it, the supervisor finds what is shared."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from pathways.practice.policies import grant_to
from pathways.returns.asides import Aside
from pathways.returns.models import ReturnPlan
from people.models import User

HEADING = "Clinical skills kept"


def readiness(user: User, plan: ReturnPlan) -> Iterator[Aside]:
    """Two queries at most."""
    today = timezone.localdate()
    if plan.user_id == user.pk:
        links = [("Your picture of readiness", reverse("practice:own"))]
        line = "Nobody sees your evidence unless you share it."
        if plan.supervisor is not None and grant_to(plan.supervisor, plan.user, today) is None:
            links.append((f"Share it with {plan.supervisor}", f"{reverse('practice:sharing')}?with=supervisor"))
        elif plan.supervisor is not None:
            line = f"You share your picture of readiness with {plan.supervisor}."
        yield Aside(HEADING, [line], links)
    elif grant_to(user, plan.user, today) is not None:
        address = reverse("practice:shared", args=[plan.user_id])
        yield Aside(HEADING, [f"{plan.user} shares their picture of readiness with you."], [("See it", address)])
    else:
        yield Aside(
            HEADING, [f"{plan.user} has not shared their picture of readiness with you. It is theirs to share."]
        )
