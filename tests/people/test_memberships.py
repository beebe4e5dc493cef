"""A permission is that of a membership, in an organisation, for a service, on a day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg2.extras import DateRange

from people.memberships.policies import holders, holds_role, organisations_where
from people.memberships.requests import Held, held_by
from people.models import Role
from tests.factories import MembershipFactory, OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_role_is_held_only_in_its_own_organisation() -> None:
    membership = MembershipFactory(role=Role.HR)
    assert holds_role(membership.user, Role.HR, membership.organisation)
    assert not holds_role(membership.user, Role.HR, OrganisationFactory())


def test_a_role_for_one_service_does_not_reach_another() -> None:
    service = ServiceFactory()
    lead = MembershipFactory(role=Role.SERVICE_LEAD, organisation=service.organisation, service=service).user
    other = ServiceFactory(organisation=service.organisation)
    assert holds_role(lead, Role.SERVICE_LEAD, service.organisation, service)
    assert not holds_role(lead, Role.SERVICE_LEAD, service.organisation, other)


def test_a_role_for_the_whole_organisation_reaches_every_service() -> None:
    service = ServiceFactory()
    director = MembershipFactory(role=Role.MEDICAL_DIRECTOR, organisation=service.organisation).user
    assert holds_role(director, Role.MEDICAL_DIRECTOR, service.organisation, service)
    assert holders(Role.MEDICAL_DIRECTOR, service.organisation, service) == [director]


def test_a_membership_ends_on_its_last_day_and_not_before() -> None:
    today = timezone.localdate()
    ended = MembershipFactory(role=Role.HR, period=DateRange(today - timedelta(days=9), today))
    last_day = MembershipFactory(role=Role.HR, period=DateRange(today - timedelta(days=9), today + timedelta(days=1)))
    assert organisations_where(ended.user, Role.HR) == []
    assert organisations_where(last_day.user, Role.HR) == [last_day.organisation_id]
    assert held_by(ended.user) == []
    assert held_by(last_day.user) == [Held(Role.HR, last_day.organisation_id, None)]


def test_a_membership_holds_from_its_first_day_and_not_before() -> None:
    today = timezone.localdate()
    service = ServiceFactory()
    own = {"role": Role.SERVICE_LEAD, "organisation": service.organisation, "service": service}
    starts_today = MembershipFactory(**own, period=DateRange(today, None)).user
    starts_tomorrow = MembershipFactory(**own, period=DateRange(today + timedelta(days=1), None)).user
    assert holds_role(starts_today, Role.SERVICE_LEAD, service.organisation, service)
    assert held_by(starts_today) == [Held(Role.SERVICE_LEAD, service.organisation_id, service.pk)]
    assert not holds_role(starts_tomorrow, Role.SERVICE_LEAD, service.organisation, service)
    assert held_by(starts_tomorrow) == []


def test_the_same_membership_twice_at_once_is_refused_by_the_database() -> None:
    membership = MembershipFactory(role=Role.HR)
    with pytest.raises(IntegrityError, match="one_membership_of_a_kind_a_day"), transaction.atomic():
        MembershipFactory(user=membership.user, organisation=membership.organisation, role=Role.HR)


def test_an_inactive_account_holds_no_role() -> None:
    membership = MembershipFactory(role=Role.HR, user=UserFactory(is_active=False))
    assert holders(Role.HR, membership.organisation) == []
