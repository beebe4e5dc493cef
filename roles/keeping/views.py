"""Legal holds, for human resources: those that stand, those lifted, and a new one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.keeping import services
from roles.keeping.due import KEPT_DAYS, kept_days_today
from roles.keeping.forms import HoldForm
from roles.keeping.models import LegalHold
from roles.keeping.policies import holds_kept_by

PAGE_SIZE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    """What is held and why, the standing ones first, and the form for another."""
    user = signed_in(request)
    organisations = holds_kept_by(user)
    if not organisations:
        raise Http404
    form = HoldForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            hold = services.place(form.chosen(), form.cleaned_data["what"], form.cleaned_data["why"], by=user)
            messages.success(request, f"{_called(hold)} is held, and not erased until you lift the hold.")
            return redirect("applications:holds")
        except Refused as refused:
            form.refuse(refused)
    mine = (
        LegalHold.objects.visible_to(user)
        .select_related("post", "application", "placed_by", "lifted_by")
        .order_by(F("lifted_at").desc(nulls_first=True), "-placed_at", "-pk")
    )
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    own = kept_days_today()
    context = {
        "form": form,
        "page": page,
        "rows": [(hold, _called(hold)) for hold in page],
        "days": [(organisation, own.get(organisation.pk, KEPT_DAYS)) for organisation in organisations],
    }
    return render(request, "roles/keeping_holds.jinja", context)


def _called(hold: LegalHold) -> str:
    """What is held, in words: no applicant is named here."""
    if hold.application is not None:
        return f"Application {hold.application.reference} for {hold.post}"
    return f"Every application for {hold.post} (post {hold.post.pk})"


@login_required
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lifts one hold."""
    hold = get_object_or_404(
        LegalHold.objects.visible_to(signed_in(request)).select_related("application", "post"), pk=pk
    )
    services.lift(hold, by=signed_in(request))
    messages.success(request, f"{_called(hold)}: the hold is lifted. What is past its time is erased tonight.")
    return redirect("applications:holds")
