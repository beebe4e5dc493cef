"""The sweep: each stage of what is due is told once, and each person gets one letter of all that is to be told.

Two steps, each with rows claimed in its own transaction (docs/adr/0025-one-ledger-of-dues.md): dues whose day has come
are written into the ledger, then people's letters are written from the ledger (reminders.lettering).
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from people.models import User
from reminders import lettering
from reminders.inbox.writing import Entry, write
from reminders.kinds import Kind, kind_of
from reminders.models import Due
from reminders.preferences.reading import Wishes, wishes_of
from reminders.rules import Stage, steps, told_and_next
from reminders.stage_days import StageDays

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

BATCH = 2_000
MOVE_ON = """
UPDATE reminders_due SET stage = moved.stage, remind_on = moved.day, reminded_at = moved.at
FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::timestamptz[]) AS moved(id, stage, day, at)
WHERE reminders_due.id = moved.id
"""


def sweep() -> int:
    """Tells of each open due whose day to remind has come (London), and writes the letters; returns how many dues.

    Any number of sweeps may run at once or again: each takes other rows, and a row is stamped in the transaction
    that writes what is told of it.
    """
    found = find()
    lettering.write_letters()
    return found


def find() -> int:
    """Writes into the ledger what is to be told of the dues whose day has come; returns how many dues."""
    total = 0
    while found := _find_batch():
        total += found
    return total


def _find_batch() -> int:
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        dues = list(
            Due.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
            .filter(state=Due.State.OPEN, reminded_at=None, remind_on__lte=today, user__is_active=True)
            .order_by("remind_on", "pk")[:BATCH]
        )
        if dues:
            coming = _move_on(dues, now, today)
            write(list(_notices(dues, now, _of_who_left(dues, today))))
            with connection.cursor() as cursor:
                cursor.execute(MOVE_ON, coming)
    return len(dues)


def _move_on(dues: list[Due], now: datetime, today: date) -> list[list[object]]:
    """Sets each due to the stage that is told now, and answers where each stands then, in columns."""
    days = StageDays(today)
    rows: list[tuple[object, ...]] = []
    for due in dues:
        found = steps(due.due_on, days.offsets(kind_of(due.kind), due.organisation_id))
        due.stage, coming = told_and_next(found, due.stage, today)
        if coming is None:
            rows.append((due.pk, due.stage, due.remind_on, now))
        else:
            rows.append((due.pk, coming.stage, coming.day, None))
    return [list(column) for column in zip(*rows, strict=True)]


def _of_who_left(dues: list[Due], today: date) -> set[int]:
    """Keys of the dues whose person no longer holds the role that they go with."""
    of_a_role = [due.pk for due in dues if due.only_as]
    return set(Due.objects.filter(pk__in=of_a_role).left(today).values_list("pk", flat=True))


def _notices(dues: list[Due], now: datetime, left: set[int]) -> Iterator[Entry]:
    """What is told of the dues: to the person, to who stands in for them, or in the end to someone else.

    Those in `left` are told to someone else alone.
    """
    wishes = wishes_of(due.user_id for due in dues)
    standing_in = _people(wish.delegate_id for wish in wishes.values())
    late = {due.pk: _escalated(due) for due in dues if due.stage == Stage.ESCALATION}
    others = {user.pk for users in late.values() for user in users} | standing_in.keys()
    wishes |= wishes_of(others - wishes.keys()) if others else {}
    for due in dues:
        kind, wish = kind_of(due.kind), wishes[due.user_id]
        if due.stage == Stage.ESCALATION:
            for user in late[due.pk]:
                yield _notice(due, kind, user.pk, wishes, now, key=escalation_key(due, user), urgent=True)
            continue
        if due.pk in left:
            continue
        yield _notice(due, kind, due.user_id, wishes, now, key=reminder_key(due))
        delegate = standing_in.get(wish.delegate_id or 0)
        if delegate is not None and kind.may_act and _asked(kind.may_act, delegate, due.subject):
            yield _notice(due, kind, delegate.pk, wishes, now, key=f"{reminder_key(due)}:{delegate.pk}")


def _notice(
    due: Due, kind: Kind, user_id: int, wishes: dict[int, Wishes], now: datetime, *, key: str, urgent: bool = False
) -> Entry:
    return Entry(
        key=key,
        user_id=user_id,
        kind=due.kind,
        due_id=due.pk,
        stage=due.stage,
        person_id=due.user_id if user_id != due.user_id else None,
        title=due.title,
        path=reverse("reminders:inbox") if urgent and not kind.escalation_opens else due.path,
        due_on=due.due_on,
        made_at=now,
        letter_at=wishes[user_id].letter_at(kind, now, urgent=urgent),
    )


def _people(keys: Iterable[int | None]) -> dict[int, User]:
    wanted = {key for key in keys if key is not None}
    return User.objects.filter(is_active=True).in_bulk(wanted) if wanted else {}


def _escalated(due: Due) -> list[User]:
    """Whoever is told in the end, once each; never the person themselves."""
    to = kind_of(due.kind).escalates_to
    found = (_asked(to, due.subject) or []) if to else []
    return list({user.pk: user for user in found if user.pk != due.user_id and user.is_active}.values())


def _asked(question: Callable[..., Answer], *facts: object) -> Answer | None:
    """What a room answers; a room that cannot answer holds up nobody else's reminders."""
    try:
        with transaction.atomic():
            return question(*facts)
    except Exception:
        logger.exception("%s could not answer for %s", question, facts)
        return None


def reminder_key(due: Due) -> str:
    """Names the reminder of this due at its stage: a date it was moved to, or back to, is another event."""
    return f"due:{due.kind}:{due.subject}:{due.user_id}:{due.due_on}:{due.sequence}:{due.stage}"


def escalation_key(due: Due, user: User) -> str:
    """Names the escalation to this person: one, also where the same thing was due from several."""
    return f"due:{due.kind}:{due.subject}:{due.due_on}:escalation:{user.pk}"
