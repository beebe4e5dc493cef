"""Whose contracts, awards and pay human resources keep: of the people of their own organisation."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.memberships.policies import organisations_where
from people.models import Membership, Organisation, Role, User
from rewards.employment.models import Employment


def organisations_kept_by(user: User) -> QuerySet[Organisation]:
    """The organisations where the user works in human resources today."""
    return Organisation.objects.filter(pk__in=organisations_where(user, Role.HR))


def people_of(organisation: Organisation) -> QuerySet[User]:
    """Who is a member there today, or is or was employed there."""
    members = Membership.objects.in_force(timezone.localdate()).filter(organisation=organisation, user=OuterRef("pk"))
    employed = Employment.objects.filter(organisation=organisation, user=OuterRef("pk"))
    return User.objects.filter(Q(Exists(employed)) | Q(Exists(members)))
