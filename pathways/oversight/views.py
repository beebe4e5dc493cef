"""An organisation's time splits as figures on a day, the lists behind them, and both as files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from pathways.oversight import files, people
from pathways.oversight.figures import BY, figures_of, look_at_few
from pathways.oversight.forms import OversightForm
from pathways.oversight.policies import figures_open_to, opens_lists
from pathways.oversight.reading import CATEGORIES, Ask
from pathways.oversight.standards import TARGET
from people.accounts.requests import signed_in
from people.design.sheets import CSV, PAS, WORKBOOK, Cell, Sheet, as_csv, as_workbook
from people.memberships.policies import holds_role
from people.models import Organisation, Role, User
from people.organisations.choosing import choose

A_PAGE = 50
DOCUMENT = "application/pdf"


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations whose figures one reads; of one alone, its figures at once."""
    return choose(
        request, figures_open_to(signed_in(request)), title="Time splits in figures", route="oversight:figures"
    )


@login_required
@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures; a date that is wrong gets a sentence and keeps what was typed."""
    organisation, opens, form, ask = _asked(request, pk)
    by = form.cleaned_data.get("by") or "service" if form.is_valid() else "service"
    user = signed_in(request)
    pay = holds_role(user, Role.HR, organisation)
    found = figures_of(ask, opens=opens, by=[by], pay=pay) if ask else None
    if found:
        look_at_few(found, user)
    context: dict[str, Any] = {
        "organisation": organisation,
        "form": form,
        "query": request.GET.urlencode(),
        "by": by,
        "groupings": BY,
        "categories": CATEGORIES,
        "target": TARGET,
        "titles": people.TITLES,
        "imports": pay,
        "found": found,
    }
    return render(request, "pathways/oversight_figures.jinja", context)


@login_required
@require_safe
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The figures as a workbook, a paper, or the table shown as CSV."""
    organisation, opens, form, ask = _asked(request, pk)
    if ask is None:
        raise Http404
    by, user, now = form.cleaned_data.get("by") or "service", signed_in(request), timezone.localtime()
    pay = holds_role(user, Role.HR, organisation)
    found = figures_of(ask, opens=opens, by=[by] if kind == "csv" else list(BY), pay=pay)
    if kind != "csv":  # which has no cost
        look_at_few(found, user)
    if kind == "csv":
        return _file(as_csv(files.table_lines(found, by)), CSV, organisation, ask, kind)
    make, of = (files.workbook, WORKBOOK) if kind == "xlsx" else (files.board_paper, DOCUMENT)
    return _file(make(found, user, now), of, organisation, ask, kind)


@login_required
@require_safe
def behind(request: HttpRequest, pk: int, which: str) -> HttpResponse:
    """Who is behind a number, a page at a time."""
    organisation, opens, _, ask = _asked(request, pk)
    if not opens or ask is None or which not in people.TITLES:
        raise Http404
    page = Paginator(people.behind(ask, which), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "ask": ask,
        "which": which,
        "title": people.TITLES[which],
        "page": page,
        "people": people.people(page.object_list),
        "query": request.GET.urlencode(),
        "linked": _linked(signed_in(request), organisation, which),
    }
    return render(request, "pathways/oversight_behind.jinja", context)


@login_required
@require_safe
def behind_file(request: HttpRequest, pk: int, which: str, kind: str) -> HttpResponse:
    """The whole list as a workbook or as CSV."""
    organisation, opens, _, ask = _asked(request, pk)
    if not opens or ask is None or which not in people.TITLES:
        raise Http404
    lines: list[list[Cell]] = [[*people.HEADS], *(each.cells() for each in people.people(people.behind(ask, which)))]
    if kind == "csv":
        return _file(as_csv(lines), CSV, organisation, ask, f"{which}.csv")
    user, now = signed_in(request), timezone.localtime()
    said = [people.TITLES[which], *files.about(figures_of(ask, opens=opens, by=[]), user, now)]
    book = as_workbook([Sheet("People", lines, PAS), Sheet("About", [[line] for line in said])])
    return _file(book, WORKBOOK, organisation, ask, f"{which}.xlsx")


def _linked(user: User, organisation: Organisation, which: str) -> str:
    """Where a name in the list leads this reader: directors to the split, whoever arranges mediation to that."""
    if which == "disputed":
        return "disputes:detail"
    return "splits:detail" if holds_role(user, Role.MEDICAL_DIRECTOR, organisation) else ""


def _asked(request: HttpRequest, pk: int) -> tuple[Organisation, bool, OversightForm, Ask | None]:
    """What the address asks for, of all and today where it does not say; None where it is wrong."""
    user, today = signed_in(request), timezone.localdate()
    organisation = get_object_or_404(figures_open_to(user), pk=pk)
    opens = opens_lists(user, organisation)
    asked: Any = request.GET.copy()
    asked.setdefault("by", "service")
    if not any(name == "on" or name.startswith("on-") for name in asked):
        asked["on"] = today.isoformat()
    form = OversightForm(asked, organisation=organisation, opens=opens)
    if not form.is_valid():
        return organisation, opens, form, None
    data = form.cleaned_data
    ask = Ask(organisation, data["on"], today, data.get("service"), data.get("profession", ""))
    return organisation, opens, form, ask


def _file(content: str | bytes, of: str, organisation: Organisation, ask: Ask, kind: str) -> HttpResponse:
    name = f"time-splits-{slugify(organisation.name)}-{ask.on.isoformat()}{'-' if '.' in kind else '.'}{kind}"
    return HttpResponse(content, content_type=of, headers={"Content-Disposition": f'attachment; filename="{name}"'})
