"""When a session may be proposed, agreed, moved, cancelled and noted: pure functions, each refusal with its words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from people.design.words import longtime

MOST_AHEAD = 6
"""Sessions of a pair that wait or are ahead at once: four to six in all are usual (domain.md section 10)."""
LONGEST = timedelta(hours=8)
NOTED_WITHIN = timedelta(days=30)
"""For so long after a session the mentee is reminded to note something; noting stays possible after it."""


class Spanning(Protocol):
    """Anything that lasts from one moment to another."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def time_problem(starts_at: datetime, minutes: int, own: Iterable[tuple[Spanning, str]], now: datetime) -> str:
    """A session lies ahead and clashes with none of the person's own; "" if so.

    `own` are their other sessions, each with the other one's name. What the other of the pair has then is not asked:
    the answer would tell one of them with whom else the other meets.
    """
    if starts_at <= now:
        return "The session must begin later than now"
    ends_at = starts_at + timedelta(minutes=minutes)
    for other, name in own:
        if starts_at < other.ends_at and other.starts_at < ends_at:
            return f"You have a session with {name} then, on {longtime(other.starts_at)}"
    return ""


def over_problem(ends_at: datetime | None, now: datetime) -> str:
    """A session that is over is not moved or cancelled; `ends_at` is its agreed end. "" if it may be."""
    if ends_at is None or now < ends_at:
        return ""
    return "This session is over, so it can’t be moved or cancelled any more."


def ahead_problem(ahead: int) -> str:
    """A pair plans no more than MOST_AHEAD sessions at once; "" if one more may be proposed."""
    if ahead < MOST_AHEAD:
        return ""
    return f"{ahead} sessions are ahead or wait for an answer. Hold or cancel one before you propose another."
