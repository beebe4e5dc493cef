"""A post's closing date as an iCalendar file (RFC 5545)."""

from datetime import UTC, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from roles.posts.facts import pay
from roles.posts.models import Post

WARNED_BEFORE = timedelta(days=2)


def closing_date(post: Post, address: str) -> bytes:
    """One event at the closing moment, with an alarm two days before; `address` is the post's own page."""
    event = Event()
    event.add("uid", f"post-{post.pk}@clinical-leadership-pathways")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", post.closes_at.astimezone(UTC))
    event.add("dtend", post.closes_at.astimezone(UTC))
    event.add("summary", f"Applications close: {post.title}")
    event.add("description", f"{post.organisation_name}. {pay(post)}. {address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Two days until applications close: {post.title}")
    alarm.add("trigger", -WARNED_BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SERVICE_NAME}//Posts//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()
