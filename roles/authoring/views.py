"""The recruiter's posts: the list, and how a draft is begun."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.models import Organisation, User
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.authoring import services
from roles.authoring.forms import StartForm
from roles.authoring.requests import POSTED, post_or_404
from roles.posts.models import Post, PostStatus
from roles.selection.models import PanelSeat
from roles.selection.policies import recruits_for

A_PAGE = 25
EARLIER = 100
"""Posts to begin with: older ones are found under Posts, and advertised again there."""
CALLED = ("title", "organisation_name", "closes_at", "organisation_id")
STATES = {
    "draft": "Drafts",
    "waiting": "Waiting for a second person",
    "open": "Open",
    "closed": "Closed or filled",
    "withdrawn": "Withdrawn",
}


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
    """Begins a draft from a kind of role, or from an earlier post."""
    organisations = Organisation.objects.filter(pk__in=recruits_for(signed_in(request)))
    if not organisations:
        raise Http404
    user = signed_in(request)
    form = StartForm(request.POST or None, organisations=organisations, earlier=to_begin_with(user))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if said["earlier"]:
                made = services.copy(said["earlier"], by=user)
            else:
                made = services.draft(said["organisation"], said["archetype"], by=user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("posts:tasks", made.pk)
    return render(request, "roles/authoring_start.jinja", {"form": form, "several": len(organisations) > 1})


def to_begin_with(user: User) -> QuerySet[Post]:
    """The posts whose words the recruiter may begin with, newest first."""
    sat, applied = PanelSeat.objects.filter(user=user), Application.objects.filter(applicant=user)
    ours = Post.objects.published().filter(organisation_id__in=recruits_for(user))
    lively = applied.exclude(status=ApplicationStatus.WITHDRAWN)
    mine = ours.exclude(pk__in=sat.values("post")).exclude(pk__in=lively.values("post"))
    newest = mine.order_by("-closes_at", "-pk").values("pk")[:EARLIER]
    return Post.objects.filter(pk__in=newest).order_by("-closes_at", "-pk").only(*CALLED)


@login_required
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a draft with an earlier post's words."""
    made = services.copy(post_or_404(request, pk), by=signed_in(request))
    messages.success(request, "This draft has the earlier post’s words and terms. Its dates begin anew.")
    return redirect("posts:tasks", made.pk)
