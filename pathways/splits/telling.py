"""Who is told what of a time split, once for each event, in the transaction of the event."""

from django.urls import reverse

from pathways.splits.models import TimeSplit
from people.design.words import longdate
from people.models import User
from reminders.services import tell

OWNER = "this is your time split"
SIGNATORY = "you sign off time splits"


def submitted(split: TimeSplit, asked: set[User]) -> None:
    """Whose turn it is."""
    for signatory in asked:
        _turn(split, signatory, f"{split.user} asks you to sign a time split.", "submitted")


def first_signed(split: TimeSplit, by: User, asked: set[User]) -> None:
    """Those whose turn comes next; the owner: how far it is."""
    for signatory in asked - {by}:
        _turn(split, signatory, f"{by} has signed a time split. It waits for you to sign next.", "first")
    _owner(split, f"{by} has signed your time split. It waits for the next signature.", "first-owner")


def signed_off(split: TimeSplit, by: User) -> None:
    _owner(split, f"{by} has given the final sign-off: your time split is agreed.", "agreed")


def returned(split: TimeSplit, by: User) -> None:
    sentence = f"{by} has returned your time split for change."
    _owner(split, sentence, "returned", step="Change it and send it again:", reason=split.return_reason, who=str(by))


def declined(split: TimeSplit, by: User) -> None:
    sentence = f"{by} has declined your time split."
    _owner(split, sentence, "declined", reason=split.return_reason, who=str(by))


def reopened(split: TimeSplit, by: User, asked: set[User]) -> None:
    """The owner and everyone who has signed or was asked to."""
    facts = {"reason": split.return_reason, "who": str(by)}
    _owner(split, f"{by} has reopened your time split.", "reopened", step="Change it and send it again:", **facts)
    for signatory in asked - {split.user}:
        _tell(split, signatory, f"{by} has reopened a time split of {split.user}.", "reopened", why=SIGNATORY, **facts)


def ends(split: TimeSplit, by: User) -> None:
    sentence = f"{by} has ended your time split early: its last day is {longdate(split.last_day)}."
    _owner(split, sentence, "ends", reason=split.return_reason, who=str(by))


def withdrawn(split: TimeSplit, asked: set[User]) -> None:
    """Those whose turn it was: there is nothing left to sign."""
    for signatory in asked:
        _tell(split, signatory, f"{split.user} has withdrawn a time split.", "withdrawn", why=SIGNATORY)


def in_force(split: TimeSplit) -> None:
    _owner(split, "Your time split is in force, and your pay follows it.", "in-force")


def _turn(split: TimeSplit, user: User, sentence: str, event: str) -> None:
    path = reverse("approvals:detail", args=[split.pk])
    _tell(split, user, sentence, event, why=SIGNATORY, step="Weigh it and sign or return it:", path=path)


def _owner(split: TimeSplit, sentence: str, event: str, **more: str) -> None:
    _tell(split, split.user, sentence, event, why=OWNER, **more)


def _tell(
    split: TimeSplit,
    user: User,
    sentence: str,
    event: str,
    *,
    why: str,
    step: str = "See it:",
    path: str = "",
    reason: str = "",
    who: str = "",
) -> None:
    tell(
        user,
        kind="split",
        # The version makes each round of an event its own.
        key=f"split:{split.pk}:{split.version}:{event}:{user.pk}",
        subject=sentence.split(":")[0].rstrip("."),
        template="pathways/mail/split",
        context={"split": split, "sentence": sentence, "why": why, "step": step, "reason": reason, "who": who},
        path=path or reverse("splits:detail", args=[split.pk]),
    )
