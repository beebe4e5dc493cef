"""A calendar program that has subscribed to someone's feed, and holds what it reads to RFC 5545 each time."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from icalendar import Calendar

from tests.system.browser import Visitor


@dataclass(frozen=True)
class Entry:
    """One event, as the program shows it."""

    uid: str
    what: str
    on: date
    sequence: int
    status: str


class Subscriber:
    """Reads one address again and again, and remembers by its identity (UID) each event that it has ever read."""

    def __init__(self, visitor: Visitor) -> None:
        """Asks for the address on the person's own page."""
        self._visitor = visitor
        visitor.go(reverse("reminders:calendar"))
        visitor.press("Make my calendar address")
        visitor.sees("Your calendar address is ready")
        self.address = "/" + visitor.page.locator("main code").inner_text().split("/", 3)[3]
        self.known: dict[str, Entry] = {}
        self.things: dict[str, str] = {}

    def reads(self) -> dict[str, Entry]:
        """What the feed holds now, by what each event is.

        No event is there twice, nothing ever changes its identity, and what has changed says so by a higher SEQUENCE.
        """
        answer = self._visitor.context.request.get(self.address)
        assert answer.ok, answer.status
        events = Calendar.from_ical(answer.text()).walk("VEVENT")
        now: dict[str, Entry] = {}
        for event in events:
            uid, what, thing, sequence, status = (
                str(event[name]) for name in ("UID", "SUMMARY", "URL", "SEQUENCE", "STATUS")
            )
            made = Entry(uid, what, event.decoded("dtstart"), int(sequence), status)
            assert made.uid not in {other.uid for other in now.values()}, f"{what} stands there twice"
            assert self.things.setdefault(made.uid, f"{thing} {what}") == f"{thing} {what}", "one identity, two things"
            before = self.known.get(made.uid, made)
            changed = (before.on, before.status) != (made.on, made.status)
            assert made.sequence > before.sequence if changed else made.sequence >= before.sequence, (before, made)
            self.known[made.uid] = made
            now[f"{what} {made.on:%d %b %Y}" if what in now else what] = made
        assert len(set(self.things.values())) == len(self.things), "one thing has two identities"
        return now
