"""Coming into force: on its day an agreed split replaces the one before, and its pay elements are written."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from pathways.splits import pay, telling
from pathways.splits.models import AGREED, SplitStatus, TimeSplit
from people.history import because
from people.models import User


def end_those_before(split: TimeSplit) -> None:
    """Ends each agreed split that runs on past this one's start exactly on that day (S9)."""
    starts = split.starts
    before = TimeSplit.objects.filter(
        user=split.user_id,
        organisation=split.organisation_id,
        status__in=AGREED,
        period__startswith__lt=starts,
        period__contains=starts,
    )
    for earlier in before.select_for_update(of=("self",)):
        with because(f"Ended by the time split from {starts:%d.%m.%Y}"):
            earlier.period = DateRange(earlier.starts, starts)
            earlier.version += 1
            earlier.save(update_fields=["period", "version"])


def give_back_days(split: TimeSplit) -> None:
    """The split before runs again as long as it was agreed for, up to the next agreed one."""
    mine = TimeSplit.objects.filter(user=split.user_id, organisation=split.organisation_id, status__in=AGREED)
    earlier = mine.filter(period__endswith=split.starts).select_for_update(of=("self",)).first()
    if earlier is None:
        return
    if earlier.agreed_until is not None and earlier.agreed_until <= split.starts:
        return
    following = mine.filter(period__startswith__gte=split.starts).order_by("period").first()
    ends = min(filter(None, (earlier.agreed_until, following.starts if following else None)), default=None)
    with because("The time split that ended it was reopened"):
        earlier.period = DateRange(earlier.starts, ends)
        earlier.version += 1
        earlier.save(update_fields=["period", "version"])


def end_past(user: User, organisation_id: int, on: date) -> int:
    """Marks as ended the person's splits in force whose last day is over and that no other has replaced.

    The caller holds the lock on the person. Returns how many.
    """
    over = TimeSplit.objects.filter(
        user=user, organisation=organisation_id, status=SplitStatus.IN_FORCE, period__endswith__lte=on
    )
    ended = list(over.select_for_update(of=("self",)))
    with because("Its last day is over"):
        for split in ended:
            split.status = SplitStatus.ENDED
            split.version += 1
            split.save(update_fields=["status", "version"])
    return len(ended)


def bring_due(user: User, organisation_id: int, on: date) -> int:
    """Brings into force the person's signed-off splits whose day has come, oldest first. Safe to repeat.

    The caller holds the lock on the person. Returns how many came into force.
    """
    mine = TimeSplit.objects.filter(user=user, organisation=organisation_id)
    due = mine.filter(status=SplitStatus.SIGNED_OFF, period__startswith__lte=on).order_by("period")
    brought = list(due.select_for_update(of=("self",)).select_related("organisation", "service"))
    for split in brought:
        with because("Came into force"):
            split.status = SplitStatus.IN_FORCE
            split.version += 1
            split.save(update_fields=["status", "version"])
            pay.write(split)
        telling.in_force(split)
    if brought:
        with because("The next time split came into force"):
            for split in mine.filter(status=SplitStatus.IN_FORCE).order_by("-period")[1:]:
                split.status = SplitStatus.SUPERSEDED
                split.version += 1
                split.save(update_fields=["status", "version"])
    return len(brought)
