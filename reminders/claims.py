"""Who sends which message, and what becomes of one whose worker has died (docs/adr/0006-told-once.md).

waiting → claimed → handing → sent
   ↑         │          ├──→ failed, held   refused for good: the letter, its address
   ├─────────┘          ├──→ waiting        refused for now, or evidence says that it never arrived
   │     worker died    └──→ doubt          nobody can say whether it arrived
"""

import logging
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from reminders.addresses.reading import refused_among
from reminders.models import Message
from reminders.trouble import MOST_TRIES, Why, pause_after

logger = logging.getLogger(__name__)
State = Message.State

RUNS = 0x6D61696C  # the first half of our advisory locks' keys ("mail"); the second is a run's number
HELD = "This address was refused, so nothing is sent to it until it is changed or cleared."
# Durable before the last bytes go: PostgreSQL killed an instant later must still know of it.
HAND = """
SET LOCAL synchronous_commit = on;
UPDATE reminders_message message SET state = 'handing', claimed_at = %(now)s
FROM unnest(%(keys)s::bigint[], %(moments)s::timestamptz[]) ours (id, claimed_at)
WHERE message.id = ours.id AND message.claimed_at = ours.claimed_at AND message.state = 'claimed'
RETURNING message.id
"""
SENT = """
UPDATE reminders_message message SET state = 'sent', sent_at = %(now)s, trouble = '', why = ''
FROM unnest(%(keys)s::bigint[], %(moments)s::timestamptz[]) ours (id, claimed_at)
WHERE message.id = ours.id AND message.claimed_at = ours.claimed_at AND message.state = 'handing'
RETURNING message.id
"""


class Lost(Exception):
    """The message is no longer ours: our claim outlived its lease and another worker has it."""


@contextmanager
def present() -> Iterator[int]:
    """A number for a run of deliveries; everyone can see that the run lives, to the end.

    They see it by a session lock of PostgreSQL's, which ends with the worker's connection, however the worker dies,
    and never while it is only slow or suspended; no lease can tell those apart.
    """
    number = random.randrange(2**31)  # noqa: S311 -- nothing secret
    while not be_present(number):
        number = random.randrange(2**31)  # noqa: S311
    try:
        yield number
    finally:
        if connection.connection is not None:  # closed, it is unlocked
            _ask("SELECT pg_advisory_unlock(%s, %s)", number)


def be_present(number: int) -> bool:
    """Takes the run's lock, at its start and again on a new connection; False where someone has it."""
    return _ask("SELECT pg_try_advisory_lock(%s, %s)", number)


def nobody_present(number: int | None) -> bool:
    return number is None or _ask("SELECT pg_try_advisory_xact_lock(%s, %s)", number)


def _ask(question: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [RUNS, number])
        return bool(cursor.fetchone()[0])


def claim(limit: int, run: int | None = None) -> list[Message]:
    """Takes up to `limit` waiting messages for this run, oldest first; no other run takes them meanwhile.

    Those whose address was refused are held instead.
    """
    messages: list[Message] = []
    with transaction.atomic():
        now = timezone.now()
        while found := _next(now, limit - len(messages)):
            refused = refused_among(message.to for message in found)
            held = [message.pk for message in found if message.to.lower() in refused]
            Message.objects.filter(pk__in=held).update(state=State.HELD, trouble=HELD, why=Why.ADDRESS)
            fresh = [message for message in found if message.pk not in held]
            _take(fresh, now, run)
            messages += fresh
            if not held:
                break
    return messages


def _next(now: datetime, limit: int) -> list[Message]:
    waiting = Message.objects.filter(state=State.WAITING, not_before__lte=now).order_by("not_before", "pk")
    return list(waiting.select_for_update(skip_locked=True)[:limit])


def _take(messages: list[Message], now: datetime, run: int | None) -> None:
    for message in messages:
        message.state, message.claimed_at, message.claimed_by = State.CLAIMED, now, run
        message.attempts += 1
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        state=State.CLAIMED,
        claimed_at=now,
        claimed_by=run,
        attempts=F("attempts") + 1,
        first_tried_at=Coalesce("first_tried_at", now),
    )


def hand(messages: Sequence[Message]) -> list[Message]:
    """Commits "handing" for those of them that are still ours, and returns these: their last bytes may go now."""
    now = timezone.now()
    ours = _move_all(HAND, messages, now)
    for message in ours:
        message.state, message.claimed_at = State.HANDING, now
    return ours


def sent(messages: Sequence[Message]) -> None:
    """The mail server has answered that it has them."""
    _move_all(SENT, messages, timezone.now())


def _move_all(statement: str, messages: Sequence[Message], now: datetime) -> list[Message]:
    """Writes a step for each row that still stands as we left it: a claim is known by its moment."""
    if not messages:
        return []
    keys, moments = [message.pk for message in messages], [message.claimed_at for message in messages]
    with connection.cursor() as cursor:
        cursor.execute(statement, {"keys": keys, "moments": moments, "now": now})
        moved = {row[0] for row in cursor.fetchall()}
    for key in set(keys) - moved:
        logger.warning("Message %s is with another worker by now", key)
    return [message for message in messages if message.pk in moved]


def failed(message: Message, trouble: str, why: Why) -> None:
    """The mail server will never take it."""
    move(message, State.FAILED, trouble=trouble, why=why)
    logger.error("Message %s failed for good: %s", message.pk, trouble)


def put_back(message: Message, trouble: str, why: Why) -> None:
    """It surely did not go out: it waits for its next try, longer each time, and fails after about five days."""
    if message.attempts >= MOST_TRIES:
        failed(message, f"Given up after {message.attempts} tries: {trouble}", why)
        return
    first = timedelta(seconds=settings.MAIL_FIRST_PAUSE_SECONDS)
    pause = pause_after(message.attempts, random.random(), first)  # noqa: S311
    move(message, State.WAITING, not_before=timezone.now() + pause, claimed_at=None, trouble=trouble, why=why)


def release(messages: Sequence[Message], pause: timedelta = timedelta(0), trouble: str = "") -> None:
    """Gives back what was claimed and not begun: it waits as before, or for `pause`; the claim was no try."""
    changes: dict[str, object] = {"state": State.WAITING, "claimed_at": None, "attempts": F("attempts") - 1}
    if pause:
        changes |= {"not_before": timezone.now() + pause, "trouble": trouble, "why": Why.SLOW}
    for message in messages:
        Message.objects.filter(pk=message.pk, state=State.CLAIMED, claimed_at=message.claimed_at).update(**changes)


def move(message: Message, state: Message.State, **changes: str | datetime | None) -> None:
    """Writes a step only if the row still stands as we left it; raises Lost where it does not."""
    ours = Message.objects.filter(pk=message.pk, state=message.state, claimed_at=message.claimed_at)
    if not ours.update(state=state, **changes):
        raise Lost(str(message.pk))


def lease() -> timedelta:
    """How long a claim stays a worker's own."""
    return timedelta(seconds=settings.MAIL_LEASE_SECONDS)
