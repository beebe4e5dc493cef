"""What the pages start from: a review as its reader may see it, and forms that were sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from people.accounts.requests import signed_in
from people.forms import Form
from people.refusals import Refused
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


def typed(request: HttpRequest) -> Any:
    """What was sent, or None."""
    return request.POST if request.method == "POST" else None


def written(request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], object], done: str) -> bool:
    """Whether the form was sent and done; a refusal stands in the form, with what was typed."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, done)
    return True


def pressed(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Does what a button asks for, and says how it went."""
    try:
        act()
        messages.success(request, done)
    except Refused as refused:
        messages.warning(request, str(refused))
