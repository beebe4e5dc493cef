"""One's picture is shared by grants with days, which end at a word; who looked is told to its owner."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from pathways.practice.models import Grant
from pathways.practice.policies import SHAREABLE
from people.dates import after_months
from people.design.words import longdate
from people.history import because
from people.memberships.policies import memberships_today
from people.models import Organisation, Role, User
from people.refusals import Refused
from reminders.services import tell

MOST_MONTHS = 36
LOOK = """
INSERT INTO pathways_look AS look (owner_id, viewer_id, day, first_at, last_at, times)
VALUES (%(owner)s, %(viewer)s, %(day)s, %(now)s, %(now)s, 1)
ON CONFLICT (owner_id, viewer_id, day) DO UPDATE SET times = look.times + 1, last_at = excluded.last_at
"""


def share(
    *,
    by: User,
    starts: date,
    last_day: date,
    person: User | None = None,
    organisation: Organisation | None = None,
    role: str = "",
    evidence_too: bool = False,
) -> Grant:
    """Lets a person, or the holders of a role, see one's picture; the same grant twice is one. A person is told.

    Raises Refused for oneself, for days that can't be, and for roles outside one's employers.
    """
    today = timezone.localdate()
    if last_day < max(starts, today):
        raise Refused("The last day must be today or later, and not before the first", field="last_day")
    if last_day > after_months(today, MOST_MONTHS):
        raise Refused(f"Share for {MOST_MONTHS // 12} years at most; you can share again then", field="last_day")
    if person == by:
        raise Refused("Your own picture is yours already. Choose someone else", field="person")
    if person is None:
        here = organisation is not None and memberships_today(by).filter(organisation=organisation).exists()
        if not here or role not in SHAREABLE:
            raise Refused("Choose a role in an organisation you work for today", field="role")
    period = DateRange(starts, last_day + timedelta(days=1))
    facts = {"person": person, "organisation": None if person else organisation, "role": "" if person else role}
    with transaction.atomic(), because("Shared the picture of readiness", by=by):
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # a double click finds the first
        there = Grant.objects.filter(owner=by, ended_at=None, period=period, evidence_too=evidence_too, **facts).first()
        if there is not None:
            return there
        grant = Grant.objects.create(owner=by, period=period, evidence_too=evidence_too, **facts)
        if person is not None:
            _tell(grant, person)
        return grant


def _tell(grant: Grant, person: User) -> None:
    owner = grant.owner
    tell(
        person,
        kind="practice",
        key=f"practice:{grant.pk}:shared",
        subject=f"{owner} shares their picture of readiness with you",
        template="pathways/mail/practice_shared",
        context={"owner": str(owner), "until": longdate(grant.last_day)},
        path=reverse("practice:shared", args=[owner.pk]),
    )


def end(grant: Grant, *, by: User) -> Grant:
    """Ends a grant from this moment on."""
    with transaction.atomic(), because("Ended the sharing", by=by):
        grant = Grant.objects.select_for_update(no_key=True, of=("self",)).get(pk=grant.pk)
        if grant.owner_id != by.pk:
            raise PermissionDenied
        if grant.ended_at is None:
            grant.ended_at = timezone.now()
            grant.save(update_fields=["ended_at"])
        return grant


def looked(owner: User, viewer: User) -> None:
    """Records that the viewer saw the owner's picture or log today: one statement."""
    now = timezone.now()
    asked: dict[str, Any] = {"owner": owner.pk, "viewer": viewer.pk, "day": timezone.localdate(now), "now": now}
    with connection.cursor() as cursor:
        cursor.execute(LOOK, asked)


def roles_to_share_with(user: User) -> list[tuple[str, str]]:
    """Choices of a role at one's employers of today: "12:service_lead", and its words."""
    found = Organisation.objects.filter(pk__in=memberships_today(user).values("organisation"))
    return [
        (f"{organisation.pk}:{role}", f"{Role(role).label}s of {organisation}")
        for organisation in found
        for role in SHAREABLE
    ]
