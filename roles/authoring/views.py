"""The recruiter's pages of a post's words: the list, the draft with its steps, publishing, changing and ending."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.forms import Form
from people.forms.seen import STALE, knowing, mark
from people.history import history_of
from people.models import Organisation
from people.refusals import Refused
from roles.authoring import rules, services
from roles.authoring.forms import FORMS, EndForm, SpecificationStep, StartForm
from roles.posts.models import AssessedBy, Post, PostStatus
from roles.posts.structured import paragraphs
from roles.selection.policies import recruits_for, runs_choice

A_PAGE = 25
POSTED = ["GET", "HEAD", "POST"]
STATES = {
    "draft": "Drafts",
    "waiting": "Waiting for a second person",
    "open": "Open",
    "closed": "Closed or filled",
    "withdrawn": "Withdrawn",
}


def _post(request: HttpRequest, pk: int) -> Post:
    ours = Post.objects.filter(organisation_id__in=recruits_for(signed_in(request)))
    related = ("organisation", "archetype", "service", "return_service", "ready_by")
    found = get_object_or_404(ours.select_related(*related), pk=pk)
    if not runs_choice(signed_in(request), found):
        raise Http404
    return found


def _state(state: str) -> Q:
    now = timezone.now()
    draft, published = Q(status=PostStatus.DRAFT), Q(status=PostStatus.PUBLISHED)
    return {
        "draft": draft & Q(ready_at__isnull=True),
        "waiting": draft & Q(ready_at__isnull=False),
        "open": published & Q(closes_at__gt=now),
        "closed": published & Q(closes_at__lte=now) | Q(status=PostStatus.FILLED),
        "withdrawn": Q(status=PostStatus.WITHDRAWN),
    }[state]


@login_required
@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """My organisations' posts in one state, newest dates first, with how many there are of each: two queries."""
    organisations = recruits_for(signed_in(request))
    if not organisations:
        raise Http404
    ours = Post.objects.filter(organisation_id__in=organisations)
    counts = ours.aggregate(**{state: Count("pk", filter=_state(state)) for state in STATES})
    first = next((state for state in ("waiting", "draft", "open") if counts[state]), "open")
    state = request.GET.get("state", first)
    if state not in STATES:
        state = first
    paginator = Paginator(ours.filter(_state(state)).order_by("-closes_at", "-pk"), A_PAGE)
    paginator.count = counts[state]
    page = paginator.get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "states": STATES, "counts": counts}
    return render(request, "roles/authoring_list.jinja", context)


@login_required
@require_http_methods(POSTED)
def start(request: HttpRequest) -> HttpResponse:
    """Begins a draft from a kind of role."""
    organisations = Organisation.objects.filter(pk__in=recruits_for(signed_in(request)))
    if not organisations:
        raise Http404
    form = StartForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.draft(said["organisation"], said["archetype"], by=signed_in(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("posts:tasks", made.pk)
    return render(request, "roles/authoring_start.jinja", {"form": form, "several": len(organisations) > 1})


@login_required
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a draft with an earlier post's words."""
    made = services.copy(_post(request, pk), by=signed_in(request))
    messages.success(request, "This draft has the earlier post’s words and terms. Its dates begin anew.")
    return redirect("posts:tasks", made.pk)


@login_required
@require_safe
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The post's steps, what is missing, what it looks like, and what can be done with it now."""
    return _tasks(request, _post(request, pk), Form())


def _tasks(request: HttpRequest, post: Post, form: Form) -> HttpResponse:
    criteria = services.criteria_of(post)
    lacking = rules.missing(post, [line.text for line in criteria], timezone.localdate())
    shown: dict[str, list[tuple[str, str]]] = {}
    for step, kind in FORMS.items():
        if step != "specification":
            names = ["closes_at" if name == "closes_on" else name for name in kind.base_fields]
            labels = rules.SUBSTANCE | rules.WORDS
            shown[step] = [
                (labels[name], rules.in_words(name, getattr(post, name))) for name in names if name in labels
            ]
    is_open = post.status == PostStatus.PUBLISHED and post.closes_at > timezone.now()
    context = {
        "post": post,
        "form": form,
        "steps": rules.STEPS,
        "lacking": lacking if post.status == PostStatus.DRAFT else [],
        "lacks": {each.step for each in lacking},
        "shown": shown,
        "criteria": [(line, AssessedBy(line.assessed_by).label) for line in criteria],
        "is_open": is_open,
        "may_publish": services.may_publish(post, signed_in(request)),
        "second": services.asks_second(post.organisation),
        "description": paragraphs(post.description),
        "how_chosen": paragraphs(post.how_chosen),
        "changes": post.changes.all(),
        "history": history_of(post, hide=frozenset({"search"})),
    }
    return render(request, "roles/authoring_tasks.jinja", context)


@login_required
@require_http_methods(POSTED)
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step, saved as typed."""
    post = _post(request, pk)
    if name not in FORMS:
        raise Http404
    if name == "specification":
        return _specification(request, post)
    kind = FORMS[name]
    shown = kind.of(post)
    stands = mark(shown)
    form = kind(request.POST or None, post=post, initial=shown | {"seen": stands})
    if request.method == "POST" and form.is_valid():
        values, user = form.values(), signed_in(request)
        fresh = form.cleaned_data["seen"] == stands
        seen = {each: getattr(post, each) for each in values} if fresh else {}
        try:
            services.save_step(post, values, by=user, seen=seen, why=form.cleaned_data.get("why", ""))
        except Refused as refused:
            form.refuse(refused)
            if refused.sentence == STALE:
                knowing(form, stands)
        else:
            messages.success(request, f"{rules.STEPS[name]}: saved.")
            return redirect("posts:tasks", pk)
    context = {"post": post, "form": form, "name": name, "heading": rules.STEPS[name]}
    return render(request, "roles/authoring_step.jinja", context)


def _specification(request: HttpRequest, post: Post) -> HttpResponse:
    lines = services.criteria_of(post)
    stands = mark(lines)
    shown = SpecificationStep.of_lines(lines) | {"seen": stands}
    form = SpecificationStep(request.POST or None, post=post, initial=shown)
    if request.method == "POST" and form.is_valid():
        seen = lines if form.cleaned_data["seen"] == stands else [services.Line("", False, 0, "")]
        try:
            services.save_criteria(post, form.lines(), by=signed_in(request), seen=seen)
        except Refused as refused:
            form.refuse(refused)
            if refused.sentence == STALE:
                knowing(form, stands)
        else:
            messages.success(request, f"{rules.STEPS['specification']}: saved.")
            return redirect("posts:tasks", post.pk)
    fixed = post.status != PostStatus.DRAFT
    return render(request, "roles/authoring_specification.jinja", {"post": post, "form": form, "fixed": fixed})


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the draft to a second person, or publishes what one was sent."""
    post, user, form = _post(request, pk), signed_in(request), Form(request.POST)
    try:
        if request.POST.get("do") == "publish":
            done = services.publish(post, by=user, seen=_moment(request.POST.get("seen", "")))
        else:
            done = services.send(post, by=user)
    except Refused as refused:
        form.full_clean()
        form.refuse(refused)
        return _tasks(request, post, form)
    if done.status == PostStatus.PUBLISHED:
        messages.success(request, "The post is published. Next, put its panel together.")
    else:
        messages.success(request, "Sent. Your colleagues who recruit get an email; one of them publishes it.")
    return redirect("posts:tasks", pk)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throws a draft away; of a published post the page says why not."""
    post, form = _post(request, pk), Form(request.POST)
    try:
        services.discard(post, by=signed_in(request))
    except Refused as refused:
        form.full_clean()
        form.refuse(refused)
        return _tasks(request, post, form)
    messages.success(request, f"The draft “{post.title}” is thrown away.")
    return redirect("posts:list")


@login_required
@require_http_methods(POSTED)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes a post early, or withdraws it."""
    post = _post(request, pk)
    if post.status != PostStatus.PUBLISHED:
        raise Http404
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = services.close_early if form.cleaned_data["do"] == "close" else services.withdraw
        try:
            act(post, form.cleaned_data["why"], by=signed_in(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Done. Everyone who applied, or began to, is told once.")
            return redirect("posts:tasks", pk)
    return render(request, "roles/authoring_end.jinja", {"post": post, "form": form})
