"""My package: what I am paid today, line by line, and what is known to change."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from rewards.packages.ahead import changes_ahead
from rewards.packages.rules import price
from rewards.packages.services import standings_of


@login_required
@require_safe
def package(request: HttpRequest) -> HttpResponse:
    """The signed-in person's own package today; nobody else's is ever shown here."""
    today = timezone.localdate()
    held, standings = standings_of(signed_in(request), today)
    context = {
        "packages": [(standing, price(standing.facts)) for standing in standings],
        "ahead": changes_ahead(held, today),
        "today": today,
    }
    return render(request, "rewards/packages_package.jinja", context)
