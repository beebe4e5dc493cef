"""The owner's pages of time splits."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from pathways.splits import facts, rules, services
from pathways.splits.effect import cover_effect
from pathways.splits.forms import (
    LinesFormSet,
    SendForm,
    SplitForm,
    as_typed,
    initial_lines,
    initial_of,
    proposal_of,
)
from pathways.splits.models import PENDING, SplitStatus, TimeSplit
from pathways.splits.policies import is_signatory_now
from pathways.splits.words import standing
from people.accounts.requests import signed_in
from people.history import history_of
from people.refusals import Refused
from roles.models import Appointment

OPEN = [SplitStatus.DRAFT, SplitStatus.RETURNED, *PENDING]
CHANGEABLE = (SplitStatus.DRAFT, SplitStatus.RETURNED)


def _own(request: HttpRequest) -> QuerySet[TimeSplit]:
    return TimeSplit.objects.filter(user=request.user.pk).select_related(
        "user", "service", "organisation", "appointment"
    )


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What is in force, what comes next, what is being agreed, and what was, newest first."""
    today = timezone.localdate()
    shown = _own(request).order_by("-period")
    agreed = shown.filter(status__in=[SplitStatus.IN_FORCE, SplitStatus.SIGNED_OFF])
    running = [s for s in agreed if s.period.upper is None or s.period.upper > today]
    past = shown.exclude(status__in=OPEN).exclude(pk__in=[s.pk for s in running])
    page = Paginator(past, 10).get_page(request.GET.get("page"))
    appointments = Appointment.objects.filter(user=request.user.pk, term__contains=today)
    return render(
        request,
        "pathways/splits_list.jinja",
        {
            "current": [(s, standing(s, today)) for s in running if s.starts <= today],
            "coming": [(s, standing(s, today)) for s in running if s.starts > today][::-1],
            "open": [(s, standing(s, today)) for s in shown.filter(status__in=OPEN)],
            "past": [(s, standing(s, today)) for s in page],
            "page": page,
            "roles_without": list(appointments.exclude(splits__status__in=[*OPEN, *["signed_off", "in_force"]])),
        },
    )


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Proposes a split, for the appointment in the address if one is named."""
    wanted = request.GET.get("appointment", "")
    mine = Appointment.objects.filter(user=request.user.pk)
    appointment = mine.filter(pk=int(wanted)).first() if wanted.isascii() and wanted.isdigit() else None
    return _editor(request, None, appointment)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    split = get_object_or_404(_own(request).prefetch_related("lines"), pk=pk)
    if split.status not in CHANGEABLE and request.method != "POST":
        return redirect("splits:detail", split.pk)
    return _editor(request, split, split.appointment)


def _editor(request: HttpRequest, split: TimeSplit | None, appointment: Appointment | None) -> HttpResponse:
    user = signed_in(request)
    if request.method != "POST":
        form = SplitForm(user=user, initial=initial_of(split) if split else _first_frame(appointment))
        lines = LinesFormSet(prefix="lines", initial=initial_lines(split, appointment))
        return _editor_page(request, form, lines, split)
    form, lines = SplitForm(request.POST, user=user), LinesFormSet(request.POST, prefix="lines")
    if "add" in request.POST:
        rows = [as_typed(line) for line in lines.forms]
        fresh = LinesFormSet(prefix="lines", initial=[*rows, {}][: LinesFormSet.max_num])
        return _editor_page(request, SplitForm(user=user, initial=as_typed(form)), fresh, split)
    if form.is_valid() and lines.is_valid():
        try:
            kept = services.save_draft(
                proposal_of(form, lines), by=user, split=split, version=form.cleaned_data["version"]
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("splits:answers", kept.pk)
    return _editor_page(request, form, lines, split, found=_findings_so_far(form, lines, user))


def _first_frame(appointment: Appointment | None) -> dict[str, Any]:
    if appointment is None:
        return {}
    return {
        "appointment": appointment.pk,
        "service": appointment.service_id,
        "starts": max(appointment.starts, timezone.localdate()),
    }


def _editor_page(
    request: HttpRequest,
    form: SplitForm,
    lines: Any,
    split: TimeSplit | None,
    found: tuple[rules.Finding, ...] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "lines": lines,
        "split": split,
        "found": found,
        "has_errors": form.is_bound and bool(form.errors or lines.total_error_count()),
        "full": lines.total_form_count() >= LinesFormSet.max_num,
    }
    return render(request, "pathways/splits_edit.jinja", context)


@login_required
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What the rules say of the form so far, as a fragment for the page while its owner types."""
    user = signed_in(request)
    form, lines = SplitForm(request.POST, user=user), LinesFormSet(request.POST, prefix="lines")
    return render(request, "pathways/splits_findings.jinja", {"found": _findings_so_far(form, lines, user)})


def _findings_so_far(form: SplitForm, lines: Any, user: Any) -> tuple[rules.Finding, ...] | None:
    """The findings of what can be read; None before there is a line and a total to judge."""
    form.is_valid()
    data, rows = form.cleaned_data, lines.lines()
    if not rows or not data.get("total"):
        return None
    if data.get("service") and data.get("starts") and "last_day" in data:
        return rules.findings(facts.facts_of(proposal_of(form, lines), user, screen=True))
    return rules.findings(rules.SplitFacts(rows, data["total"], override_reason=data.get("override_reason", "")))


@login_required
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Check your answers: the draft with the rules' findings, and the button that sends it."""
    split = get_object_or_404(_own(request).prefetch_related("lines"), pk=pk)
    form = SendForm(request.POST or None, initial={"version": split.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.submit(split, by=signed_in(request), version=form.cleaned_data["version"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Your time split has been sent. The service lead signs first.")
            return redirect("splits:detail", split.pk)
    elif split.status not in CHANGEABLE:
        return redirect("splits:detail", split.pk)
    found = facts.findings_of(split)
    context = {"split": split, "form": form, "found": found, "stopped": bool(rules.errors(found))}
    return render(request, "pathways/splits_answers.jinja", context)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then withdraws."""
    split = get_object_or_404(_own(request), pk=pk)
    form = SendForm(request.POST or None, initial={"version": split.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(split, by=signed_in(request), version=form.cleaned_data["version"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Your time split is withdrawn.")
            return redirect("splits:list")
    elif split.status not in OPEN:
        return redirect("splits:detail", split.pk)
    return render(request, "pathways/splits_withdraw.jinja", {"split": split, "form": form})


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The record: where it stands and whose turn it is, its lines, findings, effect, signatures and history."""
    today = timezone.localdate()
    seen = TimeSplit.objects.visible_to(signed_in(request), today)
    split = get_object_or_404(
        seen.select_related("user", "service", "organisation", "appointment").prefetch_related(
            "lines", "sign_offs__by"
        ),
        pk=pk,
    )
    owner = split.user_id == request.user.pk
    return render(
        request,
        "pathways/splits_detail.jinja",
        {
            "split": split,
            "standing": standing(split, today, names=True),
            "owner": owner,
            "turn": not owner and is_signatory_now(request.user, split),
            "changeable": owner and split.status in CHANGEABLE,
            "withdrawable": owner and split.status in OPEN,
            "found": facts.findings_of(split) if split.status in OPEN else (),
            "judged": split.status in OPEN,
            "effect": cover_effect(split) if split.status in OPEN else None,  # an agreed week is in the sum
            "history": history_of(split, hide=frozenset({"version", "submitted_at"})),
            "today": today,
        },
    )
