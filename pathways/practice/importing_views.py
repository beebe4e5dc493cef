"""Importing one's own log: the file, what it would do, and its receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways.practice import importing
from pathways.practice.forms import FileForm
from pathways.practice.models import EvidenceImport
from pathways.practice.rows import TEMPLATE
from people.accounts.requests import signed_in
from people.design.words import plural
from people.importing.views import A_PAGE, PROBLEMS_SHOWN, sending
from people.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Takes a file, and shows what was imported before."""
    me = signed_in(request)
    form, sent = sending(request, FileForm, lambda name, content: importing.send(name, content, by=me))
    if sent is not None:
        return redirect("practice:checked", sent.pk)
    written = EvidenceImport.objects.filter(by=me).exclude(written_at=None).defer("content")
    page = Paginator(written, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "pathways/practice_send.jinja", {"form": form, "page": page})


@login_required
@require_safe
def checked(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would do, row by row where something is wrong; once written, its receipt."""
    sent = get_object_or_404(EvidenceImport.objects.filter(by=signed_in(request)).select_related("by"), pk=pk)
    if sent.written_at is not None:
        return render(request, "pathways/practice_receipt.jinja", {"sent": sent})
    found = importing.check(sent)
    page = Paginator(found.problems, PROBLEMS_SHOWN).get_page(request.GET.get("page"))
    context = {"sent": sent, "found": found, "page": page, "to_write": len(found.to_write)}
    return render(request, "pathways/practice_checked.jinja", context)


@login_required
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes what is right of the file."""
    me = signed_in(request)
    sent = get_object_or_404(EvidenceImport.objects.filter(by=me), pk=pk)
    try:
        written = importing.write(sent, by=me)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"{plural(written.made, 'entry', 'entries')} written.")
    return redirect("practice:checked", pk)


@login_required
@require_safe
def template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The template to fill in."""
    return TEMPLATE.response(kind)
