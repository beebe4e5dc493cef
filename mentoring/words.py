"""A mentorship in words: its status, its tag's colour, and whose turn it is, as each of the pair reads it."""

from dataclasses import dataclass
from typing import Any

from mentoring.models import Mentorship, MentorshipStatus
from mentoring.policies import is_mentor_of
from people.design.words import longdate, longtime, relative
from people.models import User

COLOURS = {
    MentorshipStatus.REQUESTED: "blue",
    MentorshipStatus.ACTIVE: "green",
    MentorshipStatus.DECLINED: "red",
    MentorshipStatus.WITHDRAWN: "grey",
    MentorshipStatus.ENDED: "grey",
}


@dataclass(frozen=True)
class Standing:
    """Where a mentorship stands for one of the pair: status, colour, the other person, and what comes next."""

    status: str
    colour: str
    other: User
    next_step: str


def standing(mentorship: Mentorship, reader: User) -> Standing:
    """How it stands, for one of the pair; needs `mentor__user` and `mentee` at hand."""
    as_mentor = is_mentor_of(reader, mentorship)
    other = mentorship.mentee if as_mentor else mentorship.mentor.user
    status = MentorshipStatus(mentorship.status)
    return Standing(status.label, COLOURS[status], other, _next_step(mentorship, other, as_mentor))


def _next_step(mentorship: Mentorship, other: User, as_mentor: bool) -> str:
    match mentorship.status:
        case MentorshipStatus.REQUESTED:
            asked = f"asked on {longdate(mentorship.requested_at)}, {relative(mentorship.requested_at)}."
            return f"Your turn: {other} {asked}" if as_mentor else f"It is the turn of {other}. You {asked}"
        case MentorshipStatus.ACTIVE:
            return f"Since {longdate(mentorship.answered_at)}. {_sessions(mentorship, other)}"
        case MentorshipStatus.DECLINED:
            who = "You" if as_mentor else str(other)
            return f"{who} declined on {longdate(mentorship.answered_at)}. Nothing is left to do."
        case MentorshipStatus.WITHDRAWN:
            return f"{other} took the request back." if as_mentor else "You took the request back."
    return f"It ended on {longdate(mentorship.ended_at)}. Nothing is left to do."


def _sessions(mentorship: Any, other: User) -> str:
    """What comes next of their sessions, where it was fetched (sessions.reading.with_sessions)."""
    asked = [each for each in getattr(mentorship, "proposed", ()) if each["by"] == other.pk]
    if asked:
        return f"Your turn: {other} proposes a session."
    next_at = getattr(mentorship, "next_at", None)
    return f"Your next session is on {longtime(next_at)}." if next_at else "Either of you may propose a session."
