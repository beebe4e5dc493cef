"""Who has looked at one's pay, in a real browser at two widths."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from rewards.looks.services import opened
from tests.pathways.conftest import House, make_house
from tests.system.browser import faults_on

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def looked(house: House) -> None:
    """The lead and the director saw the clinician's pay, this year and the last."""
    for days, who, why in (
        (400, house.director, "To sign your time split from 1 April 2025"),
        (3, house.lead, "To sign your time split from 1 January 2027"),
        (3, house.lead, "To sign your time split from 1 January 2027"),
        (1, house.director, "To print your time split from 1 January 2027"),
    ):
        with time_machine.travel(timezone.now() - timedelta(days=days), tick=False):
            opened(who, house.clinician, house.organisation, why)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_full_empty_and_asked_wrongly(visit, house: House, width: int) -> None:
    person = visit(house.clinician, width=width)
    address = reverse("rewards:looks")
    person.go(address)
    person.sees("Nobody has looked")
    found = faults_on(person.page)
    looked(house)
    person.go(reverse("rewards:package"))
    person.follow("See who has looked at your pay")
    person.sees("2 times that day")
    found += faults_on(person.page)
    person.go(f"{address}?year=1999")
    person.sees("There is a problem")
    found += faults_on(person.page)
    assert not found
