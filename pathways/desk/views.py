"""The desk: the page one lands on after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pathways.desk.gathering import desk_of
from people.accounts.requests import signed_in


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs me, what I wait for and on whom, what I hold."""
    today = timezone.localdate()
    return render(request, "pathways/desk_home.jinja", {"desk": desk_of(signed_in(request), today), "today": today})
