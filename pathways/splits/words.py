"""A time split in words: its status, whose turn it is, and the colour of its tag."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from pathways.signatories.models import Who
from pathways.signatories.tiers import read
from pathways.splits.models import TRANSITIONS, SplitStatus, TimeSplit
from pathways.splits.signing import NAMES, ordinal
from pathways.splits.turns import signatories
from people.design.words import longdate
from people.models import User

COLOURS = {
    SplitStatus.DRAFT: "yellow",
    SplitStatus.RETURNED: "orange",
    SplitStatus.SUBMITTED: "blue",
    SplitStatus.FIRST_SIGNED: "blue",
    SplitStatus.SIGNED_OFF: "green",
    SplitStatus.IN_FORCE: "green",
    SplitStatus.SUPERSEDED: "grey",
    SplitStatus.WITHDRAWN: "grey",
    SplitStatus.ENDED: "grey",
    SplitStatus.DECLINED: "red",
    SplitStatus.REOPENED: "orange",
    SplitStatus.IN_MEDIATION: "purple",
    SplitStatus.IN_APPEAL: "purple",
    SplitStatus.CORRECTED: "grey",
}


@dataclass(frozen=True)
class Standing:
    """Where a split stands: a short status, its colour, and a sentence that says what comes next and from whom."""

    status: str
    colour: str
    next_step: str


def standing(split: TimeSplit, today: date, *, names: bool = False, yours: bool = False) -> Standing:
    """The split's standing on the day; `yours` speaks to whose turn it is, `names` names them at a query more."""
    ends = split.period.upper
    if split.status == SplitStatus.IN_FORCE and ends is not None and ends <= today:
        return Standing("Ended", "grey", f"It ended on {longdate(ends)}.")
    return Standing(split.get_status_display(), COLOURS[SplitStatus(split.status)], _next_step(split, names, yours))


def _next_step(split: TimeSplit, names: bool, yours: bool) -> str:
    match split.status:
        case SplitStatus.DRAFT:
            return "Your turn: check it and send it for sign-off."
        case SplitStatus.RETURNED | SplitStatus.REOPENED:
            return "The owner's turn: change it and send it again."
        case SplitStatus.SUBMITTED | SplitStatus.FIRST_SIGNED:
            return _turn(split, names, yours)
        case SplitStatus.DECLINED:
            return "It was declined and takes no effect."
        case SplitStatus.IN_MEDIATION:
            return "A mediator hears both sides. The split agreed before holds meanwhile."
        case SplitStatus.IN_APPEAL:
            return "An appeal panel hears both sides. The split agreed before holds meanwhile."
        case SplitStatus.CORRECTED:
            return "It was corrected: another time split stands for these days."
        case SplitStatus.ENDED:
            return "It has ended."
        case SplitStatus.SIGNED_OFF:
            return f"It comes into force on {longdate(split.starts)}. Nothing is left to do."
        case SplitStatus.IN_FORCE:
            until = f"the end of {longdate(split.last_day)}" if split.last_day else "the next time split starts"
            return f"Pay follows it. It runs until {until}."
        case SplitStatus.SUPERSEDED:
            return "A later time split has taken its place."
    return "It was withdrawn and takes no effect."


def _turn(split: TimeSplit, names: bool, yours: bool) -> str:
    """Whose turn it is, and what comes after it."""
    steps = read(split.tiers)
    tier = split.tier or 1
    who = "Your turn" if yours else f"The {NAMES[Who(split.waits_for)]}'s turn"
    people = _names(sorted(signatories(split), key=str)) if names else ""
    after = [NAMES[Who(step.who)] for step in steps[tier:]]
    if not after:
        return f"{who}{people}, for the final sign-off."
    return f"{who}{people}. The {after[-1]} signs last."


def disagreement_link(split: TimeSplit, *, mediated: bool | None = None) -> str:
    """The words that lead to mediation and appeal from a split; empty where there is nothing to ask or to read.

    `mediated` says whether there has been mediation, where that is known; else it is asked.
    """
    if split.mediations.exists() if mediated is None else mediated:
        return "Mediation and appeal"
    if SplitStatus.IN_MEDIATION in TRANSITIONS[split.status]:
        return "You can’t agree? Ask for mediation"
    return ""


class Given(NamedTuple):
    """One signature in words; `counts` is false for one of an earlier round."""

    step: str
    by: User
    for_whom: User | None
    at: datetime
    note: str
    counts: bool


def signatures(split: TimeSplit) -> list[Given]:
    """The signatures under a split with what each stood for, in their order; wants sign_offs with their people."""
    steps, given = read(split.tiers), []
    for each in sorted(split.sign_offs.all(), key=lambda each: (each.round, each.tier)):
        known = each.tier <= len(steps)
        who = f", {NAMES[Who(steps[each.tier - 1].who)]}" if known else ""
        step = f"{ordinal(each.tier, steps).capitalize()} sign-off{who}"
        counts = split.submitted_at is None or each.at >= split.submitted_at
        given.append(Given(step, each.by, each.on_behalf_of, each.at, each.note, counts))
    return given


def _names(people: list[User]) -> str:
    found = " or ".join(str(person) for person in people)
    return f": {found}" if found else " (nobody holds this role today: ask your organisation's administrator)"
