"""What the clinician changes in their plan: dates, supervisor, notice, phases and the splits drawn from them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from pathways.returns import changing, phases
from pathways.returns.forms import DatesForm, SupervisorForm
from pathways.returns.models import ReturnPlan
from pathways.returns.phase_forms import PhasesForm
from pathways.returns.phase_models import ReturnPhase
from pathways.returns.views import visible
from people.accounts.requests import signed_in
from people.refusals import Refused


def _own(request: HttpRequest, pk: int) -> ReturnPlan:
    return get_object_or_404(visible(request).filter(user=signed_in(request)), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves the time away."""
    plan = _own(request, pk)
    form = DatesForm(request.POST if request.method == "POST" else None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            changing.change_dates(plan, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The dates are changed, and the meetings that are still to be held with them.")
            return redirect("returns:detail", pk)
    return render(request, "pathways/returns_dates.jinja", {"plan": plan, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def supervisor(request: HttpRequest, pk: int) -> HttpResponse:
    """Names another supervisor."""
    plan = _own(request, pk)
    form = SupervisorForm(request.POST if request.method == "POST" else None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            changed = changing.hand_over(plan, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{changed.supervisor} supervises your return now, and gets an email.")
            return redirect("returns:detail", pk)
    return render(request, "pathways/returns_supervisor.jinja", {"plan": plan, "form": form})


@login_required
@require_POST
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Records that notice is given."""
    plan = _own(request, pk)
    try:
        changing.give_notice(plan, by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "Recorded: notice of your return is given.")
    return redirect("returns:detail", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def phases_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Other phases than the organisation's usual ones."""
    plan = _own(request, pk)
    form = PhasesForm(request.POST if request.method == "POST" else None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            phases.change(plan, form.phases(), by=signed_in(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The phases are changed.")
            return redirect("returns:detail", pk)
    context: dict[str, Any] = {"plan": plan, "form": form}
    return render(request, "pathways/returns_phases.jinja", context)


@login_required
@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Drafts the time split of a phase, and opens it."""
    mine = ReturnPhase.objects.filter(plan__user=signed_in(request)).select_related("plan")
    phase = get_object_or_404(mine, pk=pk)
    try:
        split = phases.draw(phase, by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("returns:detail", phase.plan_id)
    return redirect("splits:edit", split.pk)
