"""How an organisation's returns to practice go: the figures, the lists behind them, and both as files."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from pathways.returning import figures as figures_room
from pathways.returning.figures import TITLES, figures_of, look_at_few
from pathways.returning.policies import figures_open_to, opens_lists
from pathways.returning.reading import GRACE, Ask, list_of
from pathways.returning.settings import STUCK_DAYS
from people.accounts.requests import signed_in
from people.design.sheets import CSV, WORKBOOK, Sheet, as_csv, as_workbook
from people.memberships.policies import holds_role
from people.models import Role
from people.organisations.choosing import choose
from people.settings.reading import setting

A_PAGE = 50


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations whose figures one reads; of one alone, its figures at once."""
    title = "Returns to practice in figures"
    return choose(request, figures_open_to(signed_in(request)), title=title, route="returning:figures")


def _asked(request: HttpRequest, pk: int) -> tuple[Ask, figures_room.Figures]:
    user = signed_in(request)
    organisation = get_object_or_404(figures_open_to(user), pk=pk)
    ask = Ask(organisation, timezone.localdate())
    pay = holds_role(user, Role.HR, organisation)
    found = figures_of(ask, opens=opens_lists(user, organisation), pay=pay)
    look_at_few(found, user)
    return ask, found


@login_required
@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of today."""
    ask, found = _asked(request, pk)
    context = {
        "organisation": ask.organisation,
        "found": found,
        "stuck_days": setting(ask.organisation, STUCK_DAYS, ask.today),
        "grace": GRACE.days,
    }
    return render(request, "pathways/returning_figures.jinja", context)


@login_required
@require_safe
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The figures as a workbook or as CSV."""
    ask, found = _asked(request, pk)
    lines = figures_room.lines(found, signed_in(request))
    content, of = (as_csv(lines), CSV) if kind == "csv" else (as_workbook([Sheet("Returns", lines)]), WORKBOOK)
    name = f"returns-{slugify(ask.organisation.name)}-{ask.today.isoformat()}.{kind}"
    return HttpResponse(content, content_type=of, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@login_required
@require_safe
def behind(request: HttpRequest, pk: int, which: str) -> HttpResponse:
    """Who is behind a number, a page at a time; never why they were away, and nothing of a meeting."""
    user = signed_in(request)
    organisation = get_object_or_404(figures_open_to(user), pk=pk)
    if which not in TITLES or not opens_lists(user, organisation):
        raise Http404
    ask = Ask(organisation, timezone.localdate())
    page = Paginator(list_of(ask, which), A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "title": TITLES[which], "which": which, "page": page}
    return render(request, "pathways/returning_behind.jinja", context)
