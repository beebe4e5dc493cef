"""Merging a service into another of the same organisation from a day on: what was, stays where it was."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.accounts.models import User
from people.administration.policies import may_keep
from people.dates import after_months
from people.history import because
from people.memberships.models import Membership, Role
from people.organisations.models import Service
from people.refusals import Refused

MOST_MONTHS = 24
"""How far ahead a merger may be planned."""


@transaction.atomic
def merge(service: Service, into: Service, *, on: date, by: User) -> Service:
    """Closes a service from the day and has another take its place; its clinicians belong to that one from then on.

    Who led it leads it until the day before; whoever leads the other goes on. Done twice alike it is done once. Raises
    Refused for a day gone by or far ahead, for the same service, and for one that closes itself or belongs elsewhere.
    """
    if not may_keep(by, service.organisation):
        raise PermissionDenied
    locked = Service.objects.select_for_update().filter(pk__in=[service.pk, into.pk]).in_bulk()
    service, into = locked[service.pk], locked[into.pk]
    if (service.merged_into_id, service.closed_on) == (into.pk, on):
        return service
    if into.organisation_id != service.organisation_id or into.pk == service.pk:
        raise Refused("Choose another service of this organisation", field="into")
    if service.merged_into_id is not None:
        raise Refused(f"{service} has been merged into {service.merged_into} already")
    if into.closed_on is not None:
        raise Refused(f"{into} closes itself. Choose one that stays open", field="into")
    if Service.objects.filter(merged_into=service, closed_on__gt=on).exists():
        raise Refused("Another service is to be merged into this one later. Choose a day after that", field="on")
    today = timezone.localdate()
    if not today <= on <= after_months(today, MOST_MONTHS):
        raise Refused("Choose today or a day within two years", field="on")
    with because(f"{service} merged into {into}", by=by):
        service.merged_into, service.closed_on = into, on
        service.save(update_fields=["merged_into", "closed_on"])
        for held in Membership.objects.filter(service=service, period__endswith__gt=on) | Membership.objects.filter(
            service=service, period__upper_inf=True
        ):
            _move(held, into, on)
    return service


def _move(held: Membership, into: Service, on: date) -> None:
    """Ends a membership of the old service on the day; a clinician goes on in the other, where they are not already."""
    ends, starts = held.period.upper, held.period.lower
    goes_on = DateRange(max(starts or on, on), ends)
    if starts is not None and starts >= on:
        held.delete()
    else:
        held.period = DateRange(starts, on)
        held.save(update_fields=["period"])
    there = Membership.objects.filter(user=held.user_id, service=into, role=held.role, period__overlap=goes_on)
    if held.role == Role.CLINICIAN and not there.exists():
        Membership.objects.create(
            user_id=held.user_id,
            organisation_id=held.organisation_id,
            service=into,
            role=held.role,
            period=goes_on,
            line_manager_id=held.line_manager_id,
            appraiser_id=held.appraiser_id,
        )
