"""Correcting a week that was agreed wrongly: a split of its own, which takes the wrong one's days once it is signed.

Its owner proposes it with a reason; the medical director signs, then HR. The old week, and the pay written for it, stay
in the history.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.signatories.models import Who
from pathways.signatories.tiers import Step
from pathways.splits.models import CHANGEABLE, CORRECTABLE, PENDING, SplitLine, SplitStatus, TimeSplit
from people.design.words import longdate
from people.history import because
from people.models import User
from people.refusals import Refused

STEPS = (Step(Who.DIRECTOR), Step(Who.HR))
"""Who signs a correction, whatever the organisation's tiers: HR gives the second signature."""
OPEN = [*CHANGEABLE, *PENDING]
TAKEN = "This time split has been corrected already. Correct the one that stands for these days."
COPIED = (
    *("user_id", "organisation_id", "service_id", "appointment_id", "period", "agreed_until"),
    *("override_reason", "override_agreed_by", "total_pas"),
    *("dcc_pas", "spa_pas", "anr_pas", "ed_pas", "apa_pas"),
)


def begin(wrong: TimeSplit, *, reason: str, by: User) -> TimeSplit:
    """Makes the owner's draft that corrects an agreed split, a copy of it to change; asked twice, there is one.

    Raises Refused without a reason, and for a split that has not begun or is not agreed.
    """
    reason = reason.strip()
    with transaction.atomic(), because(f"Correction begun: {reason}", by=by):
        User.objects.select_for_update(no_key=True).get(pk=wrong.user_id)
        wrong = TimeSplit.objects.select_for_update(of=("self",)).get(pk=wrong.pk)
        if wrong.user_id != by.pk:
            raise PermissionDenied
        standing = wrong.corrections.filter(status__in=OPEN).first()
        if standing is not None:
            return standing
        if not reason:
            raise Refused("Say what was wrong: those who sign read it", field="reason")
        if wrong.status == SplitStatus.CORRECTED:
            raise Refused(TAKEN)
        if wrong.status not in CORRECTABLE or wrong.starts >= timezone.localdate():
            raise Refused("Only a week that has been worked is corrected. Propose a new time split instead.")
        copied = {name: getattr(wrong, name) for name in COPIED}
        draft = TimeSplit.objects.create(corrects=wrong, reason=reason, **copied)
        copies = list(wrong.lines.all())
        for line in copies:
            line.pk, line.split = None, draft
        SplitLine.objects.bulk_create(copies)
        return draft


def refusal(wrong: TimeSplit, *, starts: date, ends: date | None, today: date) -> Refused | None:
    """Why these half-open days can't correct the split, in words; None when they can."""
    if wrong.status not in CORRECTABLE:
        return Refused(TAKEN)
    if starts < wrong.starts or (wrong.period.upper is not None and starts >= wrong.period.upper):
        last = f" and by {longdate(wrong.last_day)}" if wrong.last_day else ""
        words = f"A correction starts on a day of the split it corrects: on or after {longdate(wrong.starts)}{last}"
        return Refused(words, field="starts")
    if starts >= today:
        return Refused("What is still to come is no correction. Propose a new time split from that day", field="starts")
    if ends != wrong.period.upper:
        ended = f"ends on {longdate(wrong.last_day)}" if wrong.last_day else "runs on: leave the last day empty"
        return Refused(f"A correction ends as the split it corrects, which {ended}", field="last_day")
    return None


def make_room(split: TimeSplit) -> None:
    """Takes the days of a signed correction from what it corrects; the caller holds the lock on the person.

    A correction from the first day takes the whole place; one from a later day leaves the days before it as they were.
    """
    assert split.corrects_id is not None  # the caller asks this of corrections alone
    wrong = TimeSplit.objects.select_for_update(of=("self",)).get(pk=split.corrects_id)
    refused = refusal(wrong, starts=split.starts, ends=wrong.period.upper, today=timezone.localdate())
    if refused is not None:
        raise refused
    split.period, split.agreed_until = DateRange(split.starts, wrong.period.upper), wrong.agreed_until
    with because(f"Corrected: {split.reason}"):
        if split.starts == wrong.starts:
            wrong.status = SplitStatus.CORRECTED
        else:
            wrong.period, wrong.agreed_until = DateRange(wrong.starts, split.starts), split.starts
        wrong.version += 1
        wrong.save(update_fields=["status", "period", "agreed_until", "version"])
