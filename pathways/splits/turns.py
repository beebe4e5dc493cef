"""Whose turn a sent split is: written onto it, so that the queue reads only that; with its day to sign and reminder."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from pathways.signatories.delegates import delegates_of
from pathways.signatories.models import Who
from pathways.signatories.tiers import read
from pathways.splits.models import PENDING, TimeSplit
from people.memberships.policies import holders, memberships_today
from people.models import Role, User
from reminders import services as reminders
from reminders.rules import ANY_ROLE

FIELDS = ("tier", "waits_for", "waits_for_person", "due_on")
KIND = "split-to-sign"


def begin(split: TimeSplit, tier: int) -> None:
    """Gives the turn to a tier of those the split was sent with; its days count from today."""
    step = read(split.tiers)[tier - 1]
    split.tier = tier
    split.waits_for = step.who
    split.waits_for_person_id = step.person
    split.due_on = timezone.localdate() + timedelta(days=step.days)


def end(split: TimeSplit) -> None:
    """It is nobody's turn."""
    split.tier, split.waits_for, split.waits_for_person, split.due_on = None, "", None, None


def holders_of_turn(split: TimeSplit) -> list[User]:
    """The people of the tier whose turn it is, but the owner."""
    if split.waits_for == Who.LEAD:
        found = holders(Role.SERVICE_LEAD, split.organisation_id, split.service_id)
    elif split.waits_for == Who.DIRECTOR:
        found = holders(Role.MEDICAL_DIRECTOR, split.organisation_id)
    elif split.waits_for == Who.HR:
        found = holders(Role.HR, split.organisation_id)
    else:
        named = split.waits_for_person
        here = named and memberships_today(named).filter(organisation=split.organisation_id).exists()
        found = [named] if named and here else []
    return [user for user in found if user.pk != split.user_id]


def signatories(split: TimeSplit) -> set[User]:
    """Who is asked to sign now: the people of the tier and those who sign for them today, but the owner."""
    return _asked(split, holders_of_turn(split)) if split.status in PENDING else set()


def _asked(split: TimeSplit, people: list[User]) -> set[User]:
    return {user for user in {*people, *delegates_of(people, split.organisation_id)} if user.pk != split.user_id}


def _role(split: TimeSplit) -> str:
    """What whose turn it is must be to sign; a person who is named, or signs for another, need only work there."""
    return ANY_ROLE if split.waits_for == Who.PERSON else split.waits_for


def remind(split: TimeSplit) -> set[User]:
    """Moves the reminder to whose turn it is, and answers who that is; what nobody needs to sign any more is silent."""
    subject = f"split:{split.pk}"
    reminders.finish(kind=KIND, subject=subject)
    if split.status not in PENDING or split.due_on is None:
        return set()
    people = holders_of_turn(split)
    asked = _asked(split, people)
    for user in asked:
        reminders.set_due(
            kind=KIND,
            subject=subject,
            user=user,
            due_on=split.due_on,
            title=f"Sign the time split of {split.user}",
            path=reverse("approvals:detail", args=[split.pk]),
            organisation=split.organisation_id,
            only_as=_role(split) if user in people else ANY_ROLE,
        )
    return asked
