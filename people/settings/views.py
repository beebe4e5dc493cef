"""An organisation's settings: read by its administrators, HR and medical director, changed by its administrators."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts.requests import signed_in
from people.administration.policies import may_keep
from people.design.words import longdate
from people.forms.seen import STALE, knowing
from people.organisations.choosing import choose
from people.organisations.models import Organisation
from people.refusals import Refused
from people.settings import services
from people.settings.declared import DECLARED, Setting
from people.settings.forms import ChangeForm, DayForm
from people.settings.policies import organisations_read_by
from people.settings.standing import history_of_setting, rooms_of, standing_of


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations whose settings one reads; of one alone, its settings at once."""
    return choose(request, organisations_read_by(signed_in(request)), title="Settings", route="settings:page")


@login_required
@require_safe
def settings_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What holds today, or on the day asked for, by room."""
    user = signed_in(request)
    organisation = get_object_or_404(organisations_read_by(user), pk=pk)
    today = timezone.localdate()
    asked = any(name.startswith("on") for name in request.GET)
    form = DayForm(request.GET if asked else None, initial={"on": today})
    on = form.cleaned_data["on"] if asked and form.is_valid() else today
    context = {
        "organisation": organisation,
        "rooms": rooms_of(organisation, on),
        "form": form,
        "on": on,
        "keeps": may_keep(user, organisation),
    }
    return render(request, "people/settings_page.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One setting: its values by day, its history, and for administrators the form that changes it."""
    user = signed_in(request)
    organisation, wanted = _asked(request, pk, key)
    keeps = may_keep(user, organisation)
    if request.method == "POST" and not keeps:
        raise PermissionDenied
    today = timezone.localdate()
    standing, rows = standing_of(organisation, wanted, today)
    form = ChangeForm(request.POST or None, setting=wanted, initial={"starts": today, "seen": services.mark_of(rows)})
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.change(organisation, wanted, by=user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            if refused.sentence == STALE:
                knowing(form, form.initial["seen"])
        else:
            said = wanted.said(wanted.read(saved.value))
            messages.success(request, f"{wanted.words}: {said} from {longdate(saved.starts)}.")
            return redirect("settings:one", organisation.pk, wanted.key)
    context: dict[str, Any] = {
        "organisation": organisation,
        "standing": standing,
        "rows": rows[::-1],
        "keeps": keeps,
        "history": history_of_setting(organisation, wanted),
        "today": today,
    }
    return render(request, "people/settings_one.jinja", context | ({"form": form} if keeps else {}))


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Takes back what is planned from the day sent."""
    user = signed_in(request)
    organisation, wanted = _asked(request, pk, key)
    if not may_keep(user, organisation):
        raise PermissionDenied
    starts = _day(request.POST.get("starts", ""))
    try:
        if starts is None:
            raise Refused("Choose what to take back on this page")
        services.take_back(organisation, wanted, starts, by=user)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"What was planned from {longdate(starts)} is taken back.")
    return redirect("settings:one", organisation.pk, wanted.key)


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _asked(request: HttpRequest, pk: int, key: str) -> tuple[Organisation, Setting[Any]]:
    organisation = get_object_or_404(organisations_read_by(signed_in(request)), pk=pk)
    if key not in DECLARED:
        raise Http404
    return organisation, DECLARED[key]
