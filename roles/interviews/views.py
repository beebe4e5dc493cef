"""The applicant's page: pick a time, move it until a day before, put it in the calendar."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.applications.models import ApplicationStatus
from roles.applications.services import contact_of
from roles.interviews import rules, services
from roles.interviews.calendars import invitation
from roles.interviews.forms import PickForm
from roles.interviews.models import Booking, Slot
from roles.selection import policies
from roles.selection.models import PanelSeat

RELATED = ("slot", "application__post__organisation", "application__applicant")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, reference: str) -> HttpResponse:
    """The free times, or the one that is picked."""
    user = signed_in(request)
    mine = Booking.objects.filter(application__applicant=user).select_related(*RELATED)
    booking = get_object_or_404(mine, application__reference=reference)
    application, post = booking.application, booking.application.post
    slots = services.free_slots(post)
    form = PickForm(request.POST if request.method == "POST" else None, slots=slots)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = Slot.objects.filter(pk=int(form.cleaned_data["slot"]), post=post).first()
            if chosen is None:
                raise Refused("This time was taken away. Pick another.", field="slot")
            services.pick(application, chosen, by=user)
            messages.success(request, "Your interview time is booked. We have emailed it to you.")
            return redirect("interviews:pick", reference)
        except Refused as refused:
            form.refuse(refused)
    late = rules.change_problem(booking.slot.starts_at, timezone.now(), contact_of(post)) if booking.slot else ""
    context = {
        "post": post,
        "application": application,
        "booking": booking,
        "slot": booking.slot,
        "slots": slots,
        "late": late,
        "open": application.status == ApplicationStatus.SHORTLISTED and not late,
        "form": form,
        "contact": contact_of(post),
    }
    return render(request, "roles/interviews_pick.jinja", context)


@login_required
@require_safe
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """The interview as a calendar file, for the applicant and for those who hold it."""
    user = signed_in(request)
    booked = Booking.objects.filter(slot__isnull=False).exclude(application__status=ApplicationStatus.WITHDRAWN)
    booking = get_object_or_404(booked.select_related(*RELATED), application__reference=reference)
    application, post = booking.application, booking.application.post
    if application.applicant_id == user.pk:
        whom, address = "", reverse("interviews:pick", args=[reference])
    elif PanelSeat.objects.visible_to(user).filter(post=post).exists():
        whom, address = f" with {application.applicant}", reverse("interviews:score", args=[post.pk, reference])
    elif policies.runs_choice(user, post):
        whom, address = f" with {application.applicant}", reverse("interviews:post", args=[post.pk])
    else:
        raise Http404
    if booking.slot is None or post.shortlist_locked_at is None:
        raise Http404
    summary = f"Interview{whom}: {post.title}"
    return HttpResponse(
        invitation(booking, booking.slot, summary=summary, address=request.build_absolute_uri(address)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="interview-{reference}.ics"'},
    )
