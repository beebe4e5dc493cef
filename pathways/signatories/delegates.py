"""Who signs for whom today: a delegation holds while it lasts and while both belong to the organisation."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from pathways.signatories.models import Delegation
from people.models import Membership, User


def in_force_today() -> QuerySet[Delegation]:
    """Delegations of today; one ends with its delegator's or its delegate's last membership of the organisation."""
    today = timezone.localdate()
    members = Membership.objects.in_force(today).filter(organisation=OuterRef("organisation"))
    return Delegation.objects.filter(
        Exists(members.filter(user=OuterRef("delegator"))),
        Exists(members.filter(user=OuterRef("delegate"))),
        period__contains=today,
    )


def delegations_to(user: User, organisation_id: int | None = None) -> QuerySet[Delegation]:
    """For whom this person signs today."""
    found = in_force_today().filter(delegate=user.pk)
    return found if organisation_id is None else found.filter(organisation=organisation_id)


def delegates_of(people: list[User], organisation_id: int) -> set[User]:
    """Who signs today for any of these people."""
    named = Delegation.objects.filter(delegator__in=people, organisation=organisation_id)
    # Mostly nobody is away: whether both still work there is asked of those who are.
    keys = list(named.filter(period__contains=timezone.localdate()).values_list("pk", flat=True))
    if not keys:
        return set()
    given = in_force_today().filter(pk__in=keys)
    return {each.delegate for each in given.select_related("delegate")}
