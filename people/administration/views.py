"""The pages of those who keep an organisation's people and services."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts.requests import signed_in
from people.administration import services
from people.administration.forms import ChangeForm, RoleForm, ServiceForm, last_day_of
from people.administration.policies import memberships_kept_by, organisations_kept_by, services_kept_by
from people.forms.seen import STALE, knowing
from people.history import history_of
from people.memberships.models import Membership, Role
from people.organisations.models import Organisation, Service
from people.refusals import Refused

A_PAGE = 50
POSTED = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations one keeps; of one alone, its people at once."""
    kept = organisations_kept_by(signed_in(request))
    first = list(kept[:2])
    if not first:
        raise Http404
    if len(first) == 1:
        return redirect("organisation:people", first[0].pk)
    words = _words(request)
    page = Paginator(kept.filter(name__icontains=words).order_by("name", "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "people/administration_list.jinja", {"page": page, "words": words})


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:100]


def _kept(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(organisations_kept_by(signed_in(request)), pk=pk)


@login_required
@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds which role here today or later, by name, email address and role."""
    organisation = _kept(request, pk)
    words, role = _words(request), request.GET.get("role", "")
    today = timezone.localdate()
    held = Membership.objects.filter(organisation=organisation).exclude(period__fully_lt=(today, None))
    if words:
        held = held.filter(Q(user__name__icontains=words) | Q(user__email__icontains=words))
    if role in Role.values:
        held = held.filter(role=role)
    ordered = held.select_related("user", "service").order_by("user__name", "user_id", "pk")
    context = {
        "organisation": organisation,
        "page": Paginator(ordered, A_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "role": role,
        "roles": Role.choices,
        "last_day_of": last_day_of,
        "today": today,
    }
    return render(request, "people/administration_people.jinja", context)


@login_required
@require_http_methods(POSTED)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives someone a role here."""
    organisation = _kept(request, pk)
    form = RoleForm(request.POST or None, organisation=organisation, initial={"starts": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            held = services.give_role(organisation, by=signed_in(request), **said)
        except Refused as refused:
            form.refuse(refused)
        else:
            known = held.user.has_usable_password()
            todo = "" if known else " They have no password yet: they choose one under “Forgot your password?”."
            messages.success(request, f"{held.user} is {held.get_role_display()} here.{todo}")
            return redirect("organisation:membership", held.pk)
    return render(request, "people/administration_add.jinja", {"organisation": organisation, "form": form})


@login_required
@require_http_methods(POSTED)
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """One role of one person: its days, who stands over them, and its history."""
    kept = memberships_kept_by(signed_in(request))
    related = ("user", "organisation", "service", "line_manager", "appraiser")
    held = get_object_or_404(kept.select_related(*related), pk=pk)
    form = ChangeForm(request.POST or None, initial=ChangeForm.of(held))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_role(held, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            if refused.sentence == STALE:
                knowing(form, form.initial["seen"])
        else:
            messages.success(request, "Saved.")
            return redirect("organisation:membership", held.pk)
    context = {"held": held, "form": form, "history": history_of(held), "last_day": last_day_of(held)}
    context["confirmed"] = EmailAddress.objects.filter(user=held.user, verified=True).exists()
    return render(request, "people/administration_membership.jinja", context)


@login_required
@require_safe
def services_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The clinical services here, the closed ones last."""
    organisation = _kept(request, pk)
    ordered = organisation.services.order_by("closed_on", "name", "pk")
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/administration_services.jinja", {"organisation": organisation, "page": page})


@login_required
@require_http_methods(POSTED)
def add_service(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a service here."""
    return _service_page(request, _kept(request, pk), None)


@login_required
@require_http_methods(POSTED)
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """Renames a service, says what it needs, or closes it."""
    found = get_object_or_404(services_kept_by(signed_in(request)).select_related("organisation"), pk=pk)
    return _service_page(request, found.organisation, found)


def _service_page(request: HttpRequest, organisation: Organisation, found: Service | None) -> HttpResponse:
    form = ServiceForm(request.POST or None, initial=ServiceForm.of(found) if found else None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_service(organisation, found, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            if refused.sentence == STALE:
                knowing(form, form.initial["seen"])
        else:
            messages.success(request, f"{saved.name} is saved.")
            return redirect("organisation:services", organisation.pk)
    context = {"organisation": organisation, "form": form, "service": found}
    return render(request, "people/administration_service.jinja", context)
