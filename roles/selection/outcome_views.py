"""Feedback to one applicant, and what is asked about an offer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.forms import Form
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.selection import offers, outcomes, policies
from roles.selection.models import Score
from roles.selection.outcome_forms import AskForm, FeedbackForm
from roles.selection.outcome_models import Feedback, Offer
from roles.selection.recruiter_views import post_or_404
from roles.selection.scores import IN_RUNNING, progress_of

POSTED = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(POSTED)
def feedback(request: HttpRequest, post_id: int, reference: str) -> HttpResponse:
    """What an applicant reads if they are not chosen; before the lock by reference, once all have scored."""
    post = post_or_404(request, post_id)
    application = get_object_or_404(Application.objects.filter(post=post, status__in=IN_RUNNING), reference=reference)
    locked = post.shortlist_locked_at is not None
    if not locked and progress_of(post).problem:
        messages.info(request, "Feedback can be written once every application is scored.")
        return redirect("panel:post", post_id)
    if application.status not in outcomes.MAY_HEAR and request.method != "POST":
        return redirect("panel:application", post_id, reference)
    criteria = list(post.criteria.all())
    written = dict(Feedback.objects.filter(application=application).values_list("criterion", "text"))
    form = FeedbackForm(
        request.POST if request.method == "POST" else None,
        criteria=criteria,
        initial={f"text_{pk}": text for pk, text in written.items()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            outcomes.save_feedback(application, form.texts(), by=signed_in(request))
            messages.success(request, f"Application {reference}: feedback saved. It goes out with the outcome.")
            return redirect(
                "panel:application" if locked else "panel:post", *([post_id, reference] if locked else [post_id])
            )
        except Refused as refused:
            form.refuse(refused)
    statements = dict(application.statements.values_list("criterion_id", "text"))
    notes: dict[int, list[str]] = {}
    for pk, note in Score.objects.filter(application=application, seat__removed_at=None).values_list(
        "criterion", "note"
    ):
        if note:
            notes.setdefault(pk, []).append(note)
    context: dict[str, Any] = {
        "post": post,
        "reference": reference,
        "locked": locked,
        "form": form,
        "parts": [(c, statements.get(c.pk, ""), sorted(notes.get(c.pk, [])), form[f"text_{c.pk}"]) for c in criteria],
    }
    return render(request, "roles/selection_feedback.jinja", context)


@login_required
@require_http_methods(POSTED)
def turn_down_rest(request: HttpRequest, post_id: int) -> HttpResponse:
    """Shows who is left once the post is filled; on the button each is told."""
    post = post_or_404(request, post_id)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            told = offers.turn_down_rest(post, by=signed_in(request), expected=set(request.POST.getlist("expected")))
            messages.success(request, f"Told by email: {told}." if told else "Everyone was told before.")
            return redirect("panel:post", post_id)
        except Refused as refused:
            form.is_valid()
            form.refuse(refused)
    rest = Application.objects.filter(post=post, status=ApplicationStatus.SHORTLISTED)
    rows = rest.annotate(written=Count("feedback")).select_related("applicant").order_by("applicant__name", "pk")
    if post.shortlist_locked_at is None:
        raise Http404
    return render(request, "roles/selection_turn_down_rest.jinja", {"post": post, "form": form, "rows": list(rows)})


@login_required
@require_http_methods(POSTED)
def talk(request: HttpRequest, reference: str) -> HttpResponse:
    """Questions about an offer and their answers, for the applicant and for those who run the choice."""
    user = signed_in(request)
    made = Offer.objects.select_related("application__post__organisation", "application__applicant")
    offer = get_object_or_404(made, application__reference=reference)
    application, post = offer.application, offer.application.post
    asks = application.applicant_id == user.pk
    if not asks and not policies.runs_choice(user, post):
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            outcomes.ask_about(offer, form.cleaned_data["text"], by=user)
            whom = "The organisation" if asks else str(application.applicant)
            messages.success(request, f"Sent. {whom} is told by email.")
            return redirect("offers:talk", reference)
        except Refused as refused:
            form.refuse(refused)
    context = {
        "offer": offer,
        "post": post,
        "application": application,
        "asks": asks,
        "notes": list(offer.notes.select_related("by")),
        "open": offer.is_open(timezone.localdate()),
        "form": form,
    }
    return render(request, "roles/selection_asking.jinja", context)
