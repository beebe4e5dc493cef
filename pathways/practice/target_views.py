"""An employer's targets in the browser, kept by human resources, administrators and the medical director."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways.practice import targets
from pathways.practice.forms import TargetForm
from pathways.practice.models import Target
from pathways.practice.policies import targets_kept_by
from people.accounts.requests import signed_in
from people.organisations.choosing import choose
from people.refusals import Refused

A_PAGE = 50


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations whose targets one keeps; of one alone, its page at once."""
    title = "Targets for clinical practice"
    return choose(request, targets_kept_by(signed_in(request)), title=title, route="practice:targets")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets that hold, those that did, and the form for one more."""
    me = signed_in(request)
    organisation = get_object_or_404(targets_kept_by(me), pk=pk)
    form = TargetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            targets.add(organisation, by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "The target is added. It stands in the picture of everyone it is for.")
            return redirect("practice:targets", pk)
    held = Target.objects.filter(organisation=organisation).select_related("specialty", "made_by")
    retired = held.exclude(retired_at=None).order_by("-retired_at", "-pk")
    context = {
        "organisation": organisation,
        "form": form,
        "current": Paginator(held.filter(retired_at=None), A_PAGE).get_page(request.GET.get("page")),
        "retired": Paginator(retired, A_PAGE).get_page(request.GET.get("retired")),
    }
    return render(request, "pathways/practice_targets.jinja", context)


@login_required
@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one target."""
    me = signed_in(request)
    target = get_object_or_404(Target.objects.filter(organisation__in=targets_kept_by(me)), pk=pk)
    targets.retire(target, by=me)
    messages.success(request, "The target is retired.")
    return redirect("practice:targets", target.organisation_id)
