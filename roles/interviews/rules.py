"""Times of interviews: pure functions, each refusal with its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from people.design.words import longtime

CHANGE_UNTIL = timedelta(days=1)
"""Until so long before it begins an applicant may move an interview."""
LEAST_MINUTES, MOST_MINUTES = 5, 480


@dataclass(frozen=True)
class Span:
    """From one moment to another."""

    starts: datetime
    ends: datetime


def span(starts: datetime, minutes: int) -> Span:
    return Span(starts, starts + timedelta(minutes=minutes))


def time_problem(asked: Span, others: Iterable[Span], now: datetime) -> str:
    """An interview lies ahead, and the panel holds one at a time."""
    if asked.starts <= now:
        return "The interview must begin later than now"
    for other in others:
        if asked.starts < other.ends and other.starts < asked.ends:
            return f"The panel holds another interview of this post then, on {longtime(other.starts)}"
    return ""


def change_problem(starts: datetime, now: datetime, contact: str) -> str:
    """Whether an applicant may still move an interview themselves; `contact` is whom they ask otherwise."""
    if now <= starts - CHANGE_UNTIL:
        return ""
    ask = f" Ask {contact}." if contact else " Ask the organisation."
    when = "began" if starts <= now else "is"
    return f"Your interview {when} on {longtime(starts)}, so you can’t move it here any more.{ask}"
