"""What is due: found among many and told, a sweep with nothing to do, and a person's calendar."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench.data import KIND, forget_reminders
from bench.data_size import Size
from people.models import User
from reminders.lettering import write_letters
from reminders.models import CalendarFeed, Due
from reminders.sweeping import find, sweep

EVENTS = 500
WARM, TIMES = 2, 9


def measured(size: Size, client_of: Callable[[User | None], Client]) -> list[dict[str, Any]]:
    """Seconds for all that is due, milliseconds for nothing due and for the calendar."""
    forget_reminders()
    found: list[int] = []
    finding = _seconds(lambda: found.append(find()))
    letters: list[int] = []
    writing = _seconds(lambda: letters.append(write_letters()))
    many = f"{size.to_remind:,} due among {size.dues:,} dues"
    return [
        {"name": f"{many}, found and claimed", "value": finding, "unit": "s", "reminded": found[0]},
        {"name": f"sweep of {size.dues:,} dues, {size.to_remind:,} to remind", "value": finding + writing, "unit": "s"}
        | {"reminded": found[0], "letters": letters[0]},
        {"name": f"sweep of {size.dues:,} dues, none to remind", "value": _milliseconds(sweep), "unit": "ms"},
        {"name": f"calendar feed of {EVENTS} events", "value": _feed(client_of), "unit": "ms"},
    ]


def _feed(client_of: Callable[[User | None], Client]) -> float:
    """Asked for as a calendar program does; all of it is taken back."""
    today = timezone.localdate()
    with transaction.atomic():
        user = User.objects.create(email="calendar@bench.example", name="Calendar")
        Due.objects.bulk_create(
            Due(
                kind=KIND,
                subject=f"calendar:{number}",
                user=user,
                due_on=(on := today + timedelta(days=number)),
                remind_on=on,
                title="Role review: clinical director, urgent and emergency care",
                path=f"/reviews/{number}/",
            )
            for number in range(EVENTS)
        )
        address = f"/calendar/{CalendarFeed.objects.create(user=user).secret}.ics"
        client = client_of(None)
        assert client.get(address).content.count(b"BEGIN:VEVENT") == EVENTS
        took = _milliseconds(lambda: client.get(address))
        transaction.set_rollback(True)
    return took


def _milliseconds(act: Callable[[], object]) -> float:
    return statistics.median([_seconds(act) for _ in range(WARM + TIMES)][WARM:]) * 1000


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
