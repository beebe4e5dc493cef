"""The recruiter's pages of a post: the panel, how far scoring is, the lock, then offers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.forms import Form
from people.history import history_of
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import Post, PostStatus
from roles.selection import offers, policies, rules, services
from roles.selection.forms import CutForm, MemberForm, OfferForm
from roles.selection.models import OfferStatus, PanelSeat, Score, Talk
from roles.selection.places import places_of
from roles.selection.scores import IN_RUNNING, progress_of
from roles.selection.settling_forms import RemoveForm
from roles.selection.standing import Numbers, standing
from roles.selection.ties import ties
from roles.selection.turns import in_order, words


def post_or_404(request: HttpRequest, post_id: int) -> Post:
    """A post of an organisation whose choices the signed-in person runs, unless they are part of this one."""
    posts = Post.objects.filter(organisation_id__in=policies.recruits_for(signed_in(request)))
    post = get_object_or_404(
        posts.exclude(status=PostStatus.DRAFT).select_related("organisation", "shortlist_locked_by"), pk=post_id
    )
    if not policies.runs_choice(signed_in(request), post):
        raise Http404
    return post


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post_page(request: HttpRequest, post_id: int) -> HttpResponse:
    """The whole choice of one post: who sits, who has scored what, the ranking, and after the lock the names."""
    post = post_or_404(request, post_id)
    form = MemberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _added(request, post, form):
        return redirect("panel:post", post_id)
    progress = progress_of(post)
    everyone = PanelSeat.objects.filter(post=post).select_related("user").order_by("user__name", "pk")
    seats = [seat for seat in everyone if seat.removed_at is None]
    now, today = timezone.now(), timezone.localdate()
    locked, closed = post.shortlist_locked_at is not None, post.closes_at <= now
    people = _people(post) if locked else {}
    made = [application.offer for application in people.values() if hasattr(application, "offer")]
    accepted = places_of(post, [each.pas for each in made if each.status == OfferStatus.ACCEPTED])
    offered = places_of(post, [*accepted.taken, *(each.pas for each in made if each.is_open(today))])
    numbers = Numbers(
        sent=len(progress.references),
        members=len(seats),
        shortlisted=sum(each.status == ApplicationStatus.SHORTLISTED for each in people.values()),
        waiting=sum(each.is_open(today) for each in made),
        free=not offered.full,
        filled=accepted.full,
        short=progress.short,
        settle=progress.to_settle if closed and not locked else "",
    )
    context = {
        "post": post,
        "form": form,
        "seats": seats,
        "left_panel": [seat for seat in everyone if seat.removed_at is not None],
        "ties": ties(progress, seats) if not locked else [],
        "talks": _talks(post) if not locked else [],
        "order": [words(each) for each in in_order(post)] if locked else [],
        "progress": progress,
        "closed": closed,
        "locked": locked,
        "ranking": progress.ranking() if locked or (closed and not progress.problem) else [],
        "cut": CutForm(initial={"places": min(3, len(progress.references))}, auto_id="cut_%s"),
        "people": people,
        "history": history_of(post),
        "places": offered,
        "may_tell_rest": bool(numbers.shortlisted) and numbers.filled,
        "standing": standing(post, numbers, now),
        "today": today,
    }
    return render(request, "roles/selection_post.jinja", context)


def _added(request: HttpRequest, post: Post, form: MemberForm) -> bool:
    """Whether the person named is on the panel; a refusal stands in the form."""
    try:
        seat = services.add_member(post, form.cleaned_data["email"], by=signed_in(request))
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, f"{seat.user} is on the panel.")
    return True


def _people(post: Post) -> dict[str, Application]:
    """Applications with their applicants by reference; asked for after the lock only."""
    applications = Application.objects.filter(post=post, status__in=IN_RUNNING).select_related("applicant", "offer")
    return {application.reference: application for application in applications}


def _talks(post: Post) -> list[Talk]:
    talks = Talk.objects.filter(application__post=post, application__status=ApplicationStatus.SUBMITTED)
    found = talks.select_related("application", "criterion", "settled_by")
    return list(found.order_by("outcome", "application__reference", "criterion__position"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, post_id: int, seat_id: int) -> HttpResponse:
    """Takes a member off the panel; of one who has given scores it asks why."""
    post = post_or_404(request, post_id)
    seat = get_object_or_404(PanelSeat.objects.sitting().select_related("user"), pk=seat_id, post=post)
    began = Score.objects.filter(seat=seat).exists()
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        if reason or not began:
            try:
                services.remove_member(seat, by=signed_in(request), reason=reason)
                messages.success(request, f"{seat.user} is no longer on the panel.")
                return redirect("panel:post", post_id)
            except Refused as refused:
                form.refuse(refused)
    return render(request, "roles/selection_remove.jinja", {"post": post, "seat": seat, "form": form, "began": began})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, post_id: int) -> HttpResponse:
    """Shows who would be shortlisted, by reference; on the button it is locked for good."""
    post = post_or_404(request, post_id)
    form = CutForm(request.POST if request.method == "POST" else request.GET)
    progress = progress_of(post)
    ranking = progress.ranking()
    above: set[str] = set()
    if form.is_valid():
        places = form.cleaned_data["places"]
        above = rules.above_cut(ranking, places)
        if request.method == "POST":
            expected = set(request.POST.getlist("expected"))
            try:
                services.lock_shortlist(post, by=signed_in(request), places=places, expected=expected)
                messages.success(request, "The shortlist is locked. Each applicant is told by email.")
                return redirect("panel:post", post_id)
            except Refused as refused:
                form.refuse(refused)
        elif progress.problem:
            # Nobody reads who is ahead while scores are still given, or what counts is still to be settled.
            form.refuse(Refused(progress.problem))
    elif post.shortlist_locked_at is not None:
        return redirect("panel:post", post_id)
    context = {"post": post, "form": form, "ranking": ranking, "above": above, "most": progress.most}
    return render(request, "roles/selection_lock.jinja", context)


def _after_lock(post: Post, reference: str) -> Application:
    if post.shortlist_locked_at is None:
        raise Http404
    applications = Application.objects.filter(post=post, status__in=IN_RUNNING).select_related("applicant")
    return get_object_or_404(applications, reference=reference)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, post_id: int, reference: str) -> HttpResponse:
    """Offers the post to one shortlisted applicant."""
    post = post_or_404(request, post_id)
    application = _after_lock(post, reference)
    form = OfferForm(request.POST if request.method == "POST" else None, post=post, places=offers.places_now(post))
    if request.method == "POST" and form.is_valid():
        try:
            offers.make_offer(application, by=signed_in(request), **form.cleaned_data)
            messages.success(request, f"The offer is made. {application.applicant} is told by email.")
            return redirect("panel:post", post_id)
        except Refused as refused:
            form.refuse(refused)
    elif application.status != ApplicationStatus.SHORTLISTED and request.method != "POST":
        return redirect("panel:application", post_id, reference)
    context = {"post": post, "application": application, "form": form}
    return render(request, "roles/selection_offer.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def turn_down(request: HttpRequest, post_id: int, reference: str) -> HttpResponse:
    """Asks first, then ends a shortlisted application without an offer."""
    post = post_or_404(request, post_id)
    application = _after_lock(post, reference)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            offers.turn_down(application, by=signed_in(request))
            messages.success(request, f"{application.applicant} is told by email that they were not appointed.")
            return redirect("panel:post", post_id)
        except Refused as refused:
            form.is_valid()
            form.refuse(refused)
    context = {"post": post, "application": application, "form": form}
    return render(request, "roles/selection_turn_down.jinja", context)
