"""Who holds which role, where and today: the ground on which every app's policies stand."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from people.accounts.models import User
from people.memberships.models import Membership, MembershipQuerySet, Role
from people.organisations.models import Organisation, Service


def memberships_today(user: User, *roles: Role) -> MembershipQuerySet:
    """The user's memberships in force today, of the roles asked for or of any."""
    mine = Membership.objects.filter(user_id=user.pk).in_force(timezone.localdate())
    return mine.filter(role__in=roles) if roles else mine


def _of_service(service: Service | int | None) -> Q:
    """Memberships that reach the service: those of it, and those of the whole organisation."""
    return Q() if service is None else Q(service=service) | Q(service__isnull=True)


def holds_role(user: User, role: Role, organisation: Organisation | int, service: Service | int | None = None) -> bool:
    """Whether the user holds the role in the organisation today and, where one is given, for the service."""
    return memberships_today(user, role).filter(_of_service(service), organisation=organisation).exists()


def who_work_at(users: Collection[User], organisation: Organisation | int) -> set[User]:
    """Those of the users who hold a role in the organisation today."""
    held = Membership.objects.in_force(timezone.localdate()).filter(organisation=organisation)
    here = set(held.filter(user__in=users).values_list("user_id", flat=True))
    return {user for user in users if user.pk in here}


def organisations_where(user: User, *roles: Role) -> list[int]:
    """Keys of the organisations in which the user holds any of the roles today."""
    return list(memberships_today(user, *roles).values_list("organisation_id", flat=True).distinct())


def holders(role: Role, organisation: Organisation | int, service: Service | int | None = None) -> list[User]:
    """The people who hold the role in the organisation today and, where one is given, for the service."""
    held = Membership.objects.in_force(timezone.localdate()).filter(
        _of_service(service), role=role, organisation=organisation
    )
    return list(User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("pk"))
