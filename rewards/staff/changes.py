"""The forms by which HR changes one person's contract, awards and progress: parse, call one service, come back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.design.words import longdate
from people.forms import Form
from people.forms.sending import typed, written
from people.models import Organisation, User
from rewards.awards.models import HeldAward
from rewards.contracts import awards, services
from rewards.contracts.rules import Terms
from rewards.contracts.scales import Scale, scales
from rewards.employment.models import AGREED_PAY, Contract, Employment
from rewards.progression.reading import steps_of
from rewards.progression.services import record_review
from rewards.staff.forms import (
    AwardForm,
    ContractForm,
    EndForm,
    ProgressForm,
    TermsForm,
    WhyForm,
    initial_terms,
    last_day_of,
)
from rewards.staff.views import subject

GET_OR_POST = ["GET", "HEAD", "POST"]


def _back(organisation: Organisation, user: User) -> HttpResponse:
    return redirect("rewards:staff-person", organisation.pk, user.pk)


def _page(
    request: HttpRequest, organisation: Organisation, user: User, form: Form, heading: str, verb: str, **more: Any
) -> HttpResponse:
    back = reverse("rewards:staff-person", args=[organisation.pk, user.pk])
    context = {"form": form, "caption": f"{user}, {organisation}", "back": back, "back_words": str(user)}
    return render(request, "rewards/staff_form.jinja", {**context, "heading": heading, "verb": verb, **more})


@login_required
@require_http_methods(GET_OR_POST)
def terms(request: HttpRequest, organisation_id: int, user_id: int) -> HttpResponse:
    """Terms from a day on: first which contract and from when, then its hours and pay."""
    organisation, user = subject(request, organisation_id, user_id)
    today = timezone.localdate()
    on_record = Employment.objects.filter(user=user, organisation=organisation)
    asked = "contract" in request.GET
    now = on_record.in_force(today).first()
    name = Contract(now.contract).name.lower() if now else ""
    first = ContractForm(request.GET if asked else None, initial={"contract": name, "starts": today})
    if not asked or not first.is_valid():
        notes = ["Which hours and pay are asked next depends on the contract and the day."]
        heading = "Change the contract" if now else "Begin an employment"
        return _page(request, organisation, user, first, heading, "Go on", notes=notes, method="get")
    contract, starts = Contract[first.cleaned_data["contract"].upper()], first.cleaned_data["starts"]
    standing = on_record.in_force(starts).first()
    scale = Scale() if contract in AGREED_PAY else scales([contract]).on(contract, starts)
    seen = services.mark_of(user, organisation)
    form = TermsForm(
        typed(request),
        contract=contract,
        scale=scale,
        organisation=organisation,
        initial=initial_terms(standing, contract) | {"seen": seen},
    )

    def act(said: dict[str, Any]) -> None:
        why, shown, service = said.pop("why"), said.pop("seen"), said.pop("service")
        agreed = Terms(contract=contract, service_id=service.pk if service else None, **said)
        services.agree_terms(user, organisation, agreed, starts, by=signed_in(request), why=why, seen=shown)

    done = f"{contract.label} from {longdate(starts)} is on record, and pay follows from that day."
    if written(request, form, act, done):
        return _back(organisation, user)
    notes = _notes_on(scale, starts, standing, contract)
    return _page(
        request, organisation, user, form, f"{contract.label} from {longdate(starts)}", "Record it", notes=notes
    )


def _notes_on(scale: Scale, starts: date, standing: Employment | None, contract: Contract) -> list[str]:
    notes = []
    if contract not in AGREED_PAY and not scale.points:
        notes.append(f"No points of {contract.label} are published here for {longdate(starts)} or before.")
    elif contract not in AGREED_PAY and not scale.published and scale.ends:
        last = longdate(scale.ends - timedelta(days=1))
        notes.append(f"Points for {longdate(starts)} are not published here. These are the last that are, of {last}.")
    if standing and standing.period.upper:
        notes.append(
            f"What you record holds until {longdate(last_day_of(standing.period))}, as what stands there does."
        )
    return notes


@login_required
@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, organisation_id: int, user_id: int) -> HttpResponse:
    """Ends the employment."""
    organisation, user = subject(request, organisation_id, user_id)
    form = EndForm(typed(request))
    act: Callable[[dict[str, Any]], object] = lambda said: services.end_terms(  # noqa: E731
        user, organisation, said["last_day"], by=signed_in(request), why=said["why"]
    )
    if written(request, form, act, "The end is on record. Pay under the contract ends that day."):
        return _back(organisation, user)
    notes = ["Basic pay, on-call, awards and pay protection end with it. An allowance ends with its appointment."]
    return _page(request, organisation, user, form, "End the employment", "Record the end", notes=notes)


@login_required
@require_http_methods(GET_OR_POST)
def take_back(request: HttpRequest, organisation_id: int, user_id: int, pk: int) -> HttpResponse:
    """Takes back terms that have not begun."""
    organisation, user = subject(request, organisation_id, user_id)
    planned = get_object_or_404(Employment, user=user, organisation=organisation, pk=pk)
    form = WhyForm(typed(request))
    act: Callable[[dict[str, Any]], object] = lambda said: services.take_back(  # noqa: E731
        planned, by=signed_in(request), why=said["why"]
    )
    if written(request, form, act, "Taken back. What held before goes on."):
        return _back(organisation, user)
    notes = [f"{planned.get_contract_display()}, planned from {longdate(planned.period.lower)}."]
    return _page(request, organisation, user, form, "Take back planned terms", "Take them back", notes=notes)


@login_required
@require_http_methods(GET_OR_POST)
def award(request: HttpRequest, organisation_id: int, user_id: int) -> HttpResponse:
    """Records an award that the person holds."""
    organisation, user = subject(request, organisation_id, user_id)
    form = AwardForm(typed(request))
    act: Callable[[dict[str, Any]], object] = lambda said: awards.record_award(  # noqa: E731
        user, organisation, said.pop("level"), by=signed_in(request), **said
    )
    if written(request, form, act, "The award is on record, and pay follows from its first day."):
        return _back(organisation, user)
    notes = ["An award goes with the employment of most PAs, and stays at the value at which it is held."]
    return _page(request, organisation, user, form, "Record an award", "Record it", notes=notes)


@login_required
@require_http_methods(GET_OR_POST)
def end_award(request: HttpRequest, organisation_id: int, user_id: int, pk: int) -> HttpResponse:
    """Ends an award."""
    organisation, user = subject(request, organisation_id, user_id)
    held = get_object_or_404(HeldAward.objects.select_related("level", "user"), user=user, pk=pk)
    form = EndForm(typed(request), initial={"last_day": last_day_of(held.period)})
    act: Callable[[dict[str, Any]], object] = lambda said: awards.end_award(  # noqa: E731
        held, organisation, said["last_day"], by=signed_in(request), why=said["why"]
    )
    if written(request, form, act, "The end of the award is on record."):
        return _back(organisation, user)
    notes = [f"{held.level.level}, {held.level.scheme}."]
    return _page(request, organisation, user, form, "End an award", "Record the end", notes=notes)


@login_required
@require_http_methods(GET_OR_POST)
def progress(request: HttpRequest, organisation_id: int, user_id: int) -> HttpResponse:
    """Records the review meeting about the next step of pay."""
    organisation, user = subject(request, organisation_id, user_id)
    today = timezone.localdate()
    standing = Employment.objects.in_force(today).filter(user=user, organisation=organisation).first()
    if standing is not None:
        standing.organisation, standing.user = organisation, user
    steps = steps_of(organisation, [standing], today) if standing else []
    if standing is None or not steps:
        messages.warning(request, "No step of pay is ahead: nothing to review.")
        return _back(organisation, user)
    step = steps[0].step
    form = ProgressForm(typed(request), initial={"held_on": today})
    act: Callable[[dict[str, Any]], object] = lambda said: record_review(  # noqa: E731
        standing, point=step.point, by=signed_in(request), **said
    )
    if written(request, form, act, f"The review about {step.point} is on record."):
        return _back(organisation, user)
    notes = [
        f"The next point after {standing.point} is {step.point}; its years are reached on {longdate(step.on)}."
        + ("" if step.checked else " The years it takes are the usual ones, not checked."),
        "Who may progress is paid at the new point from that day. Who is held back is due again after a year.",
    ]
    return _page(request, organisation, user, form, "Record a progress review", "Record it", notes=notes)
