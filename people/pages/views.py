"""Pages that explain the service, the account page, and what is shown when something goes wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from people.accounts.models import User
from people.memberships.policies import memberships_today
from people.pages.words import WORDS

BARRIERS = [
    ("“I never hear of openings”", "Posts of every kind and employer in one place, with scored, blind shortlisting."),
    (
        "“I would lose money”",
        "The whole package before and after: a year, per PA, pensionable or not, awards included.",
    ),
    ("“I would lose my skills”", "A time split that keeps a clinical minimum, and a return plan with its dates."),
    (
        "“There is never time for it”",
        "Time agreed in writing, signed off by those who can give it, starting on a date.",
    ),
    ("“I would be on my own”", "Mentors who have done it, and who are not your manager."),
    ("“Leading does not pay”", "Reports that show who gains and who loses by leading, so that it can be put right."),
]
# Pages about a person's own messages and dates, shown on the account page once their routes exist.
OWN_PAGES = [
    ("Your inbox", "reminders:inbox"),
    ("What we email you, and when", "reminders:list"),
    ("Your calendar feed", "reminders:calendar"),
]


def landing(request: HttpRequest) -> HttpResponse:
    """What the service is, for someone who has never seen it."""
    return render(request, "people/landing.jinja", {"barriers": BARRIERS})


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything a person may set about their own account, one link each."""
    assert isinstance(request.user, User)
    memberships = memberships_today(request.user).select_related("organisation", "service")
    rows = [
        [m.get_role_display(), str(m.organisation), str(m.service or "All services")]
        for m in memberships.order_by("pk")
    ]
    return render(request, "people/account.jinja", {"memberships": rows, "links": _existing(OWN_PAGES)})


def _existing(pages: list[tuple[str, str]]) -> list[tuple[str, str]]:
    links = []
    for text, route in pages:
        try:
            links.append((text, reverse(route)))
        except NoReverseMatch:
            continue
    return links


def help_and_contact(request: HttpRequest) -> HttpResponse:
    """How to get help, and from whom."""
    return render(request, "people/help.jinja", {"contact": settings.CONTACT_EMAIL})


def words(request: HttpRequest) -> HttpResponse:
    """The field's words, explained once."""
    return render(request, "people/words.jinja", {"words": WORDS})


def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for everyone, what may not, and whom to tell."""
    return render(request, "people/accessibility.jinja")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and who sees it."""
    return render(request, "people/privacy.jinja")


def cookies(request: HttpRequest) -> HttpResponse:
    """The cookies this service sets: only those it cannot work without."""
    return render(request, "people/cookies.jinja")
