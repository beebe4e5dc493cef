"""Time splits of a service that was merged into another go on there: agreed ones from the day, with their pay."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from pathways.models import SplitLine, TimeSplit
from pathways.splits.services import sign_off
from pathways.splits.tasks import follow_mergers
from people.administration.merging import merge
from people.models import Role, Service, User
from rewards.models import ElementKind, PayElement
from tests.factories import MembershipFactory, ServiceFactory
from tests.pathways.conftest import House

Status = TimeSplit.Status
TODAY = timezone.localdate


@pytest.fixture
def into(house: House) -> Service:
    return ServiceFactory(organisation=house.organisation, name="Heart centre")


@pytest.fixture
def admin(house: House) -> User:
    return MembershipFactory(organisation=house.organisation, role=Role.ORGANISATION_ADMIN).user


def at(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_the_week_in_force_goes_on_there_from_the_day_and_its_pay_with_it(house: House, into, admin) -> None:
    old = house.signed_off(TODAY() - timedelta(days=50))
    day = TODAY() + timedelta(days=10)
    merge(house.service, into, on=day, by=admin)
    assert follow_mergers() == 0  # not before its day
    with at(10):
        assert follow_mergers() == 1
        assert follow_mergers() == 0
        old.refresh_from_db()
        new = TimeSplit.objects.get(status=Status.IN_FORCE)
    assert (old.period.upper, old.status, old.service) == (day, Status.SUPERSEDED, house.service)
    assert (new.starts, new.period.upper, new.service, new.anr_pas) == (day, None, into, Decimal(2))
    assert [line.pas for line in new.lines.all()] == [line.pas for line in old.lines.all()]
    for on, service in ((day - timedelta(days=1), house.service), (day, into)):
        paid = PayElement.objects.in_force(on).filter(user=house.clinician, kind=ElementKind.BASIC)
        assert {element.service for element in paid} == {service}
        assert sum(element.pas or 0 for element in paid) == 10


def test_what_waits_then_waits_for_the_lead_of_the_other(house: House, into, admin) -> None:
    other = MembershipFactory(organisation=house.organisation, role=Role.SERVICE_LEAD, service=into).user
    split = house.submitted()
    merge(house.service, into, on=TODAY(), by=admin)
    assert follow_mergers() == 1
    split.refresh_from_db()
    assert split.service == into
    assert sign_off(split, by=other, version=split.version).status == Status.FIRST_SIGNED


def test_an_agreed_one_to_come_begins_there_and_what_was_stays(house: House, into, admin) -> None:
    past = house.signed_off(TODAY() - timedelta(days=50), last_day=TODAY() - timedelta(days=5))
    coming = house.signed_off(TODAY() + timedelta(days=20))
    merge(house.service, into, on=TODAY(), by=admin)
    assert follow_mergers() == 1
    coming.refresh_from_db()
    past.refresh_from_db()
    assert (coming.service, coming.status) == (into, Status.SIGNED_OFF)
    assert (past.service, past.status) == (house.service, Status.ENDED)


def works_for(split: TimeSplit, service: Service) -> None:
    """Its first clinical line is worked for another service."""
    line = split.lines.filter(category="dcc").first()
    assert line is not None
    SplitLine.objects.filter(pk=line.pk).update(service=service)


def test_a_week_of_another_service_goes_on_with_its_line_in_the_one_that_stays(house: House, into, admin) -> None:
    merged = ServiceFactory(organisation=house.organisation, name="Heart failure")
    old = house.signed_off(TODAY() - timedelta(days=50))
    works_for(old, merged)
    day = TODAY() + timedelta(days=10)
    merge(merged, into, on=day, by=admin)
    with at(10):
        assert follow_mergers() == 1
        assert follow_mergers() == 0
    new = TimeSplit.objects.get(status=Status.IN_FORCE)
    assert (new.starts, new.service) == (day, house.service)
    assert {line.service for line in new.lines.all()} == {None, into}
    assert {line.service for line in old.lines.all()} == {None, merged}  # as it was worked


def test_a_line_for_the_service_that_a_week_moves_to_becomes_its_own(house: House, into, admin) -> None:
    split = house.submitted()
    works_for(split, into)
    merge(house.service, into, on=TODAY(), by=admin)
    assert follow_mergers() == 1
    split.refresh_from_db()
    assert {line.service for line in split.lines.all()} == {None}


def test_a_waiting_week_with_a_line_for_a_merged_service_shows_as_changed(house: House, into, admin) -> None:
    merged = ServiceFactory(organisation=house.organisation, name="Heart failure")
    split = house.submitted()
    works_for(split, merged)
    merge(merged, into, on=TODAY(), by=admin)
    assert follow_mergers() == 1
    was = split.version
    split.refresh_from_db()
    assert (split.service, split.version) == (house.service, was + 1)
    assert {line.service for line in split.lines.all()} == {None, into}
