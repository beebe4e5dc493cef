"""Adverse-impact figures for HR and analysts: the page, and the same table as files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from rewards.reports.views import WORKBOOK
from roles.equality.figures import HEADINGS, Figures, cells, figures_of, years_of
from roles.equality.files import csv_of, workbook_of
from roles.equality.forms import FiguresForm
from roles.equality.policies import figures_open_to


def _asked(request: HttpRequest) -> tuple[FiguresForm, Figures | None]:
    """What the address asks for; without words the first organisation's latest year by sex."""
    organisations = figures_open_to(signed_in(request))
    wanted = request.GET.get("organisation", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 18):
        raise Http404
    organisation = organisations.filter(**({"pk": wanted} if wanted else {})).first()
    if organisation is None:
        raise Http404
    today = timezone.localdate()
    years = years_of(organisation, today)
    asked: Any = request.GET.copy()
    asked.setdefault("organisation", str(organisation.pk))
    asked.setdefault("year", str(years[0]) if years else "")
    asked.setdefault("by", "sex")
    form = FiguresForm(asked, organisations=organisations, years=years)
    if not years or not form.is_valid():
        return form, None
    return form, figures_of(organisation, int(form.cleaned_data["year"]), form.cleaned_data["by"], today)


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The table, or why there is none."""
    form, found = _asked(request)
    context = {
        "form": form,
        "figures": found,
        "headings": HEADINGS,
        "rows": [(row, cells(row)) for row in found.table.rows] if found else [],
        "everyone": cells(found.table.all) if found else [],
        "years": form.fields["year"].choices,  # type: ignore[attr-defined]  # a SelectField
        "query": request.GET.urlencode(),
    }
    return render(request, "roles/equality_figures.jinja", context)


@login_required
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The table that is shown, as CSV or as a workbook."""
    _, found = _asked(request)
    if found is None or found.too_few:
        raise Http404
    content: str | bytes = workbook_of(found) if kind == "xlsx" else csv_of(found)
    response = HttpResponse(content, content_type=WORKBOOK if kind == "xlsx" else "text/csv; charset=utf-8")
    name = f"shortlisting-{slugify(found.organisation.name)}-{found.year}-{slugify(found.heading)}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
