"""The meeting of a review for calendars (RFC 5545, 5546): one UID for good, and a sequence that rises."""

from datetime import UTC
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from people.models import User
from roles.appointments.models import RoleReview
from roles.reviews.models import Meeting

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def as_calendar(review: RoleReview, meeting: Meeting, people: list[User], *, method: str, sequence: int) -> str:
    """An invitation (REQUEST), its end (CANCEL) or a file to keep (PUBLISH); nothing that was written is in it."""
    event = Event()
    event.add("uid", f"role-review-{review.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", sequence)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", f"Role review: {review.appointment.title}")
    event.add("location", meeting.place or meeting.link)
    address = settings.SITE_URL + reverse("reviews:detail", args=[review.pk])
    event.add("description", " ".join(part for part in (meeting.link, address) if part))
    event.add("url", address)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _address(settings.SERVICE_NAME, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    if method != PUBLISH:  # RFC 5546, 3.2.1: what is published names nobody
        for person in people:
            event.add("attendee", _address(str(person), person.email, partstat="ACCEPTED", rsvp="FALSE"))
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SERVICE_NAME}//Role reviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def _address(name: str, email: str, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = name
    for key, value in parameters.items():
        address.params[key] = value
    return address
