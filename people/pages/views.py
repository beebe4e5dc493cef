"""Pages that explain the service, the account page, and what is shown when something goes wrong."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from people.pages.words import WORDS


def landing(request: HttpRequest) -> HttpResponse:
    """What the service is, for someone who has never seen it."""
    return render(request, "people/landing.jinja")


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything a person may set about their own account, one link each."""
    return render(request, "people/account.jinja")


def help_and_contact(request: HttpRequest) -> HttpResponse:
    """How to get help, and from whom."""
    return render(request, "people/help.jinja")


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
