"""What a session's pair is reminded of: the session itself, and the mentee of noting what they take from it.

Services write and move a session's dues at once; `found` closes them when its day is over. What was typed is in no
message but the place and the link of an invitation.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from mentoring.models import MentorshipStatus
from mentoring.sessions.models import SessionTime, TimeState
from mentoring.sessions.policies import other_of, pair_of
from mentoring.sessions.rules import NOTED_WITHIN
from people.design.words import shortdate, timeuk
from people.models import User
from reminders.kinds import ON_THE_DAY, Found, Kind, after, before

ROOM = "Mentoring"


def _agreed() -> QuerySet[SessionTime]:
    related = ("session__mentorship__mentor__user", "session__mentorship__mentee")
    there = SessionTime.objects.filter(state=TimeState.AGREED, session__mentorship__status=MentorshipStatus.ACTIVE)
    return there.select_related(*related)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def due_for(agreed: SessionTime, user: User) -> Found:
    """What is due for one of the pair: the session, on its day."""
    other = other_of(user, agreed.session.mentorship)
    return Found(
        subject=f"session:{agreed.session_id}",
        user_id=user.pk,
        due_on=timezone.localdate(agreed.starts_at),
        title=f"Mentoring session at {timeuk(agreed.starts_at)} with {other}"[:200],
        path=reverse("sessions:detail", args=[agreed.session_id]),
    )


def ahead(by: date) -> Iterator[Found]:
    """Agreed sessions of that day or later, for both of each pair."""
    for each in _agreed().filter(starts_at__gte=_midnight(by)):
        for user in pair_of(each.session.mentorship):
            yield due_for(each, user)


def to_note(by: date) -> Iterator[Found]:
    """Sessions of days before, lately, of which the mentee has noted nothing yet: due the day after."""
    today = _midnight(by)
    for each in _agreed().filter(starts_at__lt=today, starts_at__gte=today - NOTED_WITHIN, session__note=None):
        mentorship, on = each.session.mentorship, timezone.localdate(each.starts_at)
        yield Found(
            subject=f"session:{each.session_id}",
            user_id=mentorship.mentee_id,
            due_on=on + timedelta(days=1),
            title=f"Note what you take from your session with {mentorship.mentor.user} on {shortdate(on)}"[:200],
            path=reverse("sessions:note", args=[each.session_id]),
        )


SESSION = Kind(
    key="mentorship_session",
    room=ROOM,
    words="Mentoring sessions",
    says="A session with your mentor or mentee is proposed, agreed, moved or cancelled, is tomorrow, or is today.",
    stages=(before(1), ON_THE_DAY),
    stays="Someone counts on you at that time.",
    found=ahead,
)
NOTE = Kind(
    key="session_note",
    room=ROOM,
    words="What you take from mentoring sessions",
    says="The day after a session the mentee is asked to note what they take from it, for themselves. The mentor hears"
    " when they share it.",
    stages=(ON_THE_DAY, after(7)),
    found=to_note,
)
