"""Who reads how returns to practice go in an organisation, and who opens the lists behind the numbers."""

from django.db.models import QuerySet

from people.memberships.policies import memberships_today
from people.models import Organisation, Role, User

OPENS = (Role.MEDICAL_DIRECTOR, Role.HR)
"""They arrange returns in their own work. A list says who, where and by when; never why, and nothing of a meeting."""


def figures_open_to(user: User) -> QuerySet[Organisation]:
    """The organisations whose figures the user reads today."""
    held = memberships_today(user, *OPENS, Role.ANALYST)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def opens_lists(user: User, organisation: Organisation) -> bool:
    return memberships_today(user, *OPENS).filter(organisation=organisation).exists()
