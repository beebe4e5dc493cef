"""What is done in the database: `python -m faults.inside fill NUMBER`, and `… states`, in JSON."""

import json
import os
import sys
from collections import Counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faults.settings")
django.setup()

from django.utils import timezone  # noqa: E402 -- Django must be set up first

from people.models import User  # noqa: E402
from reminders.models import Due, Message  # noqa: E402

KIND, DOMAINS = "faults", 20


def fill(number: int) -> int:
    """As many people, each with one due of today (by the moved clock)."""
    today = timezone.localdate()
    names = [f"person{n}@d{n % DOMAINS}.faults.example" for n in range(number)]
    users = User.objects.bulk_create([User(email=name, name=f"Person {n}") for n, name in enumerate(names)])
    Due.objects.bulk_create(
        Due(
            kind=KIND,
            subject=f"faults:{n}",
            user=user,
            due_on=today,
            remind_on=today,
            title=f"Role review {n}",
            path=f"/reviews/{n}/",
        )
        for n, user in enumerate(users)
    )
    return number


def states() -> dict[str, Any]:
    """Every message about a due: its state by its Message-ID, its address; and dues without their reminder."""
    messages = list(Message.objects.filter(kind=KIND).values_list("message_id", "to", "state", "user_id"))
    return {
        "messages": messages,
        "people": len({user for *_, user in messages}),
        "states": Counter(state for _, _, state, _ in messages),
        "tried again": Message.objects.filter(kind=KIND, attempts__gt=1).count(),
        "not reminded": Due.objects.filter(kind=KIND, reminded_at=None).count(),
    }


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[2])) if sys.argv[1] == "fill" else states()))
