"""What dead workers left behind: sent again where it surely was not sent, or else decided by evidence."""

import logging
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from reminders import claims, evidence
from reminders.models import Message
from reminders.trouble import Why

logger = logging.getLogger(__name__)
State = Message.State
AT_ONCE = 500
TROUBLE = "The worker died before the mail server's answer; it may or may not have been delivered."


def recover() -> int:
    """Sees to what dead workers left behind longer than a lease ago; returns how many it moved."""
    now, lease = timezone.now(), claims.lease()
    with transaction.atomic():
        # A claim of the time to come was made before the clock was set back.
        left = (
            Message.objects.select_for_update(skip_locked=True)
            .exclude(claimed_at__range=(now - lease, now + lease))
            .filter(state__in=[State.CLAIMED, State.HANDING])
        )
        found = list(left.order_by("claimed_at")[:AT_ONCE])
        claimed = [message.pk for message in found if message.state == State.CLAIMED]
        # Surely not sent: before its last bytes a worker must write "handing", and that would fail now.
        Message.objects.filter(pk__in=claimed).update(state=State.WAITING, claimed_at=None)
        runs = {message.claimed_by for message in found if message.state == State.HANDING}
        dead = {run for run in runs if claims.nobody_present(run)}
        handing = [each for each in found if each.state == State.HANDING and each.claimed_by in dead]
        _resolve(handing)
    return len(claimed) + len(handing)


def _resolve(messages: Sequence[Message]) -> None:
    """Their workers died between the last bytes and the answer: evidence decides, or nobody can."""
    if not messages:
        return
    oldest = min(message.claimed_at for message in messages if message.claimed_at)
    arrived = evidence.arrived_since(oldest)
    for message in messages:
        if arrived is None:
            claims.move(message, State.DOUBT, trouble=TROUBLE, why=Why.DOUBT)
            logger.error("Message %s is in doubt and will not be sent again by itself: %s", message.pk, TROUBLE)
        elif message.message_id in arrived:
            claims.move(message, State.SENT, sent_at=timezone.now(), trouble="", why="")
        else:
            claims.move(message, State.WAITING, claimed_at=None)
