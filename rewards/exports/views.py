"""Long lists: asking for one, how far it is, and collecting it."""

import contextlib
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from kombu.exceptions import OperationalError

from people.accounts.requests import signed_in
from people.design.sheets import WORKBOOK
from people.refusals import Refused
from rewards.exports import services
from rewards.exports.models import Export, ExportState
from rewards.exports.tasks import write
from rewards.reports.policies import reports_open_to

LOOK_AGAIN = 3
"""Seconds until the page looks again by itself while the list is written."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest) -> HttpResponse:
    """The asker's lists of the last day; a POST asks for one."""
    user = signed_in(request)
    if not reports_open_to(user).exists():
        raise Http404
    if request.method == "POST":
        try:
            export = services.ask(user, request.POST.get("report", ""), request.POST.get("query", ""))
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect("rewards:exports")
        transaction.on_commit(partial(_tell_worker, export.pk))
        return redirect("rewards:export", export.pk)
    found = Export.objects.visible_to(user).defer("content").order_by("-asked_at", "-pk")[:25]
    return render(request, "rewards/exports_list.jinja", {"exports": found})


def _tell_worker(pk: int) -> None:
    """Without a broker the list waits for the worker's next look, within a minute."""
    with contextlib.suppress(OperationalError):
        write.delay(pk)


def _export(request: HttpRequest, pk: int) -> Export:
    user = signed_in(request)
    if not reports_open_to(user).exists():
        raise Http404
    found = Export.objects.visible_to(user).exclude(pk__in=Export.objects.past(timezone.now()))
    one = get_object_or_404(found, pk=pk)
    if not reports_open_to(user).filter(pk=one.organisation).exists():
        raise Http404
    return one


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a list is; while it is written the page looks again by itself, without any script."""
    one = _export(request, pk)
    response = render(request, "rewards/exports_progress.jinja", {"export": one})
    if one.state in (ExportState.WAITING, ExportState.WRITING):
        response["Refresh"] = str(LOOK_AGAIN)
    return response


@login_required
@require_safe
def collect(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for who asked for it alone."""
    one = _export(request, pk)
    if one.content is None:
        return redirect("rewards:export", pk)
    name = f'attachment; filename="{one.file_name}"'
    return HttpResponse(bytes(one.content), content_type=WORKBOOK, headers={"Content-Disposition": name})
