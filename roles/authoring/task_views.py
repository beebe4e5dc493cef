"""A post with its steps, and what can be done with it now: sent, published, thrown away, ended."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.forms import Form
from people.history import history_of
from people.refusals import Refused
from roles.authoring import rules, services
from roles.authoring.forms import FORMS, EndForm
from roles.authoring.requests import POSTED, post_or_404
from roles.posts.models import AssessedBy, Post, PostStatus
from roles.posts.structured import paragraphs
from roles.selection.models import PanelSeat


@login_required
@require_safe
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The post's steps, what is missing, what it looks like, and what can be done with it now."""
    return _tasks(request, post_or_404(request, pk), Form())


def _tasks(request: HttpRequest, post: Post, form: Form) -> HttpResponse:
    criteria = services.criteria_of(post)
    lacking = rules.missing(post, [line.assessed_by for line in criteria], timezone.localdate())
    shown: dict[str, list[tuple[str, str]]] = {}
    for step, kind in FORMS.items():
        if step != "specification":
            names = ["closes_at" if name == "closes_on" else name for name in kind.base_fields]
            labels = rules.SUBSTANCE | rules.WORDS
            if not rules.asks_fit_and_proper(post):
                labels.pop("fit_and_proper")
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
        "documents": list(post.documents.all()),
        "panel": list(
            PanelSeat.objects.sitting().filter(post=post).order_by("user__name").values_list("user__name", flat=True)
        ),
        "may_publish": services.may_publish(post, signed_in(request)),
        "second": services.asks_second(post.organisation),
        "description": paragraphs(post.description),
        "how_chosen": paragraphs(post.how_chosen),
        "changes": post.changes.all(),
        "history": history_of(post, hide=frozenset({"search"})),
    }
    return render(request, "roles/authoring_tasks.jinja", context)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the draft to a second person, or publishes what one was sent."""
    post, user, form = post_or_404(request, pk), signed_in(request), Form(request.POST)
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
    post, form = post_or_404(request, pk), Form(request.POST)
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
    post = post_or_404(request, pk)
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
