"""The memberships of whoever asks, read once a request: navigation and pages look at the same ones."""

from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from people.accounts.models import User

# By hand, as every page of everyone signed in asks it.
HELD = "SELECT role, organisation_id, service_id FROM people_membership WHERE user_id = %s AND period @> %s::date"


class Held(NamedTuple):
    """A role held today: in an organisation and, where it has one, for a service."""

    role: str
    organisation: int
    service: int | None


def held_today(request: HttpRequest) -> list[Held]:
    """The roles that the signed-in person holds anywhere today; one query a request, none for a stranger."""
    kept: list[Held] | None = getattr(request, "_held_today", None)
    if kept is None:
        user = getattr(request, "user", None)
        kept = held_by(user) if isinstance(user, User) else []
        request._held_today = kept  # type: ignore[attr-defined]  # kept with the request it belongs to
    return kept


def held_by(user: User) -> list[Held]:
    """The roles that the person holds anywhere today, as policies.memberships_today has them."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [user.pk, timezone.localdate()])
        return [Held(*row) for row in cursor]
