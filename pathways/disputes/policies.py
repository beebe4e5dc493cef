"""Who may ask for mediation, read a disagreement, and take its next step."""

from pathways.disputes.course import Stage
from pathways.disputes.models import Mediation
from pathways.disputes.people import actors, parties
from pathways.splits.models import TimeSplit
from people.memberships.policies import holds_role, memberships_today
from people.models import Role, User


def arranges(user: User, split: TimeSplit) -> bool:
    """Whether the person acts for the employer: HR and the administrators, never on their own split."""
    where = split.organisation_id
    here = holds_role(user, Role.HR, where) or holds_role(user, Role.ORGANISATION_ADMIN, where)
    return user.pk != split.user_id and here


def may_ask(user: User, split: TimeSplit) -> bool:
    """The owner, or a medical director of the organisation for someone else's split."""
    return user.pk == split.user_id or holds_role(user, Role.MEDICAL_DIRECTOR, split.organisation_id)


def may_read(user: User, split: TimeSplit, mediation: Mediation | None) -> bool:
    """Who may ask; and once it is asked for, the mediator, the parties and who arranges it, while they work there."""
    if may_ask(user, split):
        return True
    if mediation is None:
        return False
    here = memberships_today(user).filter(organisation=split.organisation_id).exists()
    return here and (mediation.mediator_id == user.pk or arranges(user, split) or user in parties(split))


def acts(user: User, mediation: Mediation, now: Stage) -> bool:
    """Whether the next step is this person's."""
    return user.pk in {each.pk for each in actors(mediation, now)}
