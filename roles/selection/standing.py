"""Where a choice stands: its status, whose turn it is and what comes next, in one place for its page and the desk."""

from dataclasses import dataclass
from datetime import datetime

from people.design.words import longtime, plural
from roles.posts.models import Post, PostStatus
from roles.selection.rules import LEAST_SCORERS


@dataclass(frozen=True)
class Numbers:
    """How many of each the choice has; `short` says what the panel still owes, empty when it owes nothing."""

    sent: int
    members: int
    shortlisted: int = 0
    waiting: int = 0
    """Offers that can still be answered."""
    free: bool = True
    """Whether a seat, or a part of a shared one, is neither offered nor taken."""
    filled: bool = False
    """Whether every seat is taken up."""
    short: str = ""
    settle: str = ""
    """What the recruiter settles before the lock (links, talks), empty when nothing."""


@dataclass(frozen=True)
class Standing:
    """A short status with its colour, a sentence on what comes next and from whom, and the task in a few words.

    `mine` if it is the recruiter's turn; nobody has a task where `task` is empty.
    """

    status: str
    colour: str
    next_step: str
    task: str = ""
    mine: bool = False


def standing(post: Post, numbers: Numbers, now: datetime) -> Standing:
    """The choice's standing for the recruiter who runs it."""
    if post.status == PostStatus.WITHDRAWN:
        return Standing("Withdrawn", "grey", "The post was withdrawn. Nothing is left to do.")
    if post.shortlist_locked_at is not None:
        return _after_the_lock(post, numbers)
    lacking = LEAST_SCORERS - numbers.members
    if post.closes_at > now:
        then = f"Applicants can apply until {longtime(post.closes_at)}. Then the panel scores."
        if lacking > 0:
            return Standing(
                "Open to applicants", "purple", f"{then} Your turn: {_panel(lacking)}.", "Add to the panel", True
            )
        return Standing("Open to applicants", "purple", then)
    if not numbers.sent:
        return Standing("Nobody applied", "grey", "Nothing is left to do here.")
    if lacking > 0:
        return Standing("Panel too small", "orange", f"Your turn: {_panel(lacking)}.", "Add to the panel", True)
    applications = plural(numbers.sent, "application")
    if numbers.settle:
        turn = f"Your turn: {numbers.settle[0].lower()}{numbers.settle[1:]} {numbers.short}".strip()
        return Standing("To settle", "orange", turn, f"Settle links and talks of {applications}", True)
    if numbers.short:
        return Standing("Scoring", "blue", f"The panel’s turn. {numbers.short}", f"Scores of {applications}")
    return Standing(
        "Scored",
        "orange",
        "Your turn: say how many to shortlist, check the list and lock it.",
        f"Lock the shortlist of {applications}",
        True,
    )


def _panel(lacking: int) -> str:
    more = plural(lacking, "more person", "more people")
    return f"add {more} to the panel, because at least {LEAST_SCORERS} score each application"


def _after_the_lock(post: Post, numbers: Numbers) -> Standing:
    left = plural(numbers.shortlisted, "shortlisted applicant")
    if numbers.shortlisted and numbers.free:
        words = f"Your turn: offer the post to one of {left}, or say who is not appointed."
        return Standing("Shortlist locked", "orange", words, f"Decide on {left}", True)
    if numbers.waiting:
        words = f"The turn of whoever has {'an offer' if numbers.waiting == 1 else 'the offers'}."
        if numbers.shortlisted:
            words += f" {left[0].upper()}{left[1:]} {'waits' if numbers.shortlisted == 1 else 'wait'} for your word."
        return Standing("Offered", "blue", words, "Answer to your offer")
    status, colour = ("Filled", "green") if numbers.filled else ("Shortlist locked", "grey")
    if numbers.shortlisted:
        return Standing(status, "orange", f"Your turn: tell {left} the outcome.", f"Tell {left} the outcome", True)
    words = (
        "Nothing is left to do." if numbers.filled else "The post is not filled, and nobody on the shortlist is left."
    )
    return Standing(status, colour, words)
