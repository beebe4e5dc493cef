"""My inbox: what I was told, the newest first, read or not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from people.accounts.requests import signed_in
from people.models import User
from reminders.inbox.models import Notice
from reminders.kinds import kind_of

A_PAGE = 25


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Page by page, all or of one kind, all or unread: five queries (index notice_of_person)."""
    mine = _mine(signed_in(request))
    counts = dict(mine.order_by().values_list("kind").annotate(n=Count("pk")))
    kind, unread = request.GET.get("kind", ""), request.GET.get("unread", "") == "yes"
    found = mine.filter(kind=kind) if kind in counts else mine
    found = found.filter(read_at=None) if unread else found
    page = Paginator(found.select_related("due", "person"), A_PAGE).get_page(request.GET.get("page"))
    kinds = sorted((kind_of(key).words, key, count) for key, count in counts.items())
    context = {
        "page": page,
        "notices": [(notice, kind_of(notice.kind)) for notice in page],
        "kinds": kinds,
        "kind": kind if kind in counts else "",
        "only_unread": unread,
        "any": bool(counts),
        "unread": mine.filter(read_at=None).count(),
    }
    return render(request, "reminders/inbox_list.jinja", context)


@login_required
@require_safe
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the thing itself; the notice is read then."""
    notice = get_object_or_404(_mine(signed_in(request)), pk=pk)
    _read(_mine(signed_in(request)).filter(pk=pk))
    ours = url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None) and notice.path.startswith("/")
    return redirect(notice.path if ours else "reminders:inbox")


@login_required
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, or unread again."""
    mine = _mine(signed_in(request)).filter(pk=pk)
    notice = get_object_or_404(mine)
    if request.POST.get("as") == "unread":
        mine.update(read_at=None)
        messages.success(request, f"“{notice.title}” is unread again.")
    else:
        _read(mine)
        messages.success(request, f"“{notice.title}” is read.")
    return redirect("reminders:inbox")


@login_required
@require_POST
def mark_all(request: HttpRequest) -> HttpResponse:
    """Everything is read."""
    _read(_mine(signed_in(request)))
    messages.success(request, "Everything is marked as read.")
    return redirect("reminders:inbox")


def _mine(user: User) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user).order_by("-made_at", "-pk")


def _read(notices: QuerySet[Notice]) -> None:
    notices.filter(read_at=None).update(read_at=Coalesce("read_at", timezone.now()))
