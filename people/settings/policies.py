"""Who reads an organisation's settings. Who changes them: those who keep its people (administration/policies.py)."""

from django.db.models import QuerySet

from people.accounts.models import User
from people.memberships.models import Role
from people.memberships.policies import organisations_where
from people.organisations.models import Organisation

READERS = (Role.ORGANISATION_ADMIN, Role.HR, Role.MEDICAL_DIRECTOR)


def organisations_read_by(user: User) -> QuerySet[Organisation]:
    """The organisations whose settings this person reads today; all of them for the site's own administrators."""
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=organisations_where(user, *READERS))
