"""Who asks."""

from django.http import HttpRequest

from people.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The signed-in user; for views that only they can reach."""
    assert isinstance(request.user, User)
    return request.user
