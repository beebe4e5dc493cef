"""Who reads equality figures: people of HR and analysts who take no part in choosing."""

from django.db.models import QuerySet

from people.memberships.policies import memberships_today
from people.models import Organisation, Role, User


def figures_open_to(user: User) -> QuerySet[Organisation]:
    """The organisations whose figures the user may read: none where they also recruit or sit on panels today."""
    reads = memberships_today(user, Role.HR, Role.ANALYST).values("organisation")
    chooses = memberships_today(user, Role.RECRUITER, Role.PANEL_MEMBER).values("organisation")
    return Organisation.objects.filter(pk__in=reads).exclude(pk__in=chooses)
