"""What the pages start from: a review as its reader may see it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from people.accounts.requests import signed_in
from roles.appointments.models import RoleReview
from roles.reviews import policies

RELATED = ("appointment__user", "appointment__organisation", "appointment__service", "reviewer", "recorded_by")


def seen(request: HttpRequest, review_id: int) -> RoleReview:
    """The review for its two, and for a medical director."""
    visible = RoleReview.objects.visible_to(signed_in(request)).select_related(*RELATED)
    return get_object_or_404(visible, pk=review_id)


def of_the_two(request: HttpRequest, review_id: int) -> RoleReview:
    """The review for holder and reviewer; to anyone else there is no such page."""
    found = seen(request, review_id)
    if not policies.reads_words(signed_in(request), found):
        raise Http404
    return found
