"""A return plan in words: its status, whose turn it is, and each of its steps, as the reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pathways.returns.models import TRANSITIONS, CheckIn, CheckInKind, ReturnPlan, ReturnStatus
from pathways.returns.rules import STRENGTH_WORDS, Step, Strength, has_passed
from pathways.returns.services import why_not_now
from people.design.words import longdate, relative
from people.models import User

COLOURS = {
    ReturnStatus.DRAFT: "yellow",
    ReturnStatus.AGREED: "green",
    ReturnStatus.AWAY: "blue",
    ReturnStatus.PRE_RETURN: "blue",
    ReturnStatus.SUPERVISED: "blue",
    ReturnStatus.EXTENDED: "orange",
    ReturnStatus.REVIEWED: "green",
    ReturnStatus.CLOSED: "grey",
}


@dataclass(frozen=True)
class Standing:
    """Where a plan stands for its reader: status, colour, and a sentence that says what comes next and whose turn."""

    status: str
    colour: str
    next_step: str


@dataclass(frozen=True)
class Point:
    """A step on the plan's timeline: the check-in, its state and colour.

    `recordable` says that it can be recorded today; `offered` that it should be: it is due, or the next.
    """

    check_in: CheckIn
    state: str
    colour: str
    recordable: bool = False
    offered: bool = False


def standing(plan: ReturnPlan, check_ins: Iterable[CheckIn], reader: User, today: date) -> Standing:
    """The plan's standing on the day; needs `user` and `supervisor` at hand, and its check-ins by date."""
    status = ReturnStatus(plan.status)
    return Standing(status.label, COLOURS[status], _next_step(plan, next_of(plan, check_ins), reader, today))


def next_of(plan: ReturnPlan, check_ins: Iterable[CheckIn]) -> CheckIn | None:
    """The first step that is still to be held."""
    open_ones = (c for c in check_ins if c.done_on is None and not has_passed(c.kind, plan.status, TRANSITIONS))
    return next(open_ones, None)


def _next_step(plan: ReturnPlan, following: CheckIn | None, reader: User, today: date) -> str:
    if following is None:
        return "Nothing is left to do." if plan.status == ReturnStatus.CLOSED else "Every step is recorded."
    late = "overdue since" if following.due_on < today else "due on"
    when = f"{late} {longdate(following.due_on)} ({relative(following.due_on, today)})"
    return f"Next: {following.get_kind_display().lower()}, {when}. {_turn(plan, following, reader)}"


def _turn(plan: ReturnPlan, following: CheckIn, reader: User) -> str:
    own = reader.pk == plan.user_id
    other = plan.supervisor if own else plan.user
    if other is None:
        return "It is your turn."
    if getattr(following, "answered_at", None):  # of CheckIn.objects.with_answered()
        return f"You have answered: {other} replies." if own else f"{other} has answered: it is your turn to reply."
    return f"It is for you and {other}: either of you records it."


def points(plan: ReturnPlan, check_ins: Iterable[CheckIn], today: date, agreed: int) -> list[Point]:
    """The plan's timeline on the day: what is held by the day it was held, the rest by the day it is due.

    `agreed` says how many supervised days are.
    """
    steps = list(check_ins)
    held = {c.kind for c in steps if c.done_on is not None}
    following = next_of(plan, steps)
    dated = sorted(steps, key=lambda c: c.done_on or c.due_on)
    return [_point(plan, c, held, following, today, agreed) for c in dated]


def _point(
    plan: ReturnPlan, check_in: CheckIn, held: set[str], following: CheckIn | None, today: date, agreed: int
) -> Point:
    check_in.plan = plan
    if check_in.done_on is not None:
        return Point(check_in, "Held", "green")
    recordable = why_not_now(check_in, today, held, agreed) is None
    if has_passed(check_in.kind, plan.status, TRANSITIONS):
        return Point(check_in, "Not held", "grey", recordable)
    offered = recordable and (check_in.due_on <= today or check_in == following)
    if check_in.due_on < today:
        return Point(check_in, "Overdue", "orange", recordable, offered)
    state, colour = ("Due today", "blue") if check_in.due_on == today else ("To come", "white")
    return Point(check_in, state, colour, recordable, offered)


def strength_words(plan_strength: str) -> str:
    """How strong the plan is, in words."""
    return STRENGTH_WORDS[Strength(plan_strength)]


def drafted(steps: Iterable[Step]) -> list[tuple[date, str, str]]:
    """The steps of a plan that is not opened yet, as the timeline component takes them."""
    return [(step.due_on, CheckInKind(step.kind).label, "") for step in steps]
