"""Appointments and their reviews."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Min, Q
from django.db.models.functions import Lower, Upper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.history import history_of
from people.memberships.policies import organisations_where
from people.models import Organisation
from people.refusals import Refused
from roles.appointments import policies, services
from roles.appointments.asides import asides
from roles.appointments.forms import ReviewForm
from roles.appointments.models import Appointment, NextStep, RoleReview

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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    """A review: when it is due and with whom; the reviewer records it here."""
    user = signed_in(request)
    visible = RoleReview.objects.visible_to(user).select_related(
        "appointment__user", "appointment__organisation", "reviewer", "recorded_by"
    )
    found = get_object_or_404(visible, pk=review_id)
    may_record = policies.may_record(user, found)
    form = ReviewForm(request.POST if request.method == "POST" and may_record else None)
    if request.method == "POST" and not may_record:
        messages.warning(request, "The reviewer records this review; you can read it here.")
        return redirect("reviews:detail", review_id)
    if form.is_bound and form.is_valid():
        try:
            services.record_review(found, by=user, **form.cleaned_data)
            messages.success(request, "The review is recorded.")
            return redirect("reviews:detail", review_id)
        except Refused as refused:
            form.refuse(refused)
    context = {
        "review": found,
        "appointment": found.appointment,
        "form": form,
        "may_record": may_record,
        "holder": policies.is_holder(user, found.appointment),
        "follow": _follow(found) if policies.is_holder(user, found.appointment) else None,
        "today": timezone.localdate(),
        "history": history_of(found),
    }
    return render(request, "roles/appointments_review.jinja", context)


def _follow(review: RoleReview) -> tuple[str, str] | None:
    """Where the agreed next step is taken: words and address, if it has a page."""
    about = f"?appointment={review.appointment_id}"
    steps = {
        NextStep.CHANGE_SPLIT: ("Propose the new time split", _address("splits:new", about)),
        NextStep.NEXT_ROLE: ("Find a next role", _address("roles:search")),
        NextStep.RETURN: ("Open a return plan", _address("returns:new", about)),
    }
    words, address = steps.get(NextStep(review.next_step), ("", "")) if review.next_step else ("", "")
    return (words, address) if address else None
