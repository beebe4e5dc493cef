"""How long choosing takes and how far applicants come: the page, and its posts as a file."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from people.design.sheets import as_csv
from people.models import Organisation
from roles.measures.forms import MeasuresForm
from roles.measures.reading import COLUMNS, Measures, measures_of, open_to, table_of, years_of
from roles.measures.rules import STAGES

A_PAGE = 25


def _asked(request: HttpRequest) -> tuple[MeasuresForm, Measures | None]:
    """What the address asks for; without words the first organisation's latest year."""
    organisations = Organisation.objects.filter(pk__in=open_to(signed_in(request)))
    wanted = request.GET.get("organisation", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 18):
        raise Http404
    organisation = organisations.filter(**({"pk": wanted} if wanted else {})).first()
    if organisation is None:
        raise Http404
    now = timezone.now()
    years = years_of(organisation, now)
    asked: Any = request.GET.copy()
    asked.setdefault("organisation", str(organisation.pk))
    asked.setdefault("year", str(years[0]) if years else "")
    form = MeasuresForm(asked, organisations=organisations, years=years)
    if not years or not form.is_valid():
        return form, None
    return form, measures_of(organisation, int(form.cleaned_data["year"]), now, timezone.localdate())


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Medians of the organisation, days of each post, applicants by stage."""
    form, found = _asked(request)
    context = {
        "form": form,
        "measures": found,
        "stages": list(STAGES.values()),
        "columns": list(COLUMNS.values()),
        "page": Paginator(found.lines, A_PAGE).get_page(request.GET.get("page")) if found else None,
        "years": bool(found) or bool(form.fields["year"].choices),  # type: ignore[attr-defined]  # a SelectField
        "query": request.GET.urlencode(),
    }
    return render(request, "roles/measures_page.jinja", context)


@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The posts and medians that are shown, as CSV."""
    _, found = _asked(request)
    if found is None:
        raise Http404
    name = f"choosing-{slugify(found.organisation.name)}-{found.year}.csv"
    return HttpResponse(
        as_csv(table_of(found)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
