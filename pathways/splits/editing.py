"""The owner's editor of a time split: what to start from, the week line by line, and the rules while it is typed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from pathways.splits import drafting, facts, rules, starting, timetable
from pathways.splits.forms import LinesFormSet, SplitForm, as_typed, initial_lines, initial_of, proposal_of
from pathways.splits.models import CHANGEABLE, TimeSplit
from people.accounts.requests import signed_in
from people.models import User
from people.refusals import Refused
from roles.models import Appointment


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """What a new split may start from, each in its PAs."""
    user, today = signed_in(request), timezone.localdate()
    context = {
        "current": starting.current_of(user, today),
        "archetypes": [(each, starting.usual_of(each)) for each in starting.archetypes_with_usual_pas()],
        "patterns": starting.patterns(user, today),
        "least": starting.least_people(today),
    }
    return render(request, "pathways/splits_start.jinja", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Proposes a split, for the appointment or from the week that the address names."""
    wanted = request.GET.get("appointment", "")
    mine = Appointment.objects.filter(user=request.user.pk)
    is_key = wanted.isascii() and wanted.isdigit() and len(wanted) < 10
    appointment = mine.filter(pk=int(wanted)).first() if is_key else None
    begun = starting.named(signed_in(request), request.GET.get("from", ""), timezone.localdate())
    return _editor(request, None, appointment, begun)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    own = TimeSplit.objects.filter(user=request.user.pk)
    split = get_object_or_404(
        own.select_related("user", "service", "appointment", "corrects").prefetch_related("lines"), pk=pk
    )
    if split.status not in CHANGEABLE and request.method != "POST":
        return redirect("splits:detail", split.pk)
    return _editor(request, split, split.appointment)


@login_required
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What the rules say of the form so far, as a fragment for the page while its owner types."""
    user = signed_in(request)
    week = _Week(user)
    form, lines = week.frame(request.POST), week.rows(request.POST)
    found = _findings_so_far(form, lines, user)
    return render(request, "pathways/splits_findings.jinja", {"found": found, "grid": timetable.grid(lines.lines())})


class _Week:
    """Makes the two forms of an editor, which share what is known of the person."""

    def __init__(self, user: User, wrong: TimeSplit | None = None) -> None:
        self.user = user
        self.wrong = wrong
        self.in_hours = facts.counts_in_hours(user, timezone.localdate())

    def frame(self, data: Any = None, initial: dict[str, Any] | None = None) -> SplitForm:
        return SplitForm(data, user=self.user, in_hours=self.in_hours, wrong=self.wrong, initial=initial)

    def rows(self, data: Any = None, initial: list[dict[str, Any]] | None = None) -> Any:
        services = facts.services_of(self.user, self.wrong)
        options = {
            "services": [(str(service.pk), service.name) for service in services],
            "working_weeks": facts.working_weeks(services, timezone.localdate()),
            "in_hours": self.in_hours,
        }
        return LinesFormSet(data, prefix="lines", initial=initial, form_kwargs=options)


def _editor(
    request: HttpRequest,
    split: TimeSplit | None,
    appointment: Appointment | None,
    begun: starting.Start | None = None,
) -> HttpResponse:
    user = signed_in(request)
    week = _Week(user, split and split.corrects)
    if request.method != "POST":
        form = week.frame(initial=initial_of(split) if split else _known(user, appointment, begun))
        return _page(request, form, week.rows(initial=initial_lines(split, appointment, begun)), split)
    form, lines = week.frame(request.POST), week.rows(request.POST)
    if "add" in request.POST:
        typed = [as_typed(line) for line in lines.forms]
        fresh = week.rows(initial=[*typed, {}][: LinesFormSet.max_num])
        return _page(request, week.frame(initial=as_typed(form)), fresh, split)
    if form.is_valid() and lines.is_valid():
        try:
            kept = drafting.save_draft(
                proposal_of(form, lines), by=user, split=split, version=form.cleaned_data["version"]
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("effects:answers", kept.pk)
    return _page(request, form, lines, split, found=_findings_so_far(form, lines, user))


def _known(user: User, appointment: Appointment | None, begun: starting.Start | None) -> dict[str, Any]:
    """What is known before anything is typed: of the week to start from, of the role, and the only service."""
    services = facts.services_of(user)
    first: dict[str, Any] = {"service": services[0].pk} if len(services) == 1 else {}
    if begun is not None:
        given = {"total": begun.total, "service": begun.service, "appointment": begun.appointment}
        first |= {name: value for name, value in given.items() if value is not None}
    if appointment is not None:
        first |= {
            "appointment": appointment.pk,
            "service": appointment.service_id,
            "starts": max(appointment.starts, timezone.localdate()),
        }
    return first


def _page(
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
        "grid": timetable.grid(lines.lines()) if lines.is_bound else None,
        "has_errors": form.is_bound and bool(form.errors or lines.total_error_count()),
        "full": lines.total_form_count() >= LinesFormSet.max_num,
    }
    return render(request, "pathways/splits_edit.jinja", context)


def _findings_so_far(form: SplitForm, lines: Any, user: User) -> tuple[rules.Finding, ...] | None:
    """The findings of what can be read; None before there is a line and a total to judge."""
    form.is_valid()
    data, rows = form.cleaned_data, lines.lines()
    if not rows or not data.get("total"):
        return None
    if data.get("service") and data.get("starts") and "last_day" in data:
        but = [data["corrects"]] if data.get("corrects") else []
        return rules.findings(facts.facts_of(proposal_of(form, lines), user, but=but, screen=not form.in_hours))
    given = {name: data.get(name, "") for name in ("override_reason", "override_agreed_by")}
    return rules.findings(rules.SplitFacts(rows, data["total"], **given))
