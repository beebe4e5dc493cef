"""The talk beside a split, on a page of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pathways.splits.models import TimeSplit
from pathways.splits.policies import may_speak
from pathways.splits.talk import MOST, say
from pathways.splits.words import standing
from people import forms
from people.accounts.requests import signed_in
from people.refusals import Refused


class RemarkForm(forms.Form):
    """One message."""

    text = forms.TextAreaField(
        "Your message",
        max_length=MOST,
        rows=4,
        missing="Write your message",
        hint="The other side reads it, by email too. It is kept with the time split.",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, oldest first, and what one has to add."""
    user, today = signed_in(request), timezone.localdate()
    sent = TimeSplit.objects.visible_to(user, today).exclude(submitted_at=None)
    split = get_object_or_404(sent.select_related("user", "service", "organisation"), pk=pk)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say(split, form.cleaned_data["text"], by=user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Your message is sent.")
            return redirect("splits:talk", split.pk)
    context = {
        "split": split,
        "form": form,
        "owner": user.pk == split.user_id,
        "remarks": split.remarks.select_related("by"),
        "open": may_speak(user, split),
        "standing": standing(split, today),
    }
    return render(request, "pathways/splits_talk.jinja", context)
