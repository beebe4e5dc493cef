"""Dues and messages with sensible defaults."""

from itertools import count
from typing import Any

from django.utils import timezone

from reminders.models import Due, Message
from tests.factories import UserFactory

numbers = count(1)


def make_due(**fields: Any) -> Due:
    """An open due of today, not yet reminded."""
    today = timezone.localdate()
    number = next(numbers)
    user = fields.pop("user", None) or UserFactory()
    defaults = {
        "kind": "role_review",
        "subject": f"review:{number}",
        "due_on": today,
        "remind_on": today,
        "title": f"Role review {number}",
        "path": f"/reviews/{number}/",
    }
    return Due.objects.create(user=user, **(defaults | fields))


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
