"""What is shown when something goes wrong: what happened, and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.jinja", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.jinja", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.jinja", status=404)


def conflict(request: HttpRequest, sentence: str) -> HttpResponse:
    """A refusal with no form to stand beside: the sentence alone, and the way back."""
    return render(request, "errors/409.jinja", {"sentence": sentence}, status=409)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answers django-allauth's rate limits."""
    return render(request, "errors/429.jinja", status=429)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened in another session, or cookies are off (CSRF_FAILURE_VIEW)."""
    return render(request, "errors/stale.jinja", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: whatever broke may be the session or the database."""
    return HttpResponse(render_to_string("errors/500.jinja"), status=500)
