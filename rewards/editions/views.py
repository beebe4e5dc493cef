"""Kept reports: keeping one, reading it as it was, as files, and passing it on to analysts."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.design.sheets import CSV, WORKBOOK
from people.design.words import longtime
from people.refusals import Refused
from rewards.editions import policies, services, text
from rewards.editions.forms import KeepForm
from rewards.editions.models import Edition
from rewards.reports import papers
from rewards.reports.asking import Ask
from rewards.reports.pages import DOCUMENT, asked_for, filters_of, sent
from rewards.reports.published import Published
from rewards.reports.register import REPORTS

A_PAGE = 25


@login_required
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """The editions the user may read, the newest first."""
    user = signed_in(request)
    found = policies.editions_visible_to(user).select_related("organisation", "taken_by").defer("content", "shown")
    page = Paginator(found.order_by("-taken_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    titles = {slug: each.title for slug, each in REPORTS.items()}
    return render(request, "rewards/editions_list.jinja", {"page": page, "titles": titles})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps the report that the address asks for."""
    of, asked = asked_for(request, slug)
    if not asked.is_valid():
        raise Http404
    ask, query = asked.ask(), filters_of(request)
    form = KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            edition = services.keep(of, ask, name=form.cleaned_data["name"], address=query, by=signed_in(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The report is kept as it stands.")
            return redirect("rewards:edition", edition.pk)
    return render(request, "rewards/editions_keep.jinja", {"form": form, "report": of, "ask": ask, "query": query})


def _edition(request: HttpRequest, pk: int) -> Edition:
    found = policies.editions_visible_to(signed_in(request)).select_related("organisation", "taken_by", "published_by")
    return get_object_or_404(found, pk=pk)


def _kept(request: HttpRequest, pk: int) -> Edition:
    return get_object_or_404(policies.editions_kept_by(signed_in(request)), pk=pk)


def _as_read(request: HttpRequest, edition: Edition, keeps: bool) -> Published:
    """Whole for HR; for analysts what is shown of it."""
    return text.from_text(edition.content if keeps else edition.shown)


@login_required
@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept report, from its text; HR also sees what analysts read, or would."""
    one = _edition(request, pk)
    keeps = policies.keeps(signed_in(request), one)
    shown = None
    if keeps and request.GET.get("as") == "shown":
        shown = text.from_text(one.shown) if one.shown else services.as_it_would_be_shown(one)
    context = {
        "edition": one,
        "keeps": keeps,
        "as_shown": shown is not None,
        "published": shown or _as_read(request, one, keeps),
        "checksum": one.checksum if keeps and shown is None else one.shown_checksum,
        "report": REPORTS.get(one.report),
    }
    return render(request, "rewards/editions_detail.jinja", context)


@login_required
@require_safe
def edition_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The kept report as a workbook, as CSV, or as a paper."""
    one = _edition(request, pk)
    of = REPORTS.get(one.report)
    if of is None:
        raise Http404
    published = _as_read(request, one, policies.keeps(signed_in(request), one))
    ask = Ask(
        one.organisation, one.on, one.known_at, part_kept=one.part, known_kept=f"as known {longtime(one.known_at)}"
    )
    if kind == "csv":
        return sent(papers.csv(published, ask, one.taken_by, one.taken_at), CSV, of, ask, kind)
    make, media = (papers.workbook, WORKBOOK) if kind == "xlsx" else (papers.board_paper, DOCUMENT)
    return sent(make(published, ask, one.taken_by, one.taken_at), media, of, ask, kind)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens it to analysts."""
    return _moved(request, pk, services.publish, "Analysts of your organisation can read it now.")


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes it to analysts."""
    return _moved(request, pk, services.withdraw, "Analysts can no longer read it.")


def _moved(request: HttpRequest, pk: int, move: Callable[..., Edition], done: str) -> HttpResponse:
    try:
        move(_kept(request, pk), by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, done)
    return redirect("rewards:edition", pk)
