"""Who keeps an organisation's people and services: its administrators, and the site's for the first of them."""

from django.db.models import QuerySet

from people.accounts.models import User
from people.memberships.models import Membership, Role
from people.memberships.policies import organisations_where
from people.organisations.models import Organisation, Service


def organisations_kept_by(user: User) -> QuerySet[Organisation]:
    """The organisations whose people this person keeps today; all of them for the site's own administrators."""
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=organisations_where(user, Role.ORGANISATION_ADMIN))


def memberships_kept_by(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation__in=organisations_kept_by(user))


def services_kept_by(user: User) -> QuerySet[Service]:
    return Service.objects.filter(organisation__in=organisations_kept_by(user))


def may_keep(user: User, organisation: Organisation) -> bool:
    return organisations_kept_by(user).filter(pk=organisation.pk).exists()
