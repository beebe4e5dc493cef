"""The desk: the page one lands on after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pathways.desk.gathering import desk_of
from pathways.desk.parts import parts_of
from people.accounts.requests import signed_in
from people.models import Role


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What needs me, what I wait for and on whom, what I hold."""
    today = timezone.localdate()
    user = signed_in(request)
    parts = parts_of(user)
    context = {
        "desk": desk_of(user, today),
        "today": today,
        "parts": parts,
        "may_lead": not parts or any(part.role == Role.CLINICIAN.label for part in parts),
    }
    return render(request, "pathways/desk_home.jinja", context)
