"""Who imports job plans: human resources of the organisation."""

from django.db.models import QuerySet

from people.memberships.policies import memberships_today
from people.models import Organisation, Role, User


def imports_open_to(user: User) -> QuerySet[Organisation]:
    """The organisations for which the user imports today."""
    return Organisation.objects.filter(pk__in=memberships_today(user, Role.HR).values("organisation"))


def may_import(user: User, organisation: Organisation) -> bool:
    return imports_open_to(user).filter(pk=organisation.pk).exists()
