"""Appointments, with the dates of their reviews."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Min, Q
from django.db.models.functions import Lower, Upper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from people.accounts.requests import signed_in
from people.history import history_of
from people.memberships.policies import organisations_where
from people.models import Organisation
from roles.appointments import policies
from roles.appointments.asides import asides
from roles.appointments.models import Appointment, RoleReview

PAGE_SIZE = 25


@login_required
def list_page(request: HttpRequest) -> HttpResponse:
    """My roles, and the roles of my organisation that I may see: in force and to come first, by their end."""
    user = signed_in(request)
    dated = (
        Appointment.objects.visible_to(user)
        .select_related("user", "organisation", "service")
        .annotate(next_review=Min("reviews__due_on", filter=Q(reviews__held_on__isnull=True)))
        .annotate(begins=Lower("term"), ends=Upper("term"))
    )
    order = (F("ends").asc(nulls_last=True), "pk")
    mine = list(dated.filter(user=user).order_by(F("begins").desc(), "pk"))
    others = dated.exclude(user=user)
    now_or_later = Q(ends__isnull=True) | Q(ends__gt=timezone.localdate())
    shown = others if request.GET.get("ended") else others.filter(now_or_later)
    context = {
        "mine": mine,
        "page": Paginator(shown.order_by(*order), PAGE_SIZE).get_page(request.GET.get("page")),
        "others": others.exists(),
        "ended": bool(request.GET.get("ended")),
        "today": timezone.localdate(),
        "runs": Organisation.objects.filter(pk__in=organisations_where(user, *policies.RUN_TERMS)),
    }
    return render(request, "roles/appointments_list.jinja", context)


def _address(route: str, query: str = "") -> str:
    """The address of a page in a room above this one; empty while there is none."""
    try:
        return reverse(route) + query
    except NoReverseMatch:
        return ""


@login_required
def detail(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The role's record: term, return right, reviews, history, and what its holder may do next."""
    user = signed_in(request)
    visible = Appointment.objects.visible_to(user).select_related(
        "user", "organisation", "service", "archetype", "post", "return_service", "handover"
    )
    appointment = get_object_or_404(visible, pk=appointment_id)
    holder, sees_pay = policies.is_holder(user, appointment), policies.may_see_pay(user, appointment)
    about = f"?appointment={appointment.pk}"
    reviews = list(appointment.reviews.select_related("reviewer"))
    readable = set(RoleReview.objects.visible_to(user).filter(appointment=appointment).values_list("pk", flat=True))
    context = {
        "appointment": appointment,
        "holder": holder,
        "sees_pay": sees_pay,
        "last_day": appointment.last_day,
        "reviews": reviews,
        "readable": readable,
        "next": next((review for review in reviews if review.held_on is None), None),
        "today": timezone.localdate(),
        "propose_split": _address("splits:new", about) if holder else "",
        "open_return": _address("returns:new", about) if holder else "",
        "shared_with": list(appointment.shared_with().select_related("user")),
        "asides": asides(user, appointment),
        "history": history_of(appointment, hide=frozenset() if sees_pay else frozenset({"allowance_gbp"})),
    }
    return render(request, "roles/appointments_detail.jinja", context)
