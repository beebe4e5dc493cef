"""What every move of a time split shares: the lock, the freshness, the new status, and becoming agreed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from pathways.splits import correcting, rules, turns
from pathways.splits.facts import findings_of, known_of
from pathways.splits.force import bring_due, end_past, end_those_before
from pathways.splits.models import PENDING, TRANSITIONS, SplitStatus, TimeSplit
from people.models import User
from people.refusals import Refused

STALE = "This time split has changed since you opened the page. Look at it as it is now, then try again."


def lock_person(user: User) -> None:
    """One change at a time of a person's splits, so that two that overlap never race (S9)."""
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=user.pk)


def locked(split: TimeSplit) -> TimeSplit:
    """The split as it stands, held with its owner until the transaction ends, with what the rules ask of it."""
    lock_person(split.user)
    asked = TimeSplit.objects.select_related("user__clinician", "service", "corrects", "appointment")
    return asked.select_for_update(of=("self",)).get(pk=split.pk)


def fresh(split: TimeSplit, version: int) -> None:
    if split.version != version:
        raise Refused(STALE)


def move(split: TimeSplit, to: SplitStatus, *fields: str) -> set[User]:
    """Writes the new status with these fields; answers whose turn it is now."""
    if to not in TRANSITIONS[split.status]:
        raise Refused(f"This time split is {split.get_status_display().lower()}: that can no longer be done.")
    split.status = to
    split.version += 1
    if to not in PENDING:
        turns.end(split)
    split.save(update_fields=["status", "version", *fields, *turns.FIELDS])
    return turns.remind(split)


def refuse_errors(split: TimeSplit) -> tuple[rules.Finding, ...]:
    found = findings_of(split, known_of(split, today=split.starts))
    for error in rules.errors(found):
        raise Refused(error.text)
    return found


def agree(split: TimeSplit) -> TimeSplit:
    """Agrees a split: the one before ends on the day this one starts, and what it corrects gives way.

    What starts today or earlier comes into force at once. The caller holds the locks; the database keeps S9.
    """
    if split.corrects_id:
        correcting.make_room(split)
    else:
        end_those_before(split)
    try:
        with transaction.atomic():
            move(split, SplitStatus.SIGNED_OFF, "period", "agreed_until")
    except IntegrityError as error:
        if "s9_no_overlap" not in str(error):
            raise
        raise Refused(
            "Another time split for some of these days has just been agreed. Return this one for other dates."
        ) from error
    today = timezone.localdate()
    if split.starts <= today:
        bring_due(split.user, split.organisation_id, today)
        end_past(split.user, split.organisation_id, today)
        split.refresh_from_db(fields=["status", "period", "version"])
    return split
