"""Who leads what: open to all."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Organisation
from roles.appointments.models import Appointment
from roles.leaders.showing import SHOWN

PAGE_SIZE = 50
WORDS_MOST = 100


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """Roles held today by organisation, of those who are named; two queries (index appointment_on_day)."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:WORDS_MOST]
    held = Appointment.objects.in_force(timezone.localdate()).filter(SHOWN)
    if words:
        held = held.filter(organisation__in=Organisation.objects.filter(name__icontains=words))
    ordered = held.select_related("user", "organisation", "service", "archetype").order_by(
        "organisation__name", "title", "pk"
    )
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    places = [(place, list(roles)) for place, roles in groupby(page.object_list, key=lambda each: each.organisation)]
    return render(request, "roles/leaders.jinja", {"page": page, "places": places, "words": words})
