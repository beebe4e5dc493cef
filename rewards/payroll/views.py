"""Importing a payroll extract: the file, its columns, what it would do, and its receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.design.sheets import CSV, as_csv
from people.design.words import plural
from people.importing.reading import Problem
from people.importing.views import A_PAGE, PROBLEMS_SHOWN, sending
from people.models import Organisation
from people.organisations.choosing import choose
from people.refusals import Refused
from rewards.elements.models import ElementKind
from rewards.payroll import services
from rewards.payroll.fields import TEMPLATE
from rewards.payroll.forms import ColumnsForm, FileForm
from rewards.payroll.models import PayrollImport
from rewards.payroll.policies import payroll_open_to


def _organisation(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(payroll_open_to(signed_in(request)), pk=pk)


def _mine(request: HttpRequest, pk: int, number: int) -> PayrollImport:
    """A file that the person sent and has not written, of an organisation whose payroll they import."""
    _organisation(request, pk)
    waiting = PayrollImport.objects.filter(organisation=pk, by=signed_in(request), written_at=None)
    return get_object_or_404(waiting.select_related("organisation"), pk=number)


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations whose payroll one imports; of one alone, its page at once."""
    found = payroll_open_to(signed_in(request))
    return choose(request, found, title="Import payroll", route="rewards:payroll-send")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a file, and shows what was imported before."""
    organisation, by = _organisation(request, pk), signed_in(request)
    form, sent = sending(request, FileForm, lambda name, content: services.send(organisation, name, content, by=by))
    if sent is not None:
        route = "rewards:payroll-checked" if sent.checked_at else "rewards:payroll-columns"
        return redirect(route, organisation.pk, sent.pk)
    receipts = PayrollImport.objects.filter(organisation=organisation).exclude(written_at=None).select_related("by")
    page = Paginator(receipts.defer("content", "findings"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "rewards/payroll_send.jinja", {"organisation": organisation, "form": form, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Asks which column of the file is which of ours; the answer is kept for the next file."""
    sent, by = _mine(request, pk, number), signed_in(request)
    try:
        headings = services.headings_of(sent)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("rewards:payroll-send", pk)
    form = ColumnsForm(request.POST if request.method == "POST" else None, columns=headings)
    if form.is_valid():
        try:
            services.read_as(sent, form.chosen, by=by)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("rewards:payroll-checked", pk, number)
    context = {"organisation": sent.organisation, "sent": sent, "form": form}
    return render(request, "rewards/payroll_columns.jinja", context)


@login_required
@require_safe
def checked(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the file would do, row by row where something is wrong; once written, its receipt."""
    organisation = _organisation(request, pk)
    found = PayrollImport.objects.filter(organisation=pk).select_related("by").defer("content")
    sent = get_object_or_404(found, pk=number)
    kinds = [(kind.label, sent.by_kind[kind.value]) for kind in ElementKind if sent.by_kind.get(kind.value)]
    context = {"organisation": organisation, "sent": sent, "kinds": kinds}
    if sent.written_at is not None:
        return render(request, "rewards/payroll_receipt.jinja", context)
    if sent.by_id != request.user.pk:
        raise Http404
    if sent.waits:
        return render(request, "rewards/payroll_waiting.jinja", context)
    if sent.checked_at is None:
        return redirect("rewards:payroll-columns", pk, number)
    page = Paginator(_problems(sent), PROBLEMS_SHOWN).get_page(request.GET.get("page"))
    return render(request, "rewards/payroll_checked.jinja", {**context, "page": page})


def _problems(sent: PayrollImport) -> list[Problem]:
    return [Problem(*each) for each in sent.findings]


@login_required
@require_safe
def problems_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The list of what is wrong, as CSV, to work through beside the extract."""
    sent = _mine(request, pk, number)
    lines = [[p.row, p.column, "Left out" if p.stops else "To know", p.text] for p in _problems(sent)]
    content = as_csv([["Row", "Column", "Outcome", "What"], *lines])
    disposition = f'attachment; filename="payroll-problems-{sent.pk}.csv"'
    return HttpResponse(content, content_type=CSV, headers={"Content-Disposition": disposition})


@login_required
@require_POST
def again(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Makes the dry run anew."""
    try:
        services.check_again(_mine(request, pk, number), by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("rewards:payroll-checked", pk, number)


@login_required
@require_POST
def write(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Writes what is right of the file; asked twice, the second shows the receipt."""
    _organisation(request, pk)
    sent = get_object_or_404(PayrollImport.objects.filter(by=signed_in(request), organisation=pk), pk=number)
    try:
        sent = services.ask_to_write(sent, by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        if sent.written_at is not None:
            messages.success(request, f"{plural(sent.made, 'pay element')} written.")
    return redirect("rewards:payroll-checked", pk, number)


@login_required
@require_safe
def template_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The template to fill in."""
    _organisation(request, pk)
    return TEMPLATE.response(kind)
