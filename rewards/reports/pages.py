"""Any report as a page, the list behind each of its numbers, and both as files."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from people.design.sheets import CSV, WORKBOOK, as_csv
from people.models import Organisation, User
from rewards.looks.services import opened_many
from rewards.reports import papers
from rewards.reports.asking import Ask, AskForm, Known
from rewards.reports.knowledge import written_since
from rewards.reports.policies import reports_open_to
from rewards.reports.register import REPORTS
from rewards.reports.registered import Behind, Line, Report

A_PAGE = 50
LONG = 2_000
"""Lists of more people are written by the worker (rewards.exports)."""
DOCUMENT = "application/pdf"
LIST = ("which", "group")


@login_required
@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report; a filter that is wrong gets a sentence and keeps what was typed."""
    of, form = asked_for(request, slug)
    ask = form.ask() if form.is_valid() else None
    context = {
        "report": of,
        "reports": REPORTS.values(),
        "form": form,
        "ask": ask,
        "published": of.figures(ask) if ask else None,
        "since": written_since(ask) if ask else 0,
        "query": filters_of(request),
    }
    return render(request, "rewards/reports_figures.jinja", context)


@login_required
@require_safe
def report_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The report as a workbook, as CSV, or as a paper for the board."""
    of, form = asked_for(request, slug)
    if not form.is_valid():
        raise Http404
    ask, user, now = form.ask(), signed_in(request), timezone.now()
    published = of.figures(ask)
    if kind == "csv":
        return sent(papers.csv(published, ask, user, now), CSV, of, ask, kind)
    make, media = (papers.workbook, WORKBOOK) if kind == "xlsx" else (papers.board_paper, DOCUMENT)
    return sent(make(published, ask, user, now), media, of, ask, kind)


@login_required
@require_safe
def behind(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is behind a number, a page at a time."""
    of, ask, found = list_asked_by(signed_in(request), request.GET, slug)
    page = Paginator(found.lines, A_PAGE).get_page(request.GET.get("page"))
    looked_at(signed_in(request), of, ask, page)
    context = {
        "report": of,
        "ask": ask,
        "found": found,
        "page": page,
        "names": names_of(line.key for line in page),
        "query": filters_of(request),
        "list_query": filters_of(request, keep=LIST),
        "long": page.paginator.count > LONG,
    }
    return render(request, "rewards/reports_behind.jinja", context)


@login_required
@require_safe
def behind_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The whole list as a workbook or as CSV."""
    of, ask, found = list_asked_by(signed_in(request), request.GET, slug)
    if len(found.lines) > LONG:
        return redirect(f"{reverse('rewards:report-people', args=[slug])}?{filters_of(request, keep=LIST)}")
    looked_at(signed_in(request), of, ask, found.lines)
    names = names_of(line.key for line in found.lines)
    if kind == "csv":
        return sent(as_csv(papers.list_lines(found, names)), CSV, of, ask, f"{ask.which}.csv")
    content = papers.list_workbook(found, names, ask, signed_in(request), timezone.now())
    return sent(content, WORKBOOK, of, ask, f"{ask.which}.xlsx")


def asked_for(request: HttpRequest, slug: str) -> tuple[Report, AskForm]:
    """The report and the form as the address has it."""
    return asked_by(signed_in(request), request.GET, slug)


def asked_by(user: User, query: QueryDict, slug: str) -> tuple[Report, AskForm]:
    """The report and the form as the query has it: without more, the user's first organisation today, by its groups."""
    of = REPORTS.get(slug)
    if of is None:
        raise Http404
    organisations = reports_open_to(user).order_by("name", "pk")
    wanted = query.get("organisation", "")
    if wanted and not (wanted.isascii() and wanted.isdigit()):
        raise Http404
    found = organisations.filter(pk=int(wanted[:18])) if wanted else organisations
    organisation: Organisation | None = found.first()
    if organisation is None:
        raise Http404
    asked: Any = query.copy()
    asked["organisation"] = str(organisation.pk)
    asked.setdefault("known", Known.THEN)
    if of.groupings:
        asked.setdefault("by", next(iter(of.groupings)))
    if not any(name == "on" or name.startswith("on-") for name in asked):
        asked["on"] = of.day(timezone.localdate()).isoformat()
    form = AskForm(asked, organisations=organisations, organisation=organisation, groupings=of.groupings)
    for name, make in of.fields.items():
        form.fields[name] = make()
        if form.fields[name].initial is not None:
            asked.setdefault(name, form.fields[name].initial)
    return of, form


def list_asked_by(user: User, query: QueryDict, slug: str) -> tuple[Report, Ask, Behind]:
    """The list behind a number, as the query has it; Http404 where there is none."""
    of, form = asked_by(user, query, slug)
    if not form.is_valid():
        raise Http404
    ask = form.ask(which=query.get("which", ""), group=query.get("group", ""))
    found = of.behind(ask)
    if found is None:
        raise Http404
    return of, ask, found


def looked_at(user: User, of: Report, ask: Ask, lines: Iterable[Line]) -> None:
    """Records for each person named that HR has seen their pay."""
    opened_many(user, {line.key for line in lines}, ask.organisation, f"As HR: the report “{of.title}”")


def filters_of(request: HttpRequest, keep: Iterable[str] = ()) -> str:
    """The address's filters, without what belongs to one list, or to one page of it."""
    kept = request.GET.copy()
    for name in {*LIST, "page"} - set(keep):
        kept.pop(name, None)
    return kept.urlencode()


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """People's names by their keys: one query."""
    return dict(User.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def sent(content: str | bytes, media: str, of: Report, ask: Ask, kind: str) -> HttpResponse:
    name = f"{of.slug}-{slugify(str(ask.organisation))}-{ask.on.isoformat()}{'-' if '.' in kind else '.'}{kind}"
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
