"""What is due because the data say so: a split's last day, a post's closing. It is looked up, and the ledger follows.

What is found is written or moved; what is no longer found is called off, or over where its day has come. Between two
looks (every hour) the ledger may be as old as that.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from reminders.kinds import DECLARED, Found, Kind
from reminders.models import Due
from reminders.rules import begun_on, first_step, steps
from reminders.services import close, set_due
from reminders.stage_days import StageDays

BATCH = 2_000


def follow_all(on: date | None = None) -> int:
    """Follows every kind that is looked up; returns how many dues were written, moved or ended. Safe to run again.

    A room that cannot answer holds up no other's dues: what went wrong is raised when all have been asked.
    """
    today, changed, wrong = on or timezone.localdate(), 0, []
    for kind in DECLARED.values():
        if kind.found:
            try:
                changed += follow(kind, today)
            except Exception as trouble:
                wrong.append(trouble)
    if wrong:
        raise ExceptionGroup("Not all that follows from the data could be looked up", wrong)
    return changed


def follow(kind: Kind, today: date) -> int:
    """Brings one kind's dues in step with what is found on the day."""
    assert kind.found is not None
    found = {(each.subject, each.user_id): each for each in kind.found(today)}
    there = {(due.subject, due.user_id): due for due in Due.objects.filter(kind=kind.key).select_related("user")}
    new = [each for key, each in found.items() if key not in there]
    days = StageDays(today)
    for place in range(0, len(new), BATCH):
        Due.objects.bulk_create(
            [_due(kind, each, days, today) for each in new[place : place + BATCH]], ignore_conflicts=True
        )
    moved = [(there[key], each) for key, each in found.items() if key in there and _differs(there[key], each)]
    for due, each in moved:
        with transaction.atomic():
            set_due(
                kind=kind.key,
                subject=each.subject,
                user=due.user,
                due_on=each.due_on,
                title=each.title[:200],
                path=each.path,
                organisation=each.organisation_id,
                remind_on=each.remind_on,
            )
    gone = [due for key, due in there.items() if key not in found and due.state == Due.State.OPEN]
    return len(new) + len(moved) + (_end(gone, today) if gone else 0)


@transaction.atomic
def _end(gone: list[Due], today: date) -> int:
    """What is found no more is over where its day is past, else called off."""
    over = [due.pk for due in gone if due.due_on < today]
    off = [due.pk for due in gone if due.due_on >= today]
    still_open = Due.objects.filter(state=Due.State.OPEN)
    done = close(still_open.filter(pk__in=over), Due.State.DONE)
    return done + close(still_open.filter(pk__in=off), Due.State.CANCELLED)


def _differs(due: Due, found: Found) -> bool:
    """Whether the ledger is behind; what someone has done of this day stays done."""
    if due.state == Due.State.DONE and due.due_on == found.due_on:
        return False
    said = (found.due_on, found.title[:200], found.path)
    return due.state != Due.State.OPEN or (due.due_on, due.title, due.path) != said


def _due(kind: Kind, found: Found, days: StageDays, today: date) -> Due:
    step = first_step(steps(found.due_on, days.offsets(kind, found.organisation_id)), found.due_on, today)
    if found.remind_on is not None:
        step = begun_on(found.remind_on, found.due_on, step)
    return Due(
        kind=kind.key,
        subject=found.subject,
        user_id=found.user_id,
        due_on=found.due_on,
        remind_on=step.day,
        stage=step.stage,
        organisation_id=found.organisation_id,
        title=found.title[:200],
        path=found.path,
    )
