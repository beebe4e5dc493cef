"""Who reads remuneration reports."""

from django.db.models import QuerySet

from people.memberships.policies import memberships_today
from people.models import Organisation, Role, User


def reports_open_to(user: User) -> QuerySet[Organisation]:
    """The organisations whose pay the user may report on: where they work in human resources today."""
    return Organisation.objects.filter(pk__in=memberships_today(user, Role.HR).values("organisation"))
