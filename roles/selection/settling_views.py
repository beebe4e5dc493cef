"""Pages before the lock: an interest in one application, what the recruiter makes of it, and talks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import Post
from roles.selection import interests, policies, talks
from roles.selection.models import Interest, InterestKind, PanelSeat, Talk
from roles.selection.recruiter_views import post_or_404
from roles.selection.scores import progress_of
from roles.selection.settling_forms import InterestForm, SettleForm, TalkForm
from roles.selection.ties import ties
from roles.selection.views import seat_or_404

POSTED = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(POSTED)
def interest(request: HttpRequest, post_id: int, reference: str) -> HttpResponse:
    """The member says what ties them to this application; the page is the same whatever is on record."""
    seat = seat_or_404(request, post_id)
    if not policies.has_declared(signed_in(request), seat):
        return redirect("panel:declare", post_id)
    post = seat.post
    if post.closes_at > timezone.now() or (post.shortlist_locked_at is not None and request.method != "POST"):
        return redirect("panel:scoring", post_id)
    application = _submitted(post, reference, locked=post.shortlist_locked_at is not None)
    told = Interest.objects.filter(seat=seat, application=application).exclude(kind=InterestKind.FOUND).first()
    form = InterestForm(request.POST if request.method == "POST" else None, initial={"kind": told.kind if told else ""})
    if request.method == "POST" and form.is_valid():
        try:
            interests.declare_interest(seat, application, form.cleaned_data["kind"], by=signed_in(request))
            messages.success(request, f"Application {reference}: you declared an interest. The recruiter decides.")
            return redirect("panel:scoring", post_id)
        except Refused as refused:
            form.refuse(refused)
    context = {"post": post, "reference": reference, "form": form}
    return render(request, "roles/selection_interest.jinja", context)


def _submitted(post: Post, reference: str, *, locked: bool = False) -> Application:
    statuses = list(ApplicationStatus) if locked else [ApplicationStatus.SUBMITTED]
    return get_object_or_404(Application.objects.filter(post=post, status__in=statuses), reference=reference)


@login_required
@require_http_methods(POSTED)
def settle_page(request: HttpRequest, post_id: int, seat_id: int, reference: str) -> HttpResponse:
    """The recruiter says whether a member's scores of one application count."""
    post = post_or_404(request, post_id)
    if post.shortlist_locked_at is not None and request.method != "POST":
        return redirect("panel:post", post_id)
    seat = get_object_or_404(PanelSeat.objects.sitting().select_related("user"), pk=seat_id, post=post)
    progress = progress_of(post)
    tie = next((each for each in ties(progress, [seat]) if each.reference == reference), None)
    if tie is None and request.method != "POST":
        raise Http404
    application = _submitted(post, reference, locked=post.shortlist_locked_at is not None)
    there = progress.interests.get((reference, seat_id))
    told = {"outcome": there.outcome, "reason": there.reason} if there else None
    form = SettleForm(request.POST if request.method == "POST" else None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            interests.settle(seat, application, by=signed_in(request), **form.cleaned_data)
            messages.success(request, f"Application {reference} and {seat.user}: saved.")
            return redirect("panel:post", post_id)
        except Refused as refused:
            form.refuse(refused)
    context = {"post": post, "seat": seat, "reference": reference, "tie": tie, "form": form}
    return render(request, "roles/selection_settle.jinja", context)


@login_required
@require_http_methods(POSTED)
def talk(request: HttpRequest, post_id: int, talk_id: int) -> HttpResponse:
    """What the members gave who are far apart: for those of them who scored it whole, and for the recruiter."""
    user = signed_in(request)
    post = get_object_or_404(Post.objects.select_related("organisation", "shortlist_locked_by"), pk=post_id)
    found = get_object_or_404(
        Talk.objects.filter(application__post=post).select_related("application", "criterion", "settled_by"), pk=talk_id
    )
    progress, runs = progress_of(post), policies.runs_choice(user, post)
    seat = None if runs else PanelSeat.objects.visible_to(user).filter(post=post).first()
    if not runs and (seat is None or found not in talks.talks_of(seat, progress)):
        raise Http404
    form = TalkForm(request.POST if request.method == "POST" else None, waives=runs)
    if request.method == "POST" and form.is_valid():
        try:
            talks.settle_talk(found, by=user, **form.cleaned_data)
            messages.success(request, f"Application {found.application.reference}: the talk is recorded.")
            return redirect("panel:post" if runs else "panel:scoring", post_id)
        except Refused as refused:
            form.refuse(refused)
    scores = [
        each
        for each in talks.counted_scores(post, progress)
        if (each.application_id, each.criterion_id) == (found.application_id, found.criterion_id)
    ]
    context = {
        "post": post,
        "talk": found,
        # The recruiter reads how far apart they are; notes are between the members until the lock.
        "scores": scores if len(scores) > 1 else [],
        "runs": runs,
        "form": form,
        "beyond": talks.beyond(post),
        "open": not found.outcome and post.shortlist_locked_at is None,
    }
    return render(request, "roles/selection_talk.jinja", context)
