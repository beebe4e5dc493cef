"""How an organisation's returns to practice go: the figures, the lists behind them, and both as files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from pathways.returning import files
from pathways.returning.figures import TITLES, Figures, figures_of, look_at_few, settled_figures
from pathways.returning.forms import FiguresForm
from pathways.returning.policies import figures_open_to, opens_lists
from pathways.returning.reading import GRACE, Ask, list_of
from pathways.returning.settings import STUCK_DAYS
from people.accounts.requests import signed_in
from people.design.sheets import CSV, WORKBOOK, as_csv
from people.memberships.policies import holds_role
from people.models import Organisation, Role
from people.organisations.choosing import choose
from people.settings.reading import setting

A_PAGE = 50


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations whose figures one reads; of one alone, its figures at once."""
    title = "Returns to practice in figures"
    return choose(request, figures_open_to(signed_in(request)), title=title, route="returning:figures")


@login_required
@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures; a date that is wrong gets a sentence and keeps what was typed. Analysts choose nothing."""
    organisation, form, ask = _asked(request, pk)
    context: dict[str, Any] = {
        "organisation": organisation,
        "found": _found(request, ask, opens=form is not None) if ask else None,
        "query": request.GET.urlencode(),
        "stuck_days": setting(organisation, STUCK_DAYS, ask.on) if ask else None,
        "grace": GRACE.days,
    }
    if form is not None:
        context["form"] = form
    return render(request, "pathways/returning_figures.jinja", context)


@login_required
@require_safe
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The figures as a workbook or as CSV."""
    _, form, ask = _asked(request, pk)
    if ask is None:
        raise Http404
    found = _found(request, ask, opens=form is not None)
    if kind == "csv":
        return _file(as_csv(files.lines(found)), CSV, ask, ".csv")
    return _file(files.workbook(found, signed_in(request), timezone.localtime()), WORKBOOK, ask, ".xlsx")


@login_required
@require_safe
def behind(request: HttpRequest, pk: int, which: str) -> HttpResponse:
    """Who is behind a number, a page at a time; never why they were away, and nothing of a meeting."""
    ask = _opened(request, pk, which)
    page = Paginator(list_of(ask, which), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": ask.organisation,
        "of": files.group_of(ask),
        "ask": ask,
        "title": TITLES[which],
        "which": which,
        "page": page,
        "heads": files.heads(which),
        "rows": [files.cells(plan, which) for plan in page],
        "query": request.GET.urlencode(),
    }
    return render(request, "pathways/returning_behind.jinja", context)


@login_required
@require_safe
def behind_file(request: HttpRequest, pk: int, which: str, kind: str) -> HttpResponse:
    """The whole list as a workbook or as CSV."""
    ask = _opened(request, pk, which)
    plans = list_of(ask, which)
    if kind == "csv":
        return _file(as_csv(files.list_lines(plans, which)), CSV, ask, f"-{which}.csv")
    said = files.about(Figures(ask, True, []), signed_in(request), timezone.localtime())
    return _file(files.list_workbook(plans, which, said), WORKBOOK, ask, f"-{which}.xlsx")


def _asked(request: HttpRequest, pk: int) -> tuple[Organisation, FiguresForm | None, Ask | None]:
    """What the address asks for, of all and today where it does not say; None where it is wrong.

    Whoever opens no lists gets no form, and is answered of today and all whatever the address says.
    """
    user, today = signed_in(request), timezone.localdate()
    organisation = get_object_or_404(figures_open_to(user), pk=pk)
    if not opens_lists(user, organisation):
        return organisation, None, Ask(organisation, today, today)
    asked: Any = request.GET.copy()
    if not any(name == "on" or name.startswith("on-") for name in asked):
        asked["on"] = today.isoformat()
    form = FiguresForm(asked, organisation=organisation, today=today)
    if not form.is_valid():
        return organisation, form, None
    data = form.cleaned_data
    return organisation, form, Ask(organisation, data["on"], today, data["service"], data["profession"])


def _found(request: HttpRequest, ask: Ask, *, opens: bool) -> Figures:
    """The figures that this reader may see, with the look at a few people's pay recorded."""
    if not opens:
        return settled_figures(ask)
    user = signed_in(request)
    found = figures_of(ask, pay=holds_role(user, Role.HR, ask.organisation))
    look_at_few(found, user)
    return found


def _opened(request: HttpRequest, pk: int, which: str) -> Ask:
    """What is asked of a list by someone who may open it; else it is not there."""
    _, form, ask = _asked(request, pk)
    if form is None or ask is None or which not in TITLES:
        raise Http404
    return ask


def _file(content: str | bytes, of: str, ask: Ask, ending: str) -> HttpResponse:
    name = f"returns-{slugify(ask.organisation.name)}-{ask.on.isoformat()}{ending}"
    return HttpResponse(content, content_type=of, headers={"Content-Disposition": f'attachment; filename="{name}"'})
