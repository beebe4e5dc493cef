"""The sweep: what is due by today is reminded of, once."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from reminders.composing import compose
from reminders.models import Due, Message

BATCH = 500


def sweep() -> int:
    """Queues one message for each open due whose day to remind has come (London); returns how many.

    Any number of sweeps may run at once or again: each takes other rows, and a row is stamped in the transaction
    that queues its message.
    """
    reminded = 0
    while found := _remind_batch():
        reminded += found
    return reminded


def _remind_batch() -> int:
    with transaction.atomic():
        dues = list(
            Due.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
            .select_related("user")
            .filter(
                state=Due.State.OPEN,
                reminded_at=None,
                remind_on__lte=timezone.localdate(),
                user__is_active=True,
            )
            .order_by("remind_on", "pk")[:BATCH]
        )
        Message.objects.bulk_create(_messages(dues), ignore_conflicts=True)
        Due.objects.filter(pk__in=[due.pk for due in dues]).update(reminded_at=timezone.now())
    return len(dues)


def _messages(dues: Iterable[Due]) -> list[Message]:
    today = timezone.localdate()
    return [
        compose(
            due.user,
            kind=due.kind,
            key=reminder_key(due),
            subject=f"Due: {due.title}",
            template="reminders/mail/due",
            context={"due": due, "late": due.due_on < today},
            path=due.path,
        )
        for due in dues
    ]


def reminder_key(due: Due) -> str:
    """Names the reminder of this due on this date: a date it was moved to, or back to, is another event."""
    return f"due:{due.kind}:{due.subject}:{due.user_id}:{due.due_on}:{due.sequence}"
