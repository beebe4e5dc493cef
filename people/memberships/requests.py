"""The memberships of whoever asks, read once a request: navigation and pages look at the same ones."""

from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from people.accounts.models import User
from people.prepared import Prepared

# By hand, as every page of everyone signed in asks it.
HELD = Prepared(
    "roles_held",
    "SELECT role, organisation_id, service_id FROM people_membership WHERE user_id = %(user)s AND period @> %(day)s",
    user="bigint",
    day="date",
)


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
        HELD.ask(cursor, {"user": user.pk, "day": timezone.localdate()})
        return [Held(*row) for row in cursor]
