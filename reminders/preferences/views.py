"""What I get by email and how often, quiet hours, days away, and the link in a letter that stops its kind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.refusals import Refused
from reminders import stopping
from reminders.preferences import services
from reminders.preferences.forms import AwayForm, HabitsForm, KindsForm
from reminders.preferences.models import Away, Habits
from reminders.preferences.reading import wishes_of

MOST = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kinds(request: HttpRequest) -> HttpResponse:
    """How often I hear of each kind of thing."""
    user = signed_in(request)
    wishes = wishes_of([user.pk])[user.pk]
    form = KindsForm(request.POST if request.method == "POST" else None, wishes=wishes)
    if request.method == "POST" and form.is_valid():
        services.choose(user, form.cleaned_data)
        messages.success(request, "Saved. Emails that were waiting follow it too.")
        return redirect("reminders:list")
    return render(request, "reminders/preferences_kinds.jinja", {"form": form, "wishes": wishes})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def habits(request: HttpRequest) -> HttpResponse:
    """The hours in which I want no email, and the language."""
    user = signed_in(request)
    mine = Habits.objects.filter(user=user).first() or Habits(user=user)
    first = {
        "quiet_from": "" if mine.quiet_from is None else str(mine.quiet_from),
        "quiet_to": "" if mine.quiet_to is None else str(mine.quiet_to),
        "language": mine.language,
    }
    form = HabitsForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data.get("language", mine.language)
        services.keep_habits(user, quiet=form.quiet(), language=language)
        messages.success(request, "Saved.")
        return redirect("reminders:list")
    return render(request, "reminders/preferences_habits.jinja", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """My days away, and who stands in."""
    user, today = signed_in(request), timezone.localdate()
    form = AwayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.go_away(user, first=data["first"], last=data["last"], delegate_email=data["delegate"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Saved. Emails wait until you are back, but for those that can’t.")
            return redirect("reminders:away")
    mine = Away.objects.filter(user=user).select_related("delegate").order_by("-period")[:MOST]
    return render(request, "reminders/preferences_away.jinja", {"form": form, "times": mine, "today": today})


@login_required
@require_POST
def away_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Forgets some of my days away."""
    mine = get_object_or_404(Away.objects.select_related("user"), pk=pk, user=signed_in(request))
    services.come_back(mine)
    messages.success(request, "These days are forgotten. Emails that waited for them go now.")
    return redirect("reminders:away")


@csrf_exempt  # a mail program posts here with no page of ours before it; the signed address says who it is
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """From a letter, without signing in: stops its kind. Asks first, for mail scanners follow links."""
    found = stopping.read(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        services.stop(found.user, found.stopping)
    context = {"stop": found, "stopped": request.method == "POST" and bool(found.stopping)}
    return render(request, "reminders/preferences_stop.jinja", context)
