"""Who sends which message, and what becomes of one whose worker has died (docs/adr/0006-told-once.md).

waiting → claimed → handing → sent
   ↑         │          ├──→ failed   refused for good
   ├─────────┘          ├──→ waiting  refused for now, or evidence says that it never arrived
   │     worker died    └──→ doubt    nobody can say whether it arrived
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from reminders import evidence
from reminders.models import Message

logger = logging.getLogger(__name__)
State = Message.State

LOCKS = 0x6D61696C  # the first half of our advisory locks' keys ("mail"); the second is the message's number
RECOVER_AT_ONCE = 500
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=4)
MOST_TRIES = 40  # about five days


class Lost(Exception):
    """The message is no longer ours: our claim outlived its lease and another worker has it."""


def claim(limit: int) -> list[Message]:
    """Takes up to `limit` waiting messages for this worker, oldest first; no other worker takes them meanwhile."""
    with transaction.atomic():
        now = timezone.now()
        waiting = Message.objects.filter(state=State.WAITING, not_before__lte=now).order_by("not_before", "pk")
        messages = list(waiting.select_for_update(skip_locked=True)[:limit])
        for message in messages:
            message.state, message.claimed_at, message.attempts = State.CLAIMED, now, message.attempts + 1
        taken = Message.objects.filter(pk__in=[message.pk for message in messages])
        taken.update(state=State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1)
    return messages


def sent(message: Message) -> None:
    """The mail server has answered that it has the message."""
    _move(message, State.SENT, sent_at=timezone.now(), trouble="")


def failed(message: Message, trouble: str) -> None:
    """The mail server will never take it."""
    _move(message, State.FAILED, trouble=trouble)
    logger.error("Message %s failed for good: %s", message.pk, trouble)


def put_back(message: Message, trouble: str) -> None:
    """It surely did not go out: it waits for its next try, longer each time, and fails after about five days."""
    if message.attempts >= MOST_TRIES:
        failed(message, f"Given up after {message.attempts} tries: {trouble}")
        return
    pause = min(FIRST_PAUSE * 2 ** min(message.attempts - 1, 20), LONGEST_PAUSE)
    _move(message, State.WAITING, not_before=timezone.now() + pause, claimed_at=None, trouble=trouble)


def release(messages: Sequence[Message]) -> None:
    """Gives back what was claimed and not begun: it waits as before, and the claim was no try."""
    for message in messages:
        ours = Message.objects.filter(pk=message.pk, state=State.CLAIMED, claimed_at=message.claimed_at)
        ours.update(state=State.WAITING, claimed_at=None, attempts=F("attempts") - 1)


def _move(message: Message, state: Message.State, **changes: str | datetime | None) -> None:
    """Writes a step only if the row still stands as we left it: a claim is known by its moment."""
    ours = Message.objects.filter(pk=message.pk, state=message.state, claimed_at=message.claimed_at)
    if not ours.update(state=state, **changes):
        raise Lost(str(message.pk))
    message.state = state
    for name, value in changes.items():
        setattr(message, name, value)


@contextmanager
def handing(message: Message) -> Iterator[Callable[[], None]]:
    """Gives the call that commits "handing"; from then to the end everyone can see that the worker lives.

    They see it by a session lock of PostgreSQL's, which ends with the worker's connection, however the worker dies,
    and never while it is only slow or suspended; no lease can tell those apart. The call raises Lost when the
    message is not ours any more.
    """
    present = False

    def hand() -> None:
        nonlocal present
        present = _ask("SELECT pg_try_advisory_lock(%s, %s)", message)
        if not present:
            raise Lost(str(message.pk))
        _move(message, State.HANDING, claimed_at=timezone.now())

    try:
        yield hand
    finally:
        if present:
            _ask("SELECT pg_advisory_unlock(%s, %s)", message)


def _nobody_present(message: Message) -> bool:
    return _ask("SELECT pg_try_advisory_xact_lock(%s, %s)", message)


def _ask(question: str, message: Message) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [LOCKS, message.pk % 2**31])
        return bool(cursor.fetchone()[0])


def recover() -> int:
    """Sees to what dead workers left behind longer than a lease ago; returns how many it moved."""
    with transaction.atomic():
        left = Message.objects.select_for_update(skip_locked=True).filter(
            state__in=[State.CLAIMED, State.HANDING], claimed_at__lt=timezone.now() - lease()
        )
        found = list(left.order_by("claimed_at")[:RECOVER_AT_ONCE])
        claimed = [message.pk for message in found if message.state == State.CLAIMED]
        # Surely not sent: before its last bytes a worker must write "handing", and that would fail now.
        Message.objects.filter(pk__in=claimed).update(state=State.WAITING, claimed_at=None)
        handing = [m for m in found if m.state == State.HANDING and _nobody_present(m)]
        _resolve(handing)
    return len(claimed) + len(handing)


def lease() -> timedelta:
    """How long a claim stays a worker's own."""
    return timedelta(seconds=settings.MAIL_LEASE_SECONDS)


def _resolve(messages: Sequence[Message]) -> None:
    """Their workers died between the last bytes and the answer: evidence decides, or nobody can."""
    if not messages:
        return
    oldest = min(message.claimed_at for message in messages if message.claimed_at)
    arrived = evidence.arrived_since(oldest)
    for message in messages:
        if arrived is None:
            trouble = "The worker died before the mail server's answer; it may or may not have been delivered."
            _move(message, State.DOUBT, trouble=trouble)
            logger.error("Message %s is in doubt and will not be sent again by itself: %s", message.pk, trouble)
        elif message.message_id in arrived:
            _move(message, State.SENT, sent_at=timezone.now(), trouble="")
        else:
            _move(message, State.WAITING, claimed_at=None)
