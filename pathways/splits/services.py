"""The verbs of a time split. Each locks its owner and the split, asks who may, asks the rules, writes, and tells.

`version` is the one the reader's page showed: a page gone stale is refused, a double click changes nothing.
"""

from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.signatories.tiers import read, steps_on
from pathways.splits import correcting, past, policies, rules, signing, telling, turns
from pathways.splits.force import give_back_days
from pathways.splits.models import AGREED, PENDING, SignOff, SplitStatus, TimeSplit
from pathways.splits.moving import agree, fresh, locked, move, refuse_errors
from people.design.words import longdate
from people.history import because
from people.memberships.policies import who_work_at
from people.models import User
from people.refusals import Refused

UNEXPLAINED = "The rules warn about this week. Say why this split is right all the same: those who sign it read it."
GONE = "Your role that signs this time split has ended. Someone who holds it today signs instead."


def submit(split: TimeSplit, *, by: User, version: int) -> TimeSplit:
    """Sends a draft or returned split for sign-off.

    Raises Refused with the first error of S1 to S9, and for warnings without a reason.
    """
    with transaction.atomic(), because(past.SENT, by=by):
        split = locked(split)
        if not policies.may_change(by, split):
            raise PermissionDenied
        if split.status == SplitStatus.SUBMITTED and split.version == version + 1:
            return split
        fresh(split, version)
        found = refuse_errors(split)
        if rules.warnings(found) and not split.reason:
            raise Refused(UNEXPLAINED)
        today = timezone.localdate()
        if (refused := rewriting(split, today)) is not None:
            raise refused
        split.submitted_at = timezone.now()
        split.return_reason = ""
        steps = correcting.STEPS if split.corrects_id else steps_on(split.organisation_id, today)
        split.tiers = [step.written() for step in steps]
        turns.begin(split, 1)
        asked = move(split, SplitStatus.SUBMITTED, "submitted_at", "return_reason", "tiers")
        telling.submitted(split, asked)
        return split


def sign_off(split: TimeSplit, *, by: User, version: int, note: str = "") -> TimeSplit:
    """Gives the signature whose turn it is (S10). The final one agrees the split and ends the one before it.

    A split that starts today or earlier comes into force at once, a later one on its day.
    """
    with transaction.atomic(), because("Signed", by=by):
        split = locked(split)
        given = given_to(split)
        signatures = tuple(each.signature for each in given if split.submitted_at and each.at >= split.submitted_at)
        if split.version == version + 1 and any(s.by == by.pk for s in signatures):
            return split
        if split.status not in PENDING or split.tier is None:
            raise Refused(f"This time split is {split.get_status_display().lower()}: it needs no signature now.")
        fresh(split, version)
        seat = policies.seat_of(by, split)
        if seat is None:
            if policies.role_gone(by, split):
                raise Refused(GONE)
            raise PermissionDenied
        tier, steps = split.tier, read(split.tiers)
        on_behalf_of = seat if seat != by.pk else None
        refusal = signing.refusal(
            tier, signer=by.pk, owner=split.user_id, signatures=signatures, on_behalf_of=on_behalf_of, steps=steps
        )
        if refusal:
            raise Refused(refusal)
        refuse_errors(split)
        SignOff.objects.create(
            split=split,
            round=_round(given, tier),
            tier=tier,
            by=by,
            on_behalf_of_id=on_behalf_of,
            note=note.strip(),
        )
        if tier < len(steps):
            turns.begin(split, tier + 1)
            asked = move(split, SplitStatus.FIRST_SIGNED)
            telling.first_signed(split, by, asked)
            return split
        telling.signed_off(agree(split), by)
        return split


def return_for_change(split: TimeSplit, *, by: User, version: int, reason: str) -> TimeSplit:
    """Sends a pending split back to its owner with the reason."""
    reason = reason.strip()
    with transaction.atomic(), because(f"Returned for change: {reason}", by=by):
        split = locked(split)
        if split.status == SplitStatus.RETURNED and split.version == version + 1 and split.return_reason == reason:
            return split
        if not reason:
            raise Refused("Say what should change: the owner reads it.", field="reason")
        fresh(split, version)
        if not policies.may_return(by, split):
            raise PermissionDenied
        split.return_reason = reason
        move(split, SplitStatus.RETURNED, "return_reason")
        telling.returned(split, by)
        return split


def decline(split: TimeSplit, *, by: User, version: int, reason: str) -> TimeSplit:
    """Says no for good, with the reason that the owner reads; only whoever's turn it is."""
    reason = reason.strip()
    if not reason:
        raise Refused("Say why you decline it: the owner reads it.", field="reason")
    with transaction.atomic(), because(f"Declined: {reason}", by=by):
        split = locked(split)
        if split.status not in PENDING:
            raise Refused(f"This time split is {split.get_status_display().lower()}: that can no longer be done.")
        fresh(split, version)
        if not policies.may_decline(by, split):
            raise PermissionDenied
        split.return_reason = reason
        move(split, SplitStatus.DECLINED, "return_reason")
        telling.declined(split, by)
        return split


def reopen(split: TimeSplit, *, by: User, version: int, reason: str) -> TimeSplit:
    """Gives a sent, declined or agreed split back to its owner to change, before it is in force.

    The reason goes to the owner and to everyone who has signed or was asked to. An agreed split gives back the days
    that it took from the one before.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("Say why you reopen it: the owner and all who sign read it.", field="reason")
    with transaction.atomic(), because(f"Reopened: {reason}", by=by):
        split = locked(split)
        if not policies.may_reopen(by, split):
            raise PermissionDenied
        if split.status in (SplitStatus.IN_FORCE, SplitStatus.SUPERSEDED, SplitStatus.ENDED):
            raise Refused("This time split has been in force: it is changed by a new one, or corrected.")
        fresh(split, version)
        signed = {signature.by for signature in split.sign_offs.select_related("by")}
        asked = turns.signatories(split) | who_work_at(signed, split.organisation_id)
        agreed = split.status == SplitStatus.SIGNED_OFF
        split.return_reason = reason
        move(split, SplitStatus.REOPENED, "return_reason")
        if agreed:
            give_back_days(split)
        telling.reopened(split, by, asked - {by})
        return split


def withdraw(split: TimeSplit, *, by: User, version: int) -> TimeSplit:
    """Takes the owner's own split back for good, before it is signed off."""
    with transaction.atomic(), because("Withdrawn", by=by):
        split = locked(split)
        if not policies.may_withdraw(by, split):
            raise PermissionDenied
        if split.status == SplitStatus.WITHDRAWN:
            return split
        fresh(split, version)
        asked = turns.signatories(split)
        move(split, SplitStatus.WITHDRAWN)
        telling.withdrawn(split, asked)
        return split


class Given(NamedTuple):
    """A signature, when it was given, and in which round of signing: a split that came back is signed anew."""

    at: datetime
    round: int
    signature: signing.Signature


def given_to(split: TimeSplit) -> tuple[Given, ...]:
    """All signatures that the split was ever given."""
    found = split.sign_offs.values_list("at", "round", "tier", "by_id", "on_behalf_of_id")
    return tuple(Given(at, number, signing.Signature(*each)) for at, number, *each in found)


def rewriting(split: TimeSplit, today: date) -> Refused | None:
    """Why a draft can't be sent though the rules allow its week; None when it can.

    What was agreed for days gone by is corrected, with HR's signature, not overwritten.
    """
    if split.corrects:
        refused = correcting.refusal(split.corrects, starts=split.starts, ends=split.period.upper, today=today)
        if refused is not None:
            return refused
        if split.organisation_id != split.corrects.organisation_id:
            return Refused(
                f"A correction stays with the same employer, {split.corrects.organisation}. Change the service."
            )
        if not split.reason:
            return Refused("Say what was wrong: those who sign a correction read it.")
        return None
    if split.starts >= today:
        return None
    mine = TimeSplit.objects.filter(user=split.user_id, organisation=split.organisation_id, status__in=AGREED)
    gone_by = DateRange(split.starts, min(split.period.upper or today, today))
    stood = mine.filter(period__overlap=gone_by).order_by("-period").first()
    if stood is not None:
        return Refused(
            f"Another time split holds for days gone by, from {longdate(stood.starts)}. Start today or later, or "
            "open that one and correct it."
        )
    return None


def _round(given: tuple[Given, ...], tier: int) -> int:
    last = max((each.round for each in given), default=0)
    return last + 1 if tier == 1 else last
