"""Who reads an organisation's time splits as figures, and who opens the lists behind them."""

from django.db.models import QuerySet

from people.memberships.policies import memberships_today
from people.models import Organisation, Role, User

OPENS = (Role.MEDICAL_DIRECTOR, Role.HR)
"""They see each split in their own work; the board, as analysts, reads groups alone."""


def figures_open_to(user: User) -> QuerySet[Organisation]:
    """The organisations whose figures the user reads today."""
    held = memberships_today(user, *OPENS, Role.ANALYST)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def opens_lists(user: User, organisation: Organisation) -> bool:
    """Whether the user may see who is behind a number."""
    return memberships_today(user, *OPENS).filter(organisation=organisation).exists()
