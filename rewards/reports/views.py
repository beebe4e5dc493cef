"""The remuneration report: the page, and the same figures as files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from people.design.sheets import CSV, WORKBOOK, as_csv
from people.models import User
from rewards.looks.services import opened_many
from rewards.reports import files
from rewards.reports.asking import Known, end_of
from rewards.reports.forms import ReportForm
from rewards.reports.knowledge import written_since
from rewards.reports.policies import reports_open_to
from rewards.reports.register import REPORTS
from rewards.reports.services import Report, report_of

WORSE_SHOWN = 25
WORSE_OFF = "As HR: the list of those who are worse off since they took a role"


def _asked(request: HttpRequest) -> ReportForm:
    """The form as asked in the address; without one, the first organisation today by role."""
    organisations = reports_open_to(signed_in(request))
    mine = list(organisations[:2])
    if not mine:
        raise Http404
    wanted = request.GET.get("organisation", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and organisations.filter(pk=int(wanted[:18])).exists()):
        raise Http404
    today = timezone.localdate()
    asked: Any = request.GET.copy()
    asked.setdefault("organisation", str(mine[0].pk))
    asked.setdefault("by", "role")
    asked.setdefault("known", Known.THEN)
    if not any(name == "on" or name.startswith("on-") for name in asked):
        asked["on"] = today.isoformat()
    form = ReportForm(asked, organisations=organisations, several=len(mine) > 1)
    field: Any = form.fields["on"]
    field.latest = today
    return form


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The report on the page; a date that is wrong gets a sentence and keeps what was typed."""
    form = _asked(request)
    report = _report(form)
    context: dict[str, Any] = {"form": form, "report": report, "query": request.GET.urlencode()}
    context["reports"] = REPORTS.values()
    if report is not None:
        context["since"] = written_since(report.ask)
        page = Paginator(report.worse, WORSE_SHOWN).get_page(request.GET.get("page"))
        names = dict(User.objects.filter(pk__in=[c.key for c in page]).values_list("pk", "name"))
        opened_many(signed_in(request), [c.key for c in page], report.organisation, WORSE_OFF)
        context |= {"table": report.table, "page": page, "names": names}
    return render(request, "rewards/reports_report.jinja", context)


def _report(form: ReportForm) -> Report | None:
    if not form.is_valid():
        return None
    asked = form.cleaned_data
    known = None if asked["known"] == Known.NOW else end_of(asked["on"])
    return report_of(asked["organisation"], asked["on"], asked["by"], known)


@login_required
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The report as a workbook; the table shown, or the list of those worse off, as CSV."""
    form = _asked(request)
    report = _report(form)
    if report is None or report.too_few:
        raise Http404
    if kind == "xlsx" or request.GET.get("list") == "worse-off":
        opened_many(signed_in(request), [c.key for c in report.worse], report.organisation, WORSE_OFF)
    if kind == "xlsx":
        content: str | bytes = files.as_workbook(report)
    elif request.GET.get("list") == "worse-off":
        content = as_csv(files.change_lines(report.worse))
    else:
        content = as_csv(files.table_lines(report))
    name = f"remuneration-{slugify(report.organisation.name)}-{report.on.isoformat()}.{kind}"
    response = HttpResponse(content, content_type=WORKBOOK if kind == "xlsx" else CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
