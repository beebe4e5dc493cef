"""What one's own split would do, before it is sent and while it waits."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pathways.effects.paper import one_page
from pathways.effects.reading import effects_of, money_of
from pathways.splits import facts
from pathways.splits.models import CHANGEABLE, PENDING, TimeSplit
from pathways.splits.pay import cost_of, cost_shown
from people.accounts.requests import signed_in


@login_required
@require_safe
def effect(request: HttpRequest, pk: int) -> HttpResponse:
    """The same effects that the approvers read."""
    mine = TimeSplit.objects.filter(user=signed_in(request), status__in=[*CHANGEABLE, *PENDING])
    related = mine.select_related("user", "service", "organisation", "appointment__archetype").prefetch_related("lines")
    split = get_object_or_404(related, pk=pk)
    cost = cost_of(split)
    context = {
        "split": split,
        "cost": cost,
        "money": money_of(split, cost),
        "found": facts.findings_of(split),
        "effects": effects_of(split, timezone.localdate()),
    }
    return render(request, "pathways/effects_own.jinja", context)


@login_required
@require_safe
def on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for the file: for its owner before it is agreed, and for those who sign while it waits."""
    user, today = signed_in(request), timezone.localdate()
    shown = Q(status__in=PENDING) | Q(user=user, status__in=CHANGEABLE)
    related = TimeSplit.objects.effects_open_to(user, today).filter(shown)
    related = related.select_related("user", "service", "organisation", "appointment__archetype")
    split = get_object_or_404(related.prefetch_related("lines", "sign_offs__by", "sign_offs__on_behalf_of"), pk=pk)
    cost = cost_shown(split, user, printed=True)
    found, effects = facts.findings_of(split), effects_of(split, today)
    page = one_page(split, cost, money_of(split, cost), found, effects, timezone.localtime())
    name = f"time-split-{split.pk}.pdf"
    return HttpResponse(
        page, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
