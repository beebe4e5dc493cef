"""Who sees other people's pay signs in with a second factor, where settings.MFA_REQUIRED_FOR_PAY_VIEWERS says so."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from people.accounts.models import User
from people.memberships.models import Role
from people.memberships.policies import memberships_today

PAY_VIEWERS = (Role.HR, Role.MEDICAL_DIRECTOR)
# Where someone without a second factor may still go: sign-in and set-up, and the pages anyone may read.
OPEN_TO_ALL = ("allauth.", "people.pages.", "config.", "django.views.")


def lacks_second_factor(user: User) -> bool:
    """Whether the user holds a role today that sees others' pay and has set up no second factor; one query."""
    factors = Authenticator.objects.filter(user=OuterRef("user")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return memberships_today(user, *PAY_VIEWERS).filter(~Exists(factors)).exists()


class SecondFactorMiddleware:
    """Sends such a user to set one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.MFA_REQUIRED_FOR_PAY_VIEWERS or not isinstance(request.user, User):
            return None
        if getattr(view, "__module__", "").startswith(OPEN_TO_ALL) or not lacks_second_factor(request.user):
            return None
        messages.warning(
            request,
            "Your role lets you see other people’s pay, so it needs a second way to show it is you. "
            "Set up an authenticator app or a passkey here, then carry on.",
        )
        return redirect("mfa_index")
