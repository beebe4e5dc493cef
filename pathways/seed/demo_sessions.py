"""Mentoring sessions of the demo: one in each state, from proposed to held with a note that is shared."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from mentoring import services as mentoring
from mentoring.models import MentorProfile, Mentorship, Session
from mentoring.sessions import notes, services
from mentoring.sessions.models import TimeState
from pathways.seed.demo_posts import backdate
from people.history import because
from people.models import User

ROOM = "Education centre, room 3"
DAY = timedelta(days=1)


def meet(mentor: MentorProfile, mentee: User, on: date) -> Mentorship:
    """The mentor took the mentee on: three sessions are over, two are agreed, one is proposed and one cancelled."""
    hopes = "I lead a team of twelve since spring, and have stopped sleeping well before the Monday meeting."
    pair = mentoring.ask(mentor, by=mentee, message=hopes)
    pair = mentoring.accept(pair, by=mentor.user, answer="Gladly. Bring the last agenda, and we begin there.")
    began = _at(on - 60 * DAY)["starts_at"]
    backdate(Mentorship.objects.filter(pk=pair.pk), requested_at=began - 3 * DAY, answered_at=began)
    shared = _held(pair, "My first budget meeting", on - 42 * DAY)
    notes.keep(shared, by=mentee, text="Ask for the figures a week before, and say what I don’t know.", shared=True)
    private = _held(pair, "A colleague who does not speak to me", on - 21 * DAY)
    notes.keep(private, by=mentee, text="I was hurt, and so I wrote that letter. Talk to him first.", shared=False)
    _held(pair, "Saying no to the board", on - DAY)
    _agreed(pair, "The winter rota, and who carries it", on + 5 * DAY)
    moving = _agreed(pair, "My job plan for next year", on + 19 * DAY)
    services.propose_other(
        moving, by=mentor.user, why="The clinic that afternoon has grown.", **_at(on + 20 * DAY, hour=16)
    )
    gone = _agreed(pair, "A walk through your ward", on + 9 * DAY)
    services.cancel(gone, by=mentee, why="The ward is closed to visitors that week.")
    services.propose(pair, by=mentee, purpose="What a good deputy does", **_at(on + 12 * DAY))
    return pair


def _held(pair: Mentorship, purpose: str, day: date) -> Session:
    with because("Proposed a session", by=pair.mentee):
        session = Session.objects.create(mentorship=pair, purpose=purpose, sequence=1)
        time_held = session.times.create(proposed_by=pair.mentee, **_at(day))
    with because("Agreed to the time", by=pair.mentor.user):
        time_held.state = TimeState.AGREED
        time_held.save(update_fields=["state"])
    return session


def _agreed(pair: Mentorship, purpose: str, day: date) -> Session:
    proposed = services.propose(pair, by=pair.mentee, purpose=purpose, **_at(day))
    return services.agree(proposed, by=pair.mentor.user).session


def _at(day: date, hour: int = 14) -> dict[str, Any]:
    """An hour of that afternoon, or of Friday's before a weekend."""
    day -= max(0, day.weekday() - 4) * DAY
    at = timezone.make_aware(datetime.combine(day, time(hour))).astimezone(UTC)
    return {"starts_at": at, "minutes": 60, "place": ROOM, "link": ""}
