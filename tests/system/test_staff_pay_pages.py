"""HR's pages of their people's pay, in a real browser at two widths: filled, empty and wrong."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from people.models import Role, User
from rewards.contracts.rules import Terms
from rewards.contracts.services import agree_terms
from rewards.models import AwardLevel, Contract, Employment, HeldAward, OnCall
from tests.factories import EmploymentFactory, MembershipFactory, UserFactory
from tests.pathways.conftest import House, make_house

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 320]


@pytest.fixture
def house(db: None) -> House:
    """The clinician has changed contracts, holds an award, has planned terms, and a step of pay is due."""
    call_command("load_reference_data")
    made = make_house()
    who, where, today = made.clinician, made.organisation, timezone.localdate()
    hr = MembershipFactory(user=UserFactory(name="Hedda Rowe"), organisation=where, role=Role.HR).user
    Employment.objects.filter(user=who).update(
        point="threshold 2b", on_call=OnCall.A_MEDIUM, seniority_from=date(2018, 1, 1), service=made.service
    )
    level = AwardLevel.objects.get(scheme__startswith="Local/employer CEA", level="level 4")
    HeldAward.objects.create(
        user=who, level=level, annual_gbp=Decimal(12_064), period=DateRange(date(2017, 4, 1), None)
    )
    for days, pas in ((-200, 10), (-100, 9), (90, 8)):
        terms = Terms(
            Contract.CONSULTANT,
            Decimal(pas),
            "threshold 2b",
            seniority_from=date(2018, 1, 1),
            on_call=OnCall.A_MEDIUM,
            service_id=made.service.pk,
        )
        agree_terms(who, where, terms, today + timedelta(days=days), by=hr, why=f"{pas} PAs as agreed")
    nurse = UserFactory(name="Zoe Nurse-with-a-long-double-name")
    EmploymentFactory(user=nurse, organisation=where, contract=Contract.AFC_8A, point="entry", pas=Decimal("9.375"))
    return made


def hr_of(house: House) -> User:
    return User.objects.get(name="Hedda Rowe")


def path(name: str, house: House, *more: int) -> str:
    return reverse(f"rewards:{name}", args=[house.organisation.pk, house.clinician.pk, *more])


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_and_one_person_have_no_faults(visit, house, width: int) -> None:
    visitor = visit(hr_of(house), width=width)
    visitor.go(reverse("rewards:staff", args=[house.organisation.pk]))
    visitor.sees("hold the review")
    assert visitor.faults() == []
    visitor.page.get_by_role("link", name=str(house.clinician)).click()
    visitor.sees("Pay on record")
    visitor.page.get_by_text("What was believed before").click()
    assert visitor.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_empty_pages_have_no_faults(visit, house, width: int) -> None:
    visitor = visit(hr_of(house), width=width)
    visitor.go(reverse("rewards:staff", args=[house.organisation.pk]) + "?q=nobody")
    visitor.sees("Nobody fits this")
    assert visitor.faults() == []
    visitor.go(reverse("rewards:staff-person", args=[house.organisation.pk, hr_of(house).pk]))
    visitor.sees("No contract is on record here")
    assert visitor.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_contract_is_changed_by_keyboard_and_form_and_its_slips_are_said(visit, house, width: int) -> None:
    visitor = visit(hr_of(house), width=width)
    visitor.go(path("staff-terms", house))
    assert visitor.faults() == []
    visitor.press("Go on")
    visitor.sees("Contracted week")
    assert visitor.faults() == []
    visitor.fill("Contracted week", "-4")
    visitor.press("Record it")
    visitor.sees("There is a problem")
    visitor.sees("Contracted week must be 0.25 PAs or more")
    assert visitor.faults() == []
    visitor.fill("Contracted week", "7.5")
    visitor.fill("Reason", "Agreed at the job plan meeting")
    visitor.press("Record it")
    visitor.sees("is on record, and pay follows from that day")
    visitor.sees("Agreed at the job plan meeting")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", ["staff-award", "staff-end", "staff-progress"])
def test_each_form_has_no_faults_bare_and_wrong(visit, house, page: str, width: int) -> None:
    visitor = visit(hr_of(house), width=width)
    visitor.go(path(page, house))
    assert visitor.faults() == []
    visitor.press("Record")
    visitor.sees("There is a problem")
    assert visitor.faults() == []


def test_a_review_is_recorded_without_javascript(visit, house) -> None:
    visitor = visit(hr_of(house), width=320, javascript=False)
    visitor.go(path("staff-progress", house))
    visitor.page.get_by_label("May progress").check()
    visitor.press("Record it")
    visitor.sees("The review about threshold 3 is on record")
