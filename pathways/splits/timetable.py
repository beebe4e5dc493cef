"""The picture of a week: its timed lines by day and session."""

from collections.abc import Iterable
from dataclasses import dataclass

from pathways.splits.week import SESSIONS, WEEKDAYS, Line

WORKDAYS = 5


@dataclass(frozen=True)
class Grid:
    """Sessions down, days across; `rows` holds for each session the line of each day, or None."""

    days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Line | None, ...]], ...]
    untimed: tuple[Line, ...]


def grid(lines: Iterable[Line]) -> Grid | None:
    """The week as a grid, or None when no line has a day. Weekends and evenings are there only when worked."""
    lines = tuple(lines)
    timed = {(line.weekday, line.session): line for line in lines if line.weekday is not None and line.session}
    if not timed:
        return None
    last = max(WORKDAYS, *(day + 1 for day, _ in timed if day is not None))
    sessions = [key for key in SESSIONS if key != "evening" or any(s == key for _, s in timed)]
    return Grid(
        days=WEEKDAYS[:last],
        rows=tuple((SESSIONS[s].capitalize(), tuple(timed.get((day, s)) for day in range(last))) for s in sessions),
        untimed=tuple(line for line in lines if line not in timed.values()),
    )
