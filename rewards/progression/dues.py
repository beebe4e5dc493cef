"""What the room of pay progression tells people of."""

from people.memberships.policies import holds_role
from people.models import Role, User
from reminders.kinds import ON_THE_DAY, Kind, after, before


def may_review(user: User, subject: str) -> bool:
    """Human resources of the organisation: the subject is "progress_review:<organisation>:<month>"."""
    organisation = subject.split(":")[1]
    return organisation.isdigit() and holds_role(user, Role.HR, int(organisation))


PROGRESS_REVIEW = Kind(
    key="progress_review",
    room="Pay",
    words="Pay progression reviews",
    says="Reviews before a pay step fall due in your organisation; for human resources.",
    stages=(before(60), ON_THE_DAY, after(14)),
    may_act=may_review,
)
