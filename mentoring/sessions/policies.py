"""Who reads and does what around a session: the pair alone; the note is the mentee's (R10)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from mentoring.models import Mentorship, MentorshipStatus
from mentoring.policies import is_mentor_of
from mentoring.sessions import rules
from mentoring.sessions.models import Session, SessionNote, SessionTime, TimeState
from people.models import User


def other_of(user: User, mentorship: Mentorship) -> User:
    """The other one of the pair."""
    return mentorship.mentee if is_mentor_of(user, mentorship) else mentorship.mentor.user


def pair_of(mentorship: Mentorship) -> tuple[User, User]:
    """Mentor and mentee."""
    return mentorship.mentor.user, mentorship.mentee


def meets(mentorship: Mentorship) -> bool:
    """Whether the pair may plan sessions now."""
    return mentorship.status == MentorshipStatus.ACTIVE


def time_of(session: Session, state: TimeState) -> SessionTime | None:
    """The time that stands, or that waits for the other's word."""
    return session.times.filter(state=state).select_related("proposed_by").first()


def note_read_by(user: User, session: Session) -> SessionNote | None:
    """The note, for the mentee; for the mentor while it is shared."""
    notes = SessionNote.objects.filter(session=session)
    return (notes.filter(shared=True) if is_mentor_of(user, session.mentorship) else notes).first()


def why_not_change(agreed: SessionTime | None, waits: SessionTime | None, now: datetime) -> str:
    """Why a session with these times is not moved or cancelled any more; "" if it is.

    Where one proposed a time ahead, what was agreed before was not held, whatever its hour.
    """
    if waits is not None and waits.starts_at > now:
        return ""
    return rules.over_problem(agreed.ends_at if agreed else None, now)


def may_note(user: User, session: Session, agreed: SessionTime | None, now: datetime) -> bool:
    """The mentee, once it has begun; also when the mentoring has ended."""
    return session.mentorship.mentee_id == user.pk and agreed is not None and agreed.starts_at <= now


def taken_by(user: User, session: Session | None, around: datetime) -> Iterator[tuple[SessionTime, str]]:
    """The person's other sessions near a time, agreed or proposed by themselves, each with whom: one query."""
    mine = Q(session__mentorship__mentee=user) | Q(session__mentorship__mentor__user=user)
    bound = Q(state=TimeState.AGREED) | Q(state=TimeState.PROPOSED, proposed_by=user)
    near = SessionTime.objects.filter(
        mine,
        bound,
        session__mentorship__status=MentorshipStatus.ACTIVE,
        starts_at__gt=around - rules.LONGEST,
        starts_at__lt=around + rules.LONGEST,
    )
    related = ("session__mentorship__mentor__user", "session__mentorship__mentee")
    for each in near.exclude(session=session).select_related(*related).order_by("starts_at", "pk"):
        yield each, str(other_of(user, each.session.mentorship))
