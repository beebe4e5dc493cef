"""Ending someone's split early."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pathways.approvals.forms import EndForm
from pathways.splits.ending import end_early
from pathways.splits.models import SplitStatus, TimeSplit
from pathways.splits.policies import may_end
from pathways.splits.words import standing
from people.accounts.requests import signed_in
from people.design.words import longdate
from people.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the last day and why, then ends it."""
    user, today = signed_in(request), timezone.localdate()
    agreed = TimeSplit.objects.visible_to(user, today).select_related("user", "service", "organisation")
    split = get_object_or_404(agreed.exclude(user=user), pk=pk)
    if not may_end(user, split):
        raise Http404
    form = EndForm(request.POST or None, initial={"version": split.version})
    if request.method == "POST" and form.is_valid():
        try:
            ended = end_early(split, by=user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            split.refresh_from_db()
        else:
            last = longdate(ended.last_day)
            messages.success(request, f"The time split of {split.user} ends on {last}. They have been told why.")
            return redirect("approvals:detail", split.pk)
    context = {
        "split": split,
        "form": form,
        "standing": standing(split, today),
        "possible": split.status == SplitStatus.IN_FORCE,
    }
    return render(request, "pathways/approvals_end.jinja", context)
