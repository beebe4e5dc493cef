"""Where a review that ends in a return leads: the plan there is, or a new one out of the role's right to return."""

from django.urls import reverse

from pathways.returns.grounds import of_role
from roles.models import RoleReview


def open_it(review: RoleReview) -> tuple[str, str]:
    """Words and address, for the holder of the role."""
    ground = of_role(review.appointment)
    plan = ground.open_plan()
    if plan is not None:
        return "Your return plan", reverse("returns:detail", args=[plan.pk])
    return "Open a return plan", reverse("returns:new") + ground.query
