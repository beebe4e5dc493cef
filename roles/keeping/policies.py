"""Who keeps legal holds: human resources of the organisation."""

from django.db.models import QuerySet

from people.memberships.policies import memberships_today
from people.models import Organisation, Role, User


def holds_kept_by(user: User) -> QuerySet[Organisation]:
    """The organisations whose holds the user places and lifts."""
    return Organisation.objects.filter(pk__in=memberships_today(user, Role.HR).values("organisation"))
