"""HR's pages of their people's pay: the list, and one person with all that is on record."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from people.models import Organisation, User
from people.organisations.choosing import choose
from rewards.looks.services import opened, opened_many
from rewards.progression.models import Outcome
from rewards.staff.forms import CONTRACTS, DayForm, last_day_of
from rewards.staff.listing import Asked, listed
from rewards.staff.policies import organisations_kept_by, people_of
from rewards.staff.reading import record_of
from rewards.staff.words import week_of, when_due

LISTED = "As HR: the list of contracts and pay points"


def kept(request: HttpRequest, organisation_id: int) -> Organisation:
    """The organisation, where the person signed in works in its human resources; for anyone else there is none."""
    return get_object_or_404(organisations_kept_by(signed_in(request)), pk=organisation_id)


def subject(request: HttpRequest, organisation_id: int, user_id: int) -> tuple[Organisation, User]:
    """The organisation and the person of it whose pay is shown or changed: every page of one person begins here."""
    organisation = kept(request, organisation_id)
    user = get_object_or_404(people_of(organisation), pk=user_id)
    opened(signed_in(request), user, organisation, "As HR: your page of contracts, awards and pay")
    return organisation, user


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations whose pay one keeps; of one alone, its people at once."""
    return choose(request, organisations_kept_by(signed_in(request)), title="Staff pay", route="rewards:staff")


@login_required
@require_safe
def people(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Who is employed here, by name, contract and what is due; or who has no employment on record."""
    organisation = kept(request, organisation_id)
    contract = request.GET.get("contract", "")
    asked = Asked(
        words=request.GET.get("q", "").replace("\0", "").strip()[:100],
        contract=contract.upper() if contract in dict(CONTRACTS) else "",
        due=request.GET.get("due") == "yes",
        without=request.GET.get("show") == "without",
        page=request.GET.get("page", "1"),
    )
    today = timezone.localdate()
    page, rows, steps = listed(organisation, asked, today)
    opened_many(signed_in(request), [row.user.pk for row in rows if row.employment], organisation, LISTED)
    context = {
        "organisation": organisation,
        "page": page,
        "rows": rows,
        "steps": steps,
        "asked": asked,
        "contract": contract,
        "contracts": CONTRACTS,
        "week_of": week_of,
        "when_due": when_due,
        "today": today,
    }
    return render(request, "rewards/staff_people.jinja", context)


@login_required
@require_safe
def person(request: HttpRequest, organisation_id: int, user_id: int) -> HttpResponse:
    """One person's contracts, package on a day, awards, steps of pay, pay elements and history."""
    organisation, user = subject(request, organisation_id, user_id)
    today = timezone.localdate()
    asked = any(name == "on" or name.startswith("on-") for name in request.GET)
    form = DayForm(request.GET if asked else None, initial={"on": today})
    on = form.cleaned_data["on"] if asked and form.is_valid() else today
    context: dict[str, Any] = {
        "organisation": organisation,
        "person": user,
        "own": user == signed_in(request),
        "form": form,
        "on": on,
        "today": today,
        "record": record_of(user, organisation, on, today, request.GET.get("page", "1")),
        "last_day_of": last_day_of,
        "held_back": Outcome.HELD_BACK,
        "week_of": week_of,
        "when_due": when_due,
    }
    return render(request, "rewards/staff_person.jinja", context)
