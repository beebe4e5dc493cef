"""One's own picture of readiness, and the log behind it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways.practice import services, sharing
from pathways.practice.forms import EntryForm
from pathways.practice.kinds import Kind
from pathways.practice.models import Evidence
from pathways.practice.reading import picture_of
from pathways.practice.words import counted_words, states
from people.accounts.requests import signed_in
from people.documents.answering import as_download
from people.refusals import Refused

PAGE_SIZE = 30
LOOKS_SHOWN = 5


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The picture, what is logged most, with whom it is shared, and who looked."""
    me, today = signed_in(request), timezone.localdate()
    context = {
        "picture": picture_of(me, today),
        "states": states(),
        "often": [(entry, counted_words(entry)) for entry in services.often(me)],
        "latest": [(entry, counted_words(entry)) for entry in me.evidence.all()[:LOOKS_SHOWN]],
        "looks": list(me.practice_looks.select_related("viewer")[:LOOKS_SHOWN]),
        "grants": me.practice_grants.filter(ended_at=None, period__endswith__gt=today).count(),
    }
    return render(request, "pathways/practice_own.jinja", context)


@login_required
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """All entries, newest first, by kind where one is chosen."""
    me = signed_in(request)
    kind = request.GET.get("kind", "")
    counts = dict(me.evidence.order_by().values_list("kind").annotate(n=Count("pk")))
    shown = me.evidence.filter(kind=kind) if kind in Kind.values else me.evidence.all()
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "entries": [(entry, counted_words(entry)) for entry in page],
        "kinds": [(value, label, counts.get(value, 0)) for value, label in Kind.choices],
        "kind": kind if kind in Kind.values else "",
        "some": sum(counts.values()),
    }
    return render(request, "pathways/practice_log.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The short form, with the last entry's words offered."""
    me = signed_in(request)
    asked = request.GET.get("kind", "")
    last = me.evidence.filter(kind=asked).first() if asked in Kind.values else me.evidence.first()
    if last is None and asked in Kind.values:
        last = Evidence(kind=asked)
    form = EntryForm(*((request.POST, request.FILES) if request.method == "POST" else ()), last=last)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.log(by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Logged: {counted_words(made)}.")
            return redirect("practice:new" if "another" in request.POST else "practice:own")
    return render(request, "pathways/practice_entry.jinja", {"form": form, "entry": None})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, to change."""
    me = signed_in(request)
    held = get_object_or_404(Evidence.objects.filter(user=me), pk=pk)
    form = EntryForm(*((request.POST, request.FILES) if request.method == "POST" else ()), entry=held)
    if request.method == "POST" and form.is_valid():
        try:
            services.log(by=me, entry=held, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            held = get_object_or_404(Evidence.objects.filter(user=me), pk=pk)
        else:
            messages.success(request, "The entry is changed.")
            return redirect("practice:log")
    return render(request, "pathways/practice_entry.jinja", {"form": form, "entry": held})


@login_required
@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes an entry."""
    me = signed_in(request)
    services.take_out(get_object_or_404(Evidence.objects.filter(user=me), pk=pk), by=me)
    messages.success(request, "The entry is deleted.")
    return redirect("practice:log")


@login_required
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Logs the same for today, in one press."""
    me = signed_in(request)
    held = get_object_or_404(Evidence.objects.filter(user=me), pk=pk)
    try:
        made = services.again(held, by=me)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"Logged for today: {counted_words(made)}.")
    return redirect("practice:own")


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An entry's document, for its owner and those with whom the log is shared; their look is recorded."""
    me = signed_in(request)
    seen = Evidence.objects.visible_to(me, timezone.localdate()).select_related("user")
    held = get_object_or_404(seen, pk=pk)
    if not held.file:
        raise Http404
    if held.user != me:
        sharing.looked(held.user, me)
    return as_download(held.file, str(held), held.file_kind)
