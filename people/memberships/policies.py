"""Who holds which role, where and today: the ground on which every app's policies stand."""

from collections.abc import Iterable

from django.utils import timezone

from people.accounts.models import User
from people.memberships.models import Membership, MembershipQuerySet, Role
from people.organisations.models import Organisation, Service


def memberships_today(user: User, *roles: Role) -> MembershipQuerySet:
    """The user's memberships in force today, of the roles asked for or of any."""
    mine = Membership.objects.filter(user_id=user.pk).in_force(timezone.localdate())
    return mine.filter(role__in=roles) if roles else mine


def holds_role(
    user: User, role: Role, organisation: Organisation | int, service: Service | int | None = None
) -> bool:
    """Whether the user holds the role today in the organisation; where a service is given, for that one or for all."""
    where = organisation if isinstance(organisation, int) else organisation.pk
    rows: Iterable[int | None] = memberships_today(user, role).filter(organisation_id=where).values_list(
        "service_id", flat=True
    )
    if service is None:
        return any(True for _ in rows)
    which = service if isinstance(service, int) else service.pk
    return any(row is None or row == which for row in rows)


def organisations_where(user: User, *roles: Role) -> list[int]:
    """Keys of the organisations in which the user holds any of the roles today."""
    return list(memberships_today(user, *roles).values_list("organisation_id", flat=True).distinct())


def holders(role: Role, organisation: Organisation | int, service: Service | int | None = None) -> list[User]:
    """The people who hold the role today in the organisation; where a service is given, for that one or for all."""
    where = organisation if isinstance(organisation, int) else organisation.pk
    people = User.objects.filter(
        memberships__role=role,
        memberships__organisation_id=where,
        memberships__period__contains=timezone.localdate(),
        is_active=True,
    )
    if service is not None:
        which = service if isinstance(service, int) else service.pk
        people = people.filter(memberships__service_id=which) | people.filter(memberships__service__isnull=True)
    return list(people.distinct().order_by("pk"))


def is_line_manager_or_appraiser(user: User, of: User) -> bool:
    """Whether the user manages or appraises the other person in any organisation today (R8)."""
    theirs = Membership.objects.filter(user=of).in_force(timezone.localdate())
    return (theirs.filter(line_manager=user) | theirs.filter(appraiser=user)).exists()
