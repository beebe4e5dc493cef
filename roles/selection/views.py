"""The panel member's pages: my panels, declare, score blind; and the application once the shortlist is locked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.design.words import plural
from people.history import history_of
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.applications.parts import personal
from roles.posts.models import Post, PostStatus
from roles.selection import policies, services
from roles.selection.forms import DeclareForm, ScoresForm
from roles.selection.models import Interest, InterestKind, PanelSeat, Score
from roles.selection.outcome_models import Decision, Offer
from roles.selection.scores import IN_RUNNING, progress_of
from roles.selection.talks import in_talks, talks_of

PAGE_SIZE = 25


def seat_or_404(request: HttpRequest, post_id: int) -> PanelSeat:
    """The signed-in person's own seat on the post's panel."""
    seats = PanelSeat.objects.visible_to(signed_in(request)).select_related("post__shortlist_locked_by")
    return get_object_or_404(seats, post_id=post_id)


@login_required
def list_page(request: HttpRequest) -> HttpResponse:
    """The panels I sit on, and the choices I run as a recruiter; those to act on first (post_of_organisation)."""
    user = signed_in(request)
    seats = (
        PanelSeat.objects.visible_to(user)
        .select_related("post")
        .order_by(F("post__shortlist_locked_at").asc(nulls_first=True), "post__closes_at", "pk")
    )
    organisations = policies.recruits_for(user)
    posts = (
        Post.objects.filter(organisation_id__in=organisations)
        .exclude(status=PostStatus.DRAFT)
        .exclude(panel__user=user)
        .annotate(
            applied=Count("applications", filter=Q(applications__status__in=IN_RUNNING), distinct=True),
            members=Count("panel", filter=Q(panel__removed_at=None), distinct=True),
        )
        .defer("search", "description", "how_chosen")
        .order_by("-closes_at", "-pk")
    )
    context = {
        "seats": Paginator(seats, PAGE_SIZE).get_page(request.GET.get("page")),
        "posts": Paginator(posts, PAGE_SIZE).get_page(request.GET.get("choices")) if organisations else None,
        "now": timezone.now(),
    }
    return render(request, "roles/selection_list.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, post_id: int) -> HttpResponse:
    """Interests first, then scoring."""
    seat = seat_or_404(request, post_id)
    told = {
        "interest": "yes" if seat.declaration else "no",
        "declaration": seat.declaration,
        "mentoring": seat.declared_mentoring,
    }
    form = DeclareForm(request.POST if request.method == "POST" else None, initial=told if seat.declared_at else None)
    if request.method == "POST" and form.is_valid():
        try:
            mentoring = form.cleaned_data["mentoring"]
            services.declare(seat, form.words(), by=signed_in(request), mentoring=mentoring)
            return redirect("panel:scoring", post_id)
        except Refused as refused:
            form.refuse(refused)
    return render(request, "roles/selection_declare.jinja", {"seat": seat, "post": seat.post, "form": form})


def _declares_first(request: HttpRequest, seat: PanelSeat) -> bool:
    """Whether the declaration comes before anything else; after the lock nothing is declared any more."""
    return seat.post.shortlist_locked_at is None and not policies.has_declared(signed_in(request), seat)


@login_required
def scoring(request: HttpRequest, post_id: int) -> HttpResponse:
    """The applications to score, by reference, in an order that tells nothing."""
    seat = seat_or_404(request, post_id)
    post, now = seat.post, timezone.now()
    if _declares_first(request, seat):
        return redirect("panel:declare", post_id)
    progress = progress_of(post)
    shown = post.closes_at <= now
    context = {
        "seat": seat,
        "post": post,
        "open": not shown,
        "rows": [(reference, progress.state(reference, seat.pk)) for reference in progress.references] if shown else [],
        "done": progress.complete(seat.pk),
        "left": progress.left(seat.pk),
        "talks": talks_of(seat, progress) if shown and post.shortlist_locked_at is None else [],
    }
    return render(request, "roles/selection_scoring.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, post_id: int, reference: str) -> HttpResponse:
    """One application's statements beside the member's own points: nobody else's, and no name."""
    seat = seat_or_404(request, post_id)
    post = seat.post
    if _declares_first(request, seat):
        return redirect("panel:declare", post_id)
    if post.closes_at > timezone.now():
        return redirect("panel:scoring", post_id)
    application = _to_score_or_404(request, post, reference)
    if post.shortlist_locked_at is not None and request.method != "POST":
        return redirect("panel:application", post_id, reference)
    criteria = list(post.criteria.written())
    mine = {score.criterion_id: score for score in Score.objects.filter(seat=seat, application=application)}
    initial = {f"points_{pk}": str(score.points) for pk, score in mine.items()}
    initial |= {f"note_{pk}": score.note for pk, score in mine.items()}
    talked = in_talks(seat, application)
    form = ScoresForm(
        request.POST if request.method == "POST" else None, criteria=criteria, asks_why=talked, initial=initial
    )
    interest = Interest.objects.filter(seat=seat, application=application).exclude(kind=InterestKind.FOUND).first()
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data.get("reason", "")
            services.save_scores(seat, application, form.scores(), by=signed_in(request), reason=reason)
            _say_what_is_left(request, reference, len(mine.keys() | form.scores().keys()), len(criteria))
            return redirect("panel:scoring", post_id)
        except Refused as refused:
            form.refuse(refused)
    texts = dict(application.statements.values_list("criterion_id", "text"))
    context = {
        "post": post,
        "reference": reference,
        "form": form,
        "talked": talked,
        "interest": interest,
        "parts": [
            (criterion, texts.get(criterion.pk, ""), form[f"points_{criterion.pk}"], form[f"note_{criterion.pk}"])
            for criterion in criteria
        ],
    }
    return render(request, "roles/selection_score.jinja", context)


def _to_score_or_404(request: HttpRequest, post: Post, reference: str) -> Application:
    # One withdrawn while it is scored still takes the answer, which says so and keeps what was typed.
    meanwhile = [ApplicationStatus.WITHDRAWN] if request.method == "POST" else []
    those = Application.objects.filter(post=post, status__in=[*IN_RUNNING, *meanwhile], submitted_at__isnull=False)
    return get_object_or_404(those, reference=reference)


def _say_what_is_left(request: HttpRequest, reference: str, given: int, of: int) -> None:
    left = plural(of - given, "criterion", "criteria")
    if not given:
        messages.warning(request, f"Application {reference}: nothing is scored yet, {left} left.")
    elif given < of:
        messages.success(request, f"Application {reference}: saved, {left} left.")
    else:
        messages.success(request, f"Application {reference}: every criterion is scored.")


@login_required
def application(request: HttpRequest, post_id: int, reference: str) -> HttpResponse:
    """An application with its applicant and all scores, for panel and recruiter, after the lock and never before."""
    user = signed_in(request)
    post = get_object_or_404(Post.objects.select_related("organisation"), pk=post_id)
    runs = policies.runs_choice(user, post)
    if not runs and not PanelSeat.objects.visible_to(user).filter(post=post).exists():
        raise Http404
    if post.shortlist_locked_at is None:
        if runs:
            messages.info(request, "Names and statements can be read once the shortlist is locked.")
            return redirect("panel:post", post_id)
        return redirect("panel:score", post_id, reference)
    applications = Application.objects.filter(post=post, status__in=[*IN_RUNNING, ApplicationStatus.WITHDRAWN])
    found = get_object_or_404(
        applications.filter(submitted_at__isnull=False).select_related("applicant__clinician__specialty"),
        reference=reference,
    )
    texts = dict(found.statements.values_list("criterion_id", "text"))
    scores: dict[int, list[Score]] = {}
    for given in found.scores.select_related("seat__user").order_by("seat__user__name", "pk"):
        scores.setdefault(given.criterion_id, []).append(given)
    out = progress_of(post)
    context = {
        "post": post,
        "counts": {seat.pk: out.counts((reference, seat.pk)) for seat in post.panel.sitting()},
        "decision": Decision.objects.filter(application=found).first(),
        "application": found,
        "clinician": getattr(found.applicant, "clinician", None),
        "parts": [(c, texts.get(c.pk, ""), scores.get(c.pk, [])) for c in post.criteria.written()],
        "offer": Offer.objects.filter(application=found).first(),
        "runs": runs,
        "personal": personal(found, everything=runs),
        "may_decide": runs and found.status == ApplicationStatus.SHORTLISTED,
        "history": history_of(found),
    }
    return render(request, "roles/selection_application.jinja", context)
