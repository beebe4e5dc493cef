"""An interview as an iCalendar file (RFC 5545): one UID for good, and a sequence that grows with each change."""

from datetime import UTC, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from roles.interviews.models import Booking, Slot

WARNED_BEFORE = timedelta(days=1)


def invitation(booking: Booking, slot: Slot, *, summary: str, address: str) -> bytes:
    """One event with an alarm a day before; `address` is the page about it, `summary` what its reader may know."""
    event = Event()
    event.add("uid", f"interview-{booking.pk}@clinical-leadership-pathways")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", slot.starts_at.astimezone(UTC))
    event.add("dtend", slot.ends_at.astimezone(UTC))
    event.add("summary", summary)
    event.add("location", slot.place or slot.link)
    event.add("description", " ".join(part for part in (slot.link, address) if part))
    event.add("url", address)
    event.add("status", "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -WARNED_BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SERVICE_NAME}//Interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
