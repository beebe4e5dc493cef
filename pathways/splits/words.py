"""A time split in words: its status, whose turn it is, and the colour of its tag."""

from dataclasses import dataclass
from datetime import date

from pathways.splits import telling
from pathways.splits.models import SplitStatus, TimeSplit
from people.design.words import longdate

COLOURS = {
    SplitStatus.DRAFT: "yellow",
    SplitStatus.RETURNED: "orange",
    SplitStatus.SUBMITTED: "blue",
    SplitStatus.FIRST_SIGNED: "blue",
    SplitStatus.SIGNED_OFF: "green",
    SplitStatus.IN_FORCE: "green",
    SplitStatus.SUPERSEDED: "grey",
    SplitStatus.WITHDRAWN: "grey",
}


@dataclass(frozen=True)
class Standing:
    """Where a split stands: a short status, its colour, and a sentence that says what comes next and from whom."""

    status: str
    colour: str
    next_step: str


def standing(split: TimeSplit, today: date, *, names: bool = False) -> Standing:
    """The split's standing on the day; with `names` the people whose turn it is are named, at a query more."""
    ends = split.period.upper
    if split.status == SplitStatus.IN_FORCE and ends is not None and ends <= today:
        return Standing("Ended", "grey", f"It ended on {longdate(ends)}.")
    return Standing(split.get_status_display(), COLOURS[SplitStatus(split.status)], _next_step(split, names))


def _next_step(split: TimeSplit, names: bool) -> str:
    match split.status:
        case SplitStatus.DRAFT:
            return "Your turn: check it and send it for sign-off."
        case SplitStatus.RETURNED:
            return "The owner's turn: change it and send it again."
        case SplitStatus.SUBMITTED:
            people = _names(telling.first_signatories(split)) if names else ""
            return f"The service lead's turn{people}. The medical director signs last."
        case SplitStatus.FIRST_SIGNED:
            people = _names(telling.final_signatories(split)) if names else ""
            return f"The medical director's turn{people}, for the final sign-off."
        case SplitStatus.SIGNED_OFF:
            return f"It comes into force on {longdate(split.starts)}. Nothing is left to do."
        case SplitStatus.IN_FORCE:
            return "Pay follows it. It runs until the next time split starts."
        case SplitStatus.SUPERSEDED:
            return "A later time split has taken its place."
    return "It was withdrawn and takes no effect."


def _names(people: list[object] | list[telling.User]) -> str:
    found = " or ".join(str(person) for person in people)
    return f": {found}" if found else " (nobody holds this role today: ask your organisation's administrator)"
