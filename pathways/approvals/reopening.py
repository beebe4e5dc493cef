"""Reopening a split: back to its owner, with a reason that all who have to do with it read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pathways.approvals.forms import ReopenForm
from pathways.splits import services
from pathways.splits.models import TRANSITIONS, SplitStatus, TimeSplit
from pathways.splits.policies import may_reopen
from pathways.splits.words import standing
from people.accounts.requests import signed_in
from people.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why, then gives the split back."""
    user = signed_in(request)
    sent = TimeSplit.objects.filter(submitted_at__isnull=False).exclude(status=SplitStatus.DRAFT)
    split = get_object_or_404(sent.select_related("user", "service", "organisation"), pk=pk)
    if not may_reopen(user, split):
        raise Http404
    form = ReopenForm(request.POST or None, initial={"version": split.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.reopen(split, by=user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            split.refresh_from_db()
        else:
            messages.success(request, f"The time split of {split.user} is reopened. Everyone concerned is told why.")
            return redirect("desk:home")
    context = {
        "split": split,
        "form": form,
        "standing": standing(split, timezone.localdate()),
        "possible": SplitStatus.REOPENED in TRANSITIONS[split.status],
    }
    return render(request, "pathways/approvals_reopen.jinja", context)
