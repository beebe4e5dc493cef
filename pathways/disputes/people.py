"""Who has a part in a disagreement: its sides, who mediates, and whose step comes next."""

from pathways.disputes.course import Stage
from pathways.disputes.models import Mediation
from pathways.splits.models import TimeSplit
from pathways.splits.turns import holders_of_turn
from people.memberships.policies import holders, who_work_at
from people.models import Role, User


def answered_by(split: TimeSplit) -> set[int]:
    """Keys of those who have returned or declined the split, now or before."""
    answers = split.events.filter(status__in=["returned", "declined"])  # type: ignore[attr-defined]  # pghistory's
    return set(answers.values_list("pgh_context__metadata__user", flat=True))


def parties(split: TimeSplit) -> set[User]:
    """The owner, and who has signed it, answered it or is asked to sign it: none of them mediates."""
    keys = {split.user_id, *answered_by(split), *split.sign_offs.values_list("by", flat=True)}
    asked = {user.pk for user in holders_of_turn(split)} if split.waits_for else set()
    asked |= set(split.mediations.values_list("asked_by", flat=True))
    return set(User.objects.filter(pk__in=[key for key in keys | asked if key is not None]))


def default_mediator(split: TimeSplit, sides: set[User]) -> User | None:
    """A medical director who has had no part in it; None where every one has."""
    return next((user for user in holders(Role.MEDICAL_DIRECTOR, split.organisation_id) if user not in sides), None)


def mediates(mediation: Mediation) -> bool:
    """Whether the mediator is named and still works there: else another is to be named."""
    mediator = mediation.mediator
    return mediator is not None and bool(who_work_at({mediator}, mediation.split.organisation_id))


def actors(mediation: Mediation, now: Stage) -> list[User]:
    """Whose step it is: the mediator's, the owner's for an appeal, else that of HR and the administrators."""
    split = mediation.split
    if now is Stage.OVER:
        return []
    if now is Stage.APPEAL:
        return [split.user]
    if now in (Stage.MEET, Stage.DECIDE):
        return [mediation.mediator] if mediation.mediator and mediates(mediation) else []
    where = split.organisation_id
    arranging = {*holders(Role.HR, where), *holders(Role.ORGANISATION_ADMIN, where)}
    return sorted((user for user in arranging if user.pk != split.user_id), key=lambda user: user.pk)
