"""A person's calendar feed: what is due, as all-day events (RFC 5545)."""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from people.models import User
from reminders.models import Due

REFRESH = timedelta(hours=6)
CANCELLED_FOR = timedelta(days=90)  # how long a cancelled event is still said to be so


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
    for due in shown_to(user):
        calendar.add_component(_event(due))
    return calendar.to_ical()


def shown_to(user: User) -> list[Due]:
    """The person's open dues, and those called off in the last 90 days, by date."""
    dues = Due.objects.filter(user=user).order_by("due_on", "pk")
    lately = timezone.now() - CANCELLED_FOR
    return list(dues.exclude(state=Due.State.DONE).exclude(state=Due.State.CANCELLED, updated_at__lt=lately))


def _event(due: Due) -> Event:
    event = Event()
    event.add("uid", f"due-{due.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", due.sequence)
    event.add("dtstamp", due.updated_at.astimezone(UTC))
    event.add("last-modified", due.updated_at.astimezone(UTC))
    event.add("dtstart", due.due_on)
    event.add("dtend", due.due_on + timedelta(days=1))
    event.add("summary", due.title)
    event.add("url", settings.SITE_URL + due.path)
    event.add("status", "CANCELLED" if due.state == Due.State.CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # it does not make the day busy
    return event
