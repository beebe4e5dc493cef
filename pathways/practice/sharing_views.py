"""With whom one shares, and what others share with one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways.practice import policies, sharing
from pathways.practice.forms import ShareForm
from pathways.practice.models import Grant
from pathways.practice.reading import picture_of
from pathways.practice.words import counted_words, grant_words, states
from pathways.returns.models import ReturnPlan, ReturnStatus
from people.accounts.requests import signed_in
from people.models import User
from people.refusals import Refused

PAGE_SIZE = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grants(request: HttpRequest) -> HttpResponse:
    """Those one has given, and the form for one more; who looked, by day."""
    me, today = signed_in(request), timezone.localdate()
    form = ShareForm(request.POST if request.method == "POST" else None, owner=me, supervisor=_asked(request, me))
    if request.method == "POST" and form.is_valid():
        try:
            made = sharing.share(by=me, **form.said())
        except Refused as refused:
            form.refuse(Refused(refused.sentence, field="email" if refused.field == "person" else refused.field))
        else:
            messages.success(request, f"Shared with {made}. You can end it at any time.")
            return redirect("practice:sharing")
    given = Paginator(me.practice_grants.select_related("person", "organisation"), PAGE_SIZE)
    given_page = given.get_page(request.GET.get("grants"))
    context = {
        "form": form,
        "given": given_page,
        "grants": [
            (grant, *grant_words(grant, today), grant.ended_at is None and grant.until > today) for grant in given_page
        ],
        "looks": Paginator(me.practice_looks.select_related("viewer"), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "pathways/practice_sharing.jinja", context)


def _asked(request: HttpRequest, me: User) -> User | None:
    """The supervisor of one's open plan, where the address asks for them."""
    if request.GET.get("with") != "supervisor":
        return None
    open_ones = ReturnPlan.objects.filter(user=me).exclude(status=ReturnStatus.CLOSED).exclude(supervisor=None)
    plan = open_ones.select_related("supervisor").order_by("returns_on").first()
    return plan.supervisor if plan else None


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one's own grant at once."""
    me = signed_in(request)
    grant = get_object_or_404(Grant.objects.filter(owner=me).select_related("person", "organisation"), pk=pk)
    sharing.end(grant, by=me)
    messages.success(request, f"Ended: {grant} sees nothing any more.")
    return redirect("practice:sharing")


@login_required
@require_safe
def shared_with_me(request: HttpRequest) -> HttpResponse:
    """Whose picture one may see today, by name."""
    me, today = signed_in(request), timezone.localdate()
    owners = User.objects.filter(pk__in=Grant.objects.open_to(me, today).values("owner"))
    page = Paginator(owners.order_by("name", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "pathways/practice_shared_list.jinja", {"page": page})


@login_required
@require_safe
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """Another's picture, and the log where that is shared; the look is recorded, and its owner reads it."""
    me, today = signed_in(request), timezone.localdate()
    owner = get_object_or_404(User, pk=pk)
    grant = policies.grant_to(me, owner, today)
    if grant is None:
        raise Http404
    sharing.looked(owner, me)
    log = owner.evidence.all() if grant.evidence_too else owner.evidence.none()
    page = Paginator(log, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "owner": owner,
        "grant": grant,
        "last_day": grant.last_day,
        "picture": picture_of(owner, today),
        "states": states(),
        "page": page,
        "entries": [(entry, counted_words(entry)) for entry in page],
    }
    return render(request, "pathways/practice_shared.jinja", context)
