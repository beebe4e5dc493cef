"""What the pages start from: a session or a mentorship of the reader's own; anyone else finds no such page (R10)."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from mentoring.models import Mentorship
from mentoring.sessions import reading
from people.accounts.requests import signed_in


def mentorship_of(request: HttpRequest, pk: int) -> Mentorship:
    """The mentorship, for one of the pair."""
    mine = Mentorship.objects.visible_to(signed_in(request)).select_related("mentor__user", "mentee")
    return get_object_or_404(mine, pk=pk)


def session_of(request: HttpRequest, pk: int) -> Any:
    """The session with its times, for one of the pair."""
    return get_object_or_404(reading.with_times(reading.visible_to(signed_in(request))), pk=pk)
