"""A session in words, as each of the pair reads it: its day, its status, and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentoring.policies import is_mentor_of
from mentoring.sessions.models import Session, SessionTime, TimeState
from mentoring.sessions.policies import other_of
from people.design.words import longtime, relative, shortdate
from people.models import User


@dataclass(frozen=True)
class Line:
    """A session in a list, or on top of its page."""

    key: int
    when: str
    status: str
    colour: str
    next_step: str


def line(session: Any, reader: User, now: datetime) -> Line:
    """How a session stands for one of the pair; needs what `reading.with_times` fetches."""
    agreed, waits = at(session, TimeState.AGREED), at(session, TimeState.PROPOSED)
    shown = agreed or waits or session.known[-1]
    found = _stands(session, agreed, waits, reader, now)
    return Line(session.pk, longtime(shown.starts_at), *found)


def at(session: Any, state: TimeState) -> SessionTime | None:
    """The session's time in this state, of those at hand."""
    return next((each for each in session.known if each.state == state), None)


def _stands(
    session: Any, agreed: SessionTime | None, waits: SessionTime | None, reader: User, now: datetime
) -> tuple[str, str, str]:
    if session.cancelled_at is not None:
        who = "You" if session.cancelled_by_id == reader.pk else session.cancelled_by
        return "Cancelled", "grey", f"{who} cancelled it on {shortdate(session.cancelled_at)}."
    if waits is not None and (agreed is None or waits.starts_at > now):
        return _waiting(session, agreed, waits, reader, now)
    if agreed is not None and agreed.starts_at > now:
        return "Agreed", "green", f"It is {relative(agreed.starts_at)}."
    if agreed is not None and agreed.ends_at > now:
        return "Now", "green", f"Until {longtime(agreed.ends_at)}."
    return _over(session, reader)


def _waiting(
    session: Session, agreed: SessionTime | None, waits: SessionTime, reader: User, now: datetime
) -> tuple[str, str, str]:
    mine = waits.proposed_by_id != reader.pk
    other = other_of(reader, session.mentorship)
    turn = "Your turn:" if mine else f"It is the turn of {other}:"
    if waits.starts_at <= now:
        return "Proposed", "blue", "The proposed time has passed. Propose another, or cancel it."
    if agreed is not None:
        who = f"{other} proposes" if mine else "you propose"
        return "Agreed", "green", f"{turn} {who} {longtime(waits.starts_at)} instead."
    return "Proposed", "blue", f"{turn} {f'{other} proposes' if mine else 'you proposed'} it."


def _over(session: Any, reader: User) -> tuple[str, str, str]:
    mentee = session.mentorship.mentee
    if is_mentor_of(reader, session.mentorship):
        return "Over", "grey", f"{mentee} shares what they take from it." if session.is_shared else ""
    if session.is_noted:
        return "Over", "grey", "You have noted what you take from it."
    return "Over", "grey", "Note what you take from it, for yourself."
