"""Where a disagreement stands, and by when the next step is due (domain.md section 1.3). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """What comes next."""

    NAME = "name"
    """A mediator is to be named."""
    MEET = "meet"
    """The meeting is to be set, or lies ahead."""
    DECIDE = "decide"
    """The meeting was held: its outcome is to be written."""
    APPEAL = "appeal"
    """The outcome can be appealed against."""
    CONVENE = "convene"
    """The panel and its hearing are to be set, or the hearing lies ahead."""
    RECOMMEND = "recommend"
    """The hearing was held: the panel recommends."""
    BOARD = "board"
    """The board decides."""
    OVER = "over"


@dataclass(frozen=True)
class Days:
    """An organisation's days for each step, from the step before."""

    meet: int = 28
    decide: int = 14
    appeal: int = 14
    convene: int = 28
    recommend: int = 14
    board: int = 28


@dataclass(frozen=True)
class Course:
    """The days of what has happened, None for what has not. `open` is false once the split has left the dispute."""

    asked_on: date
    mediator_named: bool = False
    meets_on: date | None = None
    decided_on: date | None = None
    refused: bool = False
    appealed_on: date | None = None
    hearing_on: date | None = None
    recommended_on: date | None = None
    board_on: date | None = None
    open: bool = True


def stage(course: Course, today: date, days: Days) -> Stage:
    """What comes next on the day."""
    if course.appealed_on is not None:
        if course.board_on is not None or not course.open:
            return Stage.OVER
        if course.recommended_on is not None:
            return Stage.BOARD
        return Stage.RECOMMEND if course.hearing_on is not None and course.hearing_on <= today else Stage.CONVENE
    if course.decided_on is not None:
        in_time = today <= course.decided_on + timedelta(days=days.appeal)
        return Stage.APPEAL if course.refused and course.open and in_time else Stage.OVER
    if not course.open:
        return Stage.OVER
    if not course.mediator_named:
        return Stage.NAME
    return Stage.DECIDE if course.meets_on is not None and course.meets_on <= today else Stage.MEET


def due(course: Course, now: Stage, days: Days) -> date | None:
    """The last day of the step that comes next; None when nothing does."""
    since = {
        Stage.NAME: (course.asked_on, days.meet),
        Stage.MEET: (course.asked_on, days.meet),
        Stage.DECIDE: (course.meets_on, days.decide),
        Stage.APPEAL: (course.decided_on, days.appeal),
        Stage.CONVENE: (course.appealed_on, days.convene),
        Stage.RECOMMEND: (course.hearing_on, days.recommend),
        Stage.BOARD: (course.recommended_on, days.board),
    }
    start, length = since.get(now, (None, 0))
    return start + timedelta(days=length) if start is not None else None
