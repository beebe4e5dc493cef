"""What may be read and done when, around a review: pure functions, each refusal with its words."""

from datetime import date, datetime, timedelta

LEAST_IN_A_GROUP = 3
"""Grouped feedback is never shown for fewer (issue: "grouped, never under 3"); an organisation may ask for more."""
NEAR = timedelta(days=42)
"""How long before its day a review's own steps wait for someone: to write, to ask colleagues and to agree a time."""
FARTHEST_ACTION = timedelta(days=5 * 366)


def is_near(due_on: date, today: date) -> bool:
    """Whether it is time to prepare the review."""
    return due_on <= today + NEAR


def accounts_open(*, both_sent: bool, meets_on: date | None, held: bool, today: date) -> bool:
    """Whether each reads what the other has sent: once both have, or from the day of the meeting on."""
    return both_sent or held or (meets_on is not None and meets_on <= today)


def to_show(waiting: int, least: int) -> int:
    """How many grouped answers are shown now, all at once: those that wait, if they are enough, or none.

    What was shown stays as it is, and later answers wait until they are enough among themselves: so nobody can take
    one list from a later one and find a single answer (domain.md R12).
    """
    return waiting if waiting >= max(least, LEAST_IN_A_GROUP) else 0


def meeting_problem(starts_at: datetime, now: datetime) -> str:
    """A meeting lies ahead."""
    return "" if starts_at > now else "The meeting must begin later than now"


def action_problem(due_on: date, today: date) -> str:
    """An action lies ahead, and in sight."""
    return "" if today <= due_on <= today + FARTHEST_ACTION else "The day must be today or later, within five years"
