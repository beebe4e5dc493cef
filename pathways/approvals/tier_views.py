"""Who signs in an organisation: read by its administrators, HR and medical director, set by its administrators."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from pathways.approvals.tier_forms import TiersForm, initial_of
from pathways.signatories.models import Tier
from pathways.signatories.services import set_tiers
from pathways.signatories.tiers import DAYS, steps_on
from people.accounts.requests import signed_in
from people.administration.policies import may_keep
from people.design.words import longdate
from people.models import Organisation
from people.organisations.choosing import choose
from people.refusals import Refused
from people.settings.policies import organisations_read_by


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations whose steps one reads; of one alone, its steps at once."""
    return choose(
        request, organisations_read_by(signed_in(request)), title="Who signs time splits", route="approvals:tiers_of"
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs by day, and for administrators the form that sets it from a day on."""
    user, today = signed_in(request), timezone.localdate()
    organisation = get_object_or_404(organisations_read_by(user), pk=pk)
    keeps = may_keep(user, organisation)
    if request.method == "POST" and not keeps:
        raise PermissionDenied
    form = TiersForm(request.POST or None, initial={"starts": today, **initial_of(steps_on(organisation.pk, today))})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_tiers(organisation, form.steps(), starts=data["starts"], source=data["source"], by=user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Who signs is set from {longdate(data['starts'])}.")
            return redirect("approvals:tiers_of", organisation.pk)
    context = {
        "organisation": organisation,
        "keeps": keeps,
        "form": form,
        "spans": _spans(organisation),
        "today": today,
        "days": DAYS,
    }
    return render(request, "pathways/approvals_tiers.jinja", context)


def _spans(organisation: Organisation) -> list[dict[str, Any]]:
    """The steps of each time, newest first."""
    held = Tier.objects.filter(organisation=organisation).select_related("person", "set_by")
    spans = groupby(held.order_by("-period", "number"), key=lambda tier: tier.period)
    return [{"period": period, "steps": list(steps)} for period, steps in spans]
