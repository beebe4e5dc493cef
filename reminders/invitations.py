"""Invitations for calendars (RFC 5545, 5546): one UID for good, and a sequence that rises with each word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from people.models import User

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A meeting as calendars hold it. `name` is its own for good ("role-review-12"), `path` its page within the site,
    `sequence` counts what calendars were told of it. A `private` one shows others only that the time is taken."""

    name: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str
    link: str
    path: str
    people: Sequence[User]
    private: bool = False

    def text(self, method: str) -> str:
        """The calendar's text: to come (REQUEST), its end (CANCEL), or a file to keep (PUBLISH)."""
        calendar = Calendar()
        calendar.add("prodid", f"-//{settings.SERVICE_NAME}//Invitations//EN")
        calendar.add("version", "2.0")
        calendar.add("method", method)
        calendar.add_component(self._event(method))
        return calendar.to_ical().decode()

    def _event(self, method: str) -> Event:
        address = settings.SITE_URL + self.path
        event = Event()
        event.add("uid", f"{self.name}@{urlsplit(settings.SITE_URL).hostname}")
        event.add("sequence", self.sequence)
        event.add("dtstamp", timezone.now().astimezone(UTC))
        event.add("dtstart", self.starts_at.astimezone(UTC))
        event.add("dtend", self.ends_at.astimezone(UTC))
        event.add("summary", self.summary)
        event.add("location", self.place or self.link)
        event.add("description", " ".join(part for part in (self.link, address) if part))
        event.add("url", address)
        event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
        if self.private:
            event.add("class", "PRIVATE")
        event.add("organizer", _address(settings.SERVICE_NAME, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
        if method != PUBLISH:  # RFC 5546, 3.2.1: what is published names nobody
            for person in self.people:
                event.add("attendee", _address(str(person), person.email, partstat="ACCEPTED", rsvp="FALSE"))
        return event


def _address(name: str, email: str, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = name
    for key, value in parameters.items():
        address.params[key] = value
    return address
