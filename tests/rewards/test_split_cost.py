"""What an approver sees of the cost of a time split, and what signing it off does to pay."""

from decimal import Decimal as D

import pytest
import time_machine
from django.urls import reverse

from rewards.models import ElementKind, PayElement
from tests.pathways.conftest import House, lines, make_house
from tests.rewards.test_package_page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    with time_machine.travel("2025-06-02 10:00", tick=False):
        yield make_house()


def shown(client, house: House, split) -> str:
    client.force_login(house.lead)
    return words(client.get(reverse("approvals:detail", args=[split.pk])).content.decode())


def test_an_approver_sees_what_changes_a_year_and_no_more_of_the_package(client, house) -> None:
    split = house.submitted(total=D("8"), lines=lines("dcc 5", "spa 1.5", "anr 1.5"))
    page = shown(client, house, split)
    assert "−£29,096" in page
    assert "Pay and pension −£29,096" in page
    assert "Beside the week before, at the rates of 2 July 2025." in page
    assert "Total a year" not in page


def test_a_split_that_changes_no_pay_says_so(client, house) -> None:
    page = shown(client, house, house.submitted())
    assert "Nothing: the split changes no line of the pay" in page


def test_signed_off_the_split_writes_its_pay_elements_on_its_day(house) -> None:
    split = house.signed_off(total=D("8"), lines=lines("dcc 5", "spa 1.5", "anr 1.5"))
    assert not PayElement.objects.exists()
    from pathways.splits.force import bring_due

    assert bring_due(house.clinician, house.organisation.pk, split.period.lower) == 1
    element = PayElement.objects.get()
    assert (element.kind, element.annual_gbp, element.pas) == (ElementKind.BASIC, D("116382.40"), D(8))
    assert (element.source, element.service) == (f"split:{split.pk}", house.service)
