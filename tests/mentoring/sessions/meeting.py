"""A pair that meets, for the tests of sessions."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from mentoring.models import Mentorship, Session, SessionTime
from mentoring.services import accept, ask
from mentoring.sessions import services
from mentoring.sessions.models import TimeState
from people.models import User
from reminders.models import Due, Message
from tests.mentoring.conftest import ANSWER, HOPE, make_mentee, make_mentor

PURPOSE = "How I tell a surgeon that a list moves"
WHY = "The coroner asks me to come that afternoon"
NOTED = "Ask first what they fear to lose"


def ahead(days: int = 3) -> datetime:
    """Ten in the morning, so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(10))).astimezone(UTC)


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@dataclass
class Meeting:
    """Mentor and mentee of an active mentorship."""

    mentor: User = field(init=False)
    mentee: User = field(init=False)
    pair: Mentorship = field(init=False)

    def __post_init__(self) -> None:
        profile = make_mentor(capacity=5)
        self.mentor, self.mentee = profile.user, make_mentee()
        self.pair = accept(ask(profile, by=self.mentee, message=HOPE), by=self.mentor, answer=ANSWER)

    def proposes(self, by: User | None = None, at: datetime | None = None, **facts: Any) -> SessionTime:
        """A session proposed by the mentee, or by whom is named."""
        said: dict[str, Any] = {"purpose": PURPOSE, "minutes": 60, "place": "Room 4", "link": ""} | facts
        return services.propose(self.pair, by=by or self.mentee, starts_at=at or ahead(), **said)

    def agrees(self, at: datetime | None = None) -> Session:
        """A session that both agreed to."""
        return services.agree(self.proposes(at=at), by=self.mentor).session

    def moves(self, session: Session, by: User, at: datetime, why: str = WHY, **facts: Any) -> SessionTime:
        said: dict[str, Any] = {"minutes": 60, "place": "Room 4", "link": ""} | facts
        return services.propose_other(session, by=by, starts_at=at, why=why, **said)

    def held(self) -> Session:
        """A session that both agreed to and that was over an hour ago."""
        session = self.agrees()
        SessionTime.objects.filter(session=session).update(starts_at=timezone.now() - timedelta(hours=2))
        return session


def state_of(session: Session) -> list[str]:
    """The states of a session's times, in order."""
    return list(session.times.order_by("pk").values_list("state", flat=True))


def standing(session: Session) -> SessionTime:
    return session.times.get(state=TimeState.AGREED)


def open_dues(kind: str = "mentorship_session") -> list[tuple[User, Any]]:
    """Who is to be reminded of what kind, and of which day."""
    dues = Due.objects.filter(kind=kind, state=Due.State.OPEN).select_related("user").order_by("pk")
    return [(due.user, due.due_on) for due in dues]


def invitations(user: User) -> list[tuple[str, Any]]:
    """What the person's calendar was told: method and event, in order."""
    told = []
    for message in Message.objects.filter(user=user).exclude(calendar="").order_by("pk"):
        calendar = Calendar.from_ical(message.calendar)
        told.append((str(calendar["METHOD"]), calendar.walk("VEVENT")[0]))
    return told


def subjects(user: User) -> list[str]:
    """What the person was told of sessions."""
    told = Message.objects.filter(user=user, key__startswith="session:").order_by("pk")
    return list(told.values_list("subject", flat=True))
