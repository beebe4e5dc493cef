"""My calendar address, the feed behind it, and the demo's letters."""

from functools import wraps
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from people.accounts.requests import signed_in
from people.models import User
from reminders import feed, letters
from reminders.models import CalendarFeed, Due, new_secret

LETTERS_A_PAGE = 25


class View(Protocol):
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


@require_safe
@cache_control(private=True, max_age=300)
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed itself, for calendar programs: whoever knows the secret address may read it, without signing in."""
    found = get_object_or_404(CalendarFeed.objects.select_related("user"), secret=secret, user__is_active=True)
    response = HttpResponse(feed.calendar_of(found.user), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="clinical-leadership-pathways.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_safe
@cache_control(private=True, no_store=True)
def calendar(request: HttpRequest) -> HttpResponse:
    """My secret address, how to subscribe to it, and what stands in it."""
    user = signed_in(request)
    mine = CalendarFeed.objects.filter(user=user).first()
    open_dues = Due.objects.filter(user=user, state=Due.State.OPEN).theirs(timezone.localdate())
    address = settings.SITE_URL + reverse("reminders:calendar-feed", args=[mine.secret]) if mine else ""
    return render(
        request,
        "reminders/calendar.jinja",
        {
            "address": address,
            "webcal": "webcal:" + address.removeprefix(urlsplit(address).scheme + ":"),
            "mine": mine,
            "dues": open_dues.order_by("due_on", "pk")[:100],
        },
    )


@login_required
@require_POST
def calendar_reset(request: HttpRequest) -> HttpResponse:
    """Makes my address, or a new one, which ends the old."""
    made = renew_feed(signed_in(request))
    messages.success(
        request,
        "Your calendar address is ready."
        if made
        else "You have a new calendar address. The old one no longer works: subscribe again with the new one.",
    )
    return redirect("reminders:calendar")


def renew_feed(user: User) -> bool:
    """Gives the person a new secret; returns whether it is their first."""
    with transaction.atomic():
        mine, made = CalendarFeed.objects.select_for_update().get_or_create(user=user)
        if not made:
            mine.secret = new_secret()
            mine.save()
    return made


def in_demo(view: View) -> View:
    """Only the demo keeps letters where anyone may read them; elsewhere there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@in_demo
@require_safe
def demo_mail(request: HttpRequest) -> HttpResponse:
    """The letters sent, newest first."""
    page = Paginator(letters.names(), LETTERS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reminders/demo_mail.jinja", {"page": page, "letters": letters.heads(page)})


@in_demo
@require_safe
def demo_mail_message(request: HttpRequest, name: str) -> HttpResponse:
    """One letter: its words, and its HTML as text."""
    letter = letters.letter(name)
    if letter is None:
        raise Http404
    return render(request, "reminders/demo_mail_message.jinja", {"letter": letter})
