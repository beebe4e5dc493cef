"""Who records contracts, awards and progress: human resources, in their own organisation."""

from people.memberships.policies import holds_role
from people.models import Organisation, Role, User


def keeps_pay(user: User, organisation: Organisation | int) -> bool:
    """Whether the user works in human resources there today."""
    return holds_role(user, Role.HR, organisation)
