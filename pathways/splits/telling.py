"""Who is told what of a time split, once for each event, in the transaction of the event."""

from django.urls import reverse

from pathways.splits.models import TimeSplit
from people.memberships.policies import holders
from people.models import Role, User
from reminders.services import tell

OWNER = "this is your time split"
SIGNATORY = "you sign off time splits"


def submitted(split: TimeSplit) -> None:
    """The service leads: it is their turn."""
    for lead in first_signatories(split):
        _turn(split, lead, f"{split.user} asks you for the first sign-off of a time split.", "submitted")


def first_signed(split: TimeSplit, by: User) -> None:
    """The medical directors: it is their turn; the owner: how far it is."""
    for director in final_signatories(split):
        if director != by:
            _turn(split, director, f"{by} has signed a time split first. It waits for your final sign-off.", "first")
    _owner(split, f"{by} has given the first sign-off. The medical director signs last.", "first-owner")


def signed_off(split: TimeSplit, by: User) -> None:
    _owner(split, f"{by} has given the final sign-off: your time split is agreed.", "agreed")


def returned(split: TimeSplit, by: User) -> None:
    sentence = f"{by} has returned your time split for change."
    _owner(split, sentence, "returned", step="Change it and send it again:", reason=split.return_reason, who=str(by))


def withdrawn(split: TimeSplit) -> None:
    """Those whose turn it was: there is nothing left to sign."""
    for signatory in {*first_signatories(split), *final_signatories(split)}:
        _tell(split, signatory, f"{split.user} has withdrawn a time split.", "withdrawn", why=SIGNATORY)


def in_force(split: TimeSplit) -> None:
    _owner(split, "Your time split is in force, and your pay follows it.", "in-force")


def first_signatories(split: TimeSplit) -> list[User]:
    """The leads of the split's service, but its owner."""
    return [u for u in holders(Role.SERVICE_LEAD, split.organisation_id, split.service_id) if u.pk != split.user_id]


def final_signatories(split: TimeSplit) -> list[User]:
    """The organisation's medical directors, but its owner."""
    return [u for u in holders(Role.MEDICAL_DIRECTOR, split.organisation_id) if u.pk != split.user_id]


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
