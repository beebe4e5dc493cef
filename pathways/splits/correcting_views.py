"""Beginning the correction of a week that was agreed wrongly."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pathways.splits import correcting
from pathways.splits.models import CORRECTABLE, TimeSplit
from pathways.splits.words import standing
from people import forms
from people.accounts.requests import signed_in
from people.refusals import Refused


class CorrectForm(forms.Form):
    """Why an agreed week is corrected."""

    reason = forms.TextAreaField(
        "What was wrong",
        max_length=1000,
        rows=3,
        missing="Say what was wrong",
        hint="The medical director and HR read it. For example: the Tuesday clinic ended on 1 March, not on 1 May.",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks what was wrong, then opens a copy of the week to put right."""
    user, today = signed_in(request), timezone.localdate()
    mine = TimeSplit.objects.filter(user=user).exclude(submitted_at=None)
    split = get_object_or_404(mine.select_related("user", "service", "organisation"), pk=pk)
    begun = split.corrections.filter(status__in=correcting.OPEN).first()
    if begun is not None:
        return redirect("splits:detail", begun.pk)
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = correcting.begin(split, by=user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("splits:edit", draft.pk)
    context = {
        "split": split,
        "form": form,
        "standing": standing(split, today),
        "possible": split.status in CORRECTABLE and split.starts < today,
    }
    return render(request, "pathways/splits_correct.jinja", context)
