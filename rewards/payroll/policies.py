"""Who imports payroll: human resources of the organisation."""

from django.db.models import QuerySet

from people.memberships.policies import holds_role, memberships_today
from people.models import Organisation, Role, User


def payroll_open_to(user: User) -> QuerySet[Organisation]:
    """The organisations whose payroll the user imports today."""
    return Organisation.objects.filter(pk__in=memberships_today(user, Role.HR).values("organisation"))


def may_import(user: User, organisation: Organisation) -> bool:
    return holds_role(user, Role.HR, organisation)
