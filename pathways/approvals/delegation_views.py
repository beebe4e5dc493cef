"""Who signs in one's place while one is away, and for whom one signs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from pathways.approvals.delegation_forms import DelegationForm
from pathways.signatories.delegates import delegations_to
from pathways.signatories.models import Delegation
from pathways.signatories.services import delegate, end_delegation, signs_in
from people.accounts.requests import signed_in
from people.models import Organisation
from people.refusals import Refused

MOST = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Those one has named, with their days, and the form that names another."""
    user, today = signed_in(request), timezone.localdate()
    here = Organisation.objects.filter(pk__in=signs_in(user)).order_by("name")
    given = Delegation.objects.filter(delegator=user).select_related("delegate", "organisation")
    held = delegations_to(user).select_related("delegator", "organisation")
    if not here and not held and not given:
        raise Http404
    form = DelegationForm(request.POST or None, organisations=here, initial={"first": today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = delegate(data["organisation"], data["email"], first=data["first"], last=data["last"], by=user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{made.delegate} signs in your place on these days, and has been told.")
            return redirect("approvals:delegations")
    context = {"form": form if here else None, "given": given[:MOST], "held": held, "today": today}
    return render(request, "pathways/approvals_delegations.jinja", context)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of one's own."""
    user = signed_in(request)
    held = get_object_or_404(Delegation.objects.select_related("delegate"), pk=pk, delegator=user)
    end_delegation(held, by=user)
    messages.success(request, f"{held.delegate} no longer signs in your place, and has been told.")
    return redirect("approvals:delegations")
