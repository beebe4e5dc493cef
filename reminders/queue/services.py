"""Sending again what an administrator chose in the queue."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from people.design.words import longtime, plural
from people.models import User
from reminders.models import Message
from reminders.queue.policies import messages_kept_by

logger = logging.getLogger(__name__)
State = Message.State
MOST = 200
"""Letters that are sent again at once."""
LEFT = {
    State.SENT: "has been sent already",
    State.CLAIMED: "is being sent",
    State.HANDING: "is being sent",
    State.HELD: "is held back: clear its address first",
    State.DOUBT: "is in doubt: tick the box if it may arrive twice",
}


@dataclass(frozen=True)
class Retried:
    """How many letters wait again, and in sentences why the others do not."""

    number: int
    left: list[str]


def retry(keys: Iterable[int], *, by: User, doubtful: bool = False) -> Retried:
    """Lets letters go out at the next run, to their reader's address of today, with all their tries before them.

    Those that may have arrived go only where `doubtful` says so. Of what this person may not see nothing is said.
    """
    now, again, left = timezone.now(), 0, Counter[State]()
    with transaction.atomic():
        chosen = messages_kept_by(by).filter(pk__in=list(dict.fromkeys(keys))[:MOST]).select_related("user")
        for message in chosen.select_for_update(of=("self",)).defer("text", "html").order_by("pk"):
            state = State(message.state)
            if state not in {State.WAITING, State.FAILED, State.DOUBT} or (state == State.DOUBT and not doubtful):
                left[state] += 1
                continue
            before = f" Before: {message.trouble}" if message.trouble else ""
            message.state, message.not_before, message.attempts, message.to = State.WAITING, now, 0, message.user.email
            message.claimed_at, message.why = None, ""
            message.trouble = f"{by} asked to send it again on {longtime(now)}.{before}"[:1000]
            message.save(update_fields=["state", "not_before", "attempts", "to", "claimed_at", "why", "trouble"])
            logger.info("Message %s is to be sent again: user %s asked for it", message.pk, by.pk)
            again += 1
    return Retried(again, [f"{plural(number, 'letter')}: {LEFT[state]}." for state, number in left.items()])
