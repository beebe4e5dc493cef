"""Dues, notices, messages and kinds with sensible defaults."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import count
from typing import Any

import time_machine
from django.utils import timezone

from reminders.kinds import DECLARED, ON_THE_DAY, Kind, after, before, escalation
from reminders.models import Due, Message, Notice
from tests.factories import UserFactory

numbers = count(1)


def make_due(**fields: Any) -> Due:
    """An open due of today, not yet reminded, of a kind that nobody declared: it is told on its day."""
    today = timezone.localdate()
    number = next(numbers)
    user = fields.pop("user", None) or UserFactory()
    defaults = {
        "kind": "plain",
        "subject": f"review:{number}",
        "due_on": today,
        "remind_on": today,
        "title": f"Role review {number}",
        "path": f"/reviews/{number}/",
    }
    return Due.objects.create(user=user, **(defaults | fields))


def make_notice(**fields: Any) -> Notice:
    """A notice that was told by a letter, unread."""
    now = timezone.now()
    number = next(numbers)
    user = fields.pop("user", None) or UserFactory()
    defaults = {
        "key": f"notice:{number}",
        "kind": "role_review",
        "title": f"Role review {number}",
        "path": f"/reviews/{number}/",
        "made_at": now,
        "told_at": now,
    }
    return Notice.objects.create(user=user, **(defaults | fields))


def make_message(**fields: Any) -> Message:
    """A message that waits and may go now."""
    number = next(numbers)
    user = fields.pop("user", None) or UserFactory()
    defaults = {
        "key": f"test:{number}",
        "kind": "test",
        "to": user.email,
        "subject": f"Letter {number}",
        "text": "Hello.\n.\nA lone dot does not end it.\n",
        "html": "<p>Hello.</p>",
        "message_id": f"<test-{number}@tests.example>",
        "not_before": timezone.now(),
    }
    return Message.objects.create(user=user, **(defaults | fields))


@contextmanager
def declared(**fields: Any) -> Iterator[Kind]:
    """A kind of the test's own, told 7 days before, on the day and 3 days after, while the test lasts."""
    key = f"test-{next(numbers)}"
    defaults = {"room": "Tests", "words": "Things", "says": "Something.", "stages": (before(7), ON_THE_DAY, after(3))}
    try:
        yield Kind(key=key, **(defaults | fields))
    finally:
        DECLARED.pop(key, None)


def with_escalation(*users: Any, **fields: Any) -> Any:
    """The same with an escalation to these people after 10 days."""
    stages = (before(7), ON_THE_DAY, after(3), escalation(10))
    return declared(stages=stages, escalates_to=lambda subject: users, escalates_words="those in charge", **fields)


def at(day: date, hour: int = 9, minute: int = 0) -> Any:
    """Travels to this time of the day in London."""
    there = datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())
    return time_machine.travel(there, tick=False)


def told(**of: Any) -> list[tuple[str, str]]:
    """Who was told which stage, in the ledger, in order."""
    found = Notice.objects.filter(**of).order_by("made_at", "pk")
    return [(notice.user.email, notice.stage) for notice in found.select_related("user")]
