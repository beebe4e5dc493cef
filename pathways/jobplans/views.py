"""Importing existing job plans: the file, what it would do, and its receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways.jobplans import services
from pathways.jobplans.forms import FileForm
from pathways.jobplans.models import JobPlanImport
from pathways.jobplans.policies import imports_open_to
from pathways.jobplans.template import TEMPLATE
from people.accounts.requests import signed_in
from people.design.words import plural
from people.importing.views import A_PAGE, PROBLEMS_SHOWN, sending
from people.models import Organisation
from people.organisations.choosing import choose
from people.refusals import Refused


def _organisation(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(imports_open_to(signed_in(request)), pk=pk)


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations for which one imports; of one alone, its page at once."""
    return choose(request, imports_open_to(signed_in(request)), title="Import job plans", route="jobplans:send")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a file, and shows what was imported before."""
    organisation = _organisation(request, pk)
    by = signed_in(request)
    form, sent = sending(request, FileForm, lambda name, content: services.send(organisation, name, content, by=by))
    if sent is not None:
        return redirect("jobplans:checked", organisation.pk, sent.pk)
    written = JobPlanImport.objects.filter(organisation=organisation).exclude(written_at=None).select_related("by")
    page = Paginator(written.defer("content"), A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "form": form, "page": page}
    return render(request, "pathways/jobplans_send.jinja", context)


@login_required
@require_safe
def checked(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the file would do, row by row where something is wrong; once written, its receipt."""
    organisation = _organisation(request, pk)
    sent = get_object_or_404(JobPlanImport.objects.select_related("by", "organisation"), pk=number, organisation=pk)
    if sent.written_at is None and sent.by_id != request.user.pk:
        raise Http404
    context = {"organisation": organisation, "sent": sent}
    if sent.written_at is not None:
        return render(request, "pathways/jobplans_receipt.jinja", context)
    found = services.check(sent)
    page = Paginator(found.problems, PROBLEMS_SHOWN).get_page(request.GET.get("page"))
    return render(request, "pathways/jobplans_checked.jinja", {**context, "found": found, "page": page})


@login_required
@require_POST
def write(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Writes what is right of the file."""
    _organisation(request, pk)
    mine = JobPlanImport.objects.filter(by=signed_in(request), organisation=pk)
    sent = get_object_or_404(mine, pk=number)
    try:
        written = services.write_plans(sent, by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"{plural(written.made, 'time split')} written.")
    return redirect("jobplans:checked", pk, number)


@login_required
@require_safe
def template_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The template to fill in."""
    _organisation(request, pk)
    return TEMPLATE.response(kind)
