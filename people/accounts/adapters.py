"""Where django-allauth asks about our users: a name arrives with an organisation's sign-in."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from people.accounts.models import User


class OrganisationSignIn(DefaultSocialAccountAdapter):
    """OpenID Connect providers (SOCIALACCOUNT_ADAPTER)."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(part for part in parts if part))[:200]
        return user
