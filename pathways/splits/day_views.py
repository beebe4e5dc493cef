"""What held on a day: one's own agreed week with each employer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pathways.splits.models import TimeSplit
from people import forms
from people.accounts.requests import signed_in


class DayForm(forms.Form):
    """The day asked about."""

    on = forms.DateField("Day", hint="For example, 3 3 2026.", missing="Enter the day")


@login_required
@require_safe
def on_a_day(request: HttpRequest) -> HttpResponse:
    """Answers for any day, gone by or to come; without a day asked for, for today."""
    today = timezone.localdate()
    asked = any(name.startswith("on") for name in request.GET)
    form = DayForm(request.GET if asked else None, initial={"on": today})
    on = (form.cleaned_data["on"] if form.is_valid() else None) if asked else today
    mine = TimeSplit.objects.filter(user=signed_in(request)).select_related("service", "organisation", "appointment")
    held = mine.in_force(on).prefetch_related("lines__service").order_by("organisation__name") if on else ()
    return render(request, "pathways/splits_on.jinja", {"form": form, "on": on, "held": held, "today": today})
