"""Ending an agreed split before its last day: from the next day the contracted week holds again."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.splits import pay, policies, telling
from pathways.splits.models import SplitStatus, TimeSplit
from pathways.splits.moving import STALE, locked
from people.design.words import longdate
from people.history import because
from people.models import User
from people.refusals import Refused


def end_early(split: TimeSplit, *, last_day: date, reason: str, by: User, version: int) -> TimeSplit:
    """Ends a split in force on `last_day`, today at the earliest; its pay elements end with it, and its owner is told.

    Asked twice alike, it ends once. Raises Refused for one that is not in force, a day gone by or not before the last
    day as it stands, and without a reason.
    """
    reason = reason.strip()
    with transaction.atomic(), because(f"Ended early: {reason}", by=by):
        split = locked(split)
        if not policies.may_end(by, split):
            raise PermissionDenied
        if split.version == version + 1 and split.last_day == last_day:
            return split
        if not reason:
            raise Refused("Say why it ends early: the owner reads it", field="reason")
        if split.status == SplitStatus.SIGNED_OFF:
            raise Refused("This time split has not begun. Reopen it instead.")
        if split.status != SplitStatus.IN_FORCE:
            raise Refused(f"This time split is {split.get_status_display().lower()}: it can’t end early.")
        if split.version != version:
            raise Refused(STALE)
        if last_day < timezone.localdate():
            raise Refused("Last day must be today or later: what was worked until today stands", field="last_day")
        if split.last_day is not None and last_day >= split.last_day:
            raise Refused(f"It ends on {longdate(split.last_day)} in any case. Enter an earlier day", field="last_day")
        split.agreed_until = last_day + timedelta(days=1)
        split.period = DateRange(split.starts, split.agreed_until)
        split.return_reason = reason
        split.version += 1
        split.save(update_fields=["period", "agreed_until", "return_reason", "version"])
        pay.write(split)
        telling.ends(split, by)
        return split
