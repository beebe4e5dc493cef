"""Concerns in the browser: read by the supervisor who wrote one and by the responsible officer, by nobody else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from pathways.returns import concerns, policies
from pathways.returns.concern_forms import AnswerForm, ConcernForm
from pathways.returns.concern_models import Concern
from pathways.returns.models import ReturnStatus
from pathways.returns.views import visible
from people.accounts.requests import signed_in
from people.history import history_of
from people.refusals import Refused

PAGE_SIZE = 20


@login_required
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Those that one wrote or has to answer: open ones first, the oldest first; then the answered, newest first."""
    seen = Concern.objects.visible_to(signed_in(request)).defer("text", "answer")
    related = seen.select_related("plan__user", "plan__organisation", "raised_by", "answered_by")
    page = Paginator(related.order_by("-answered_at", "raised_at", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "pathways/returns_concerns.jinja", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """The supervisor raises a concern."""
    me = signed_in(request)
    supervised = visible(request).filter(supervisor=me).exclude(user=me).exclude(status=ReturnStatus.CLOSED)
    plan = get_object_or_404(supervised, pk=pk)
    form = ConcernForm(request.POST if request.method == "POST" else None)
    officers = policies.responsible_officers(plan)
    if request.method == "POST" and form.is_valid():
        try:
            made = concerns.raise_concern(plan, by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Your concern is with {' and '.join(map(str, officers))}.")
            return redirect("returns:concern", made.pk)
    context = {"plan": plan, "form": form, "officers": officers}
    return render(request, "pathways/returns_concern_new.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """One concern with its answer; the responsible officer answers it here."""
    me = signed_in(request)
    seen = Concern.objects.visible_to(me).select_related(
        "plan__user", "plan__supervisor", "plan__organisation", "plan__service", "raised_by", "answered_by"
    )
    found = get_object_or_404(seen, pk=pk)
    answers = policies.is_responsible_officer(me, found.plan)
    form = AnswerForm(request.POST if request.method == "POST" and answers else None, concern=found)
    if form.is_bound and form.is_valid():
        try:
            concerns.answer(found, by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            found = get_object_or_404(seen, pk=pk)
        else:
            messages.success(request, f"Your answer is with {found.raised_by}.")
            return redirect("returns:concern", pk)
    elif request.method == "POST" and not answers:
        return redirect("returns:concern", pk)
    context = {
        "concern": found,
        "plan": found.plan,
        "answers": answers,
        "form": form,
        "history": history_of(found, hide=frozenset({"text", "answer"})),
    }
    return render(request, "pathways/returns_concern.jinja", context)
