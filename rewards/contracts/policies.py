"""Who records contracts, awards and progress: human resources, in their own organisation."""

from django.db.backends.postgresql.psycopg_any import DateRange

from people.memberships.policies import holds_role
from people.models import Organisation, Role, User
from rewards.employment.models import Employment


def keeps_pay(user: User, organisation: Organisation | int) -> bool:
    """Whether the user works in human resources there today."""
    return holds_role(user, Role.HR, organisation)


def writes_of_awards(organisation: Organisation, user: User, period: DateRange) -> bool:
    """Whether awards of the time are the organisation's to write: it employs the person in it, or no one else does."""
    everywhere = Employment.objects.filter(user=user, period__overlap=period)
    if everywhere.exists():
        return everywhere.filter(organisation=organisation).exists()
    return Employment.objects.filter(user=user, organisation=organisation).exists()
