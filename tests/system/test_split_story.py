"""How a time split is decided: a clinician on a telephone, a lead without a script, a director by keyboard, HR."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pathways.models import TimeSplit
from people.models import Role, User
from reminders.models import Message
from tests.factories import ClinicianFactory, EmploymentFactory, MembershipFactory
from tests.pathways.conftest import House, lines, make_house
from tests.system.browser import Visitor
from tests.system.steps import fill_date

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
Status = TimeSplit.Status
TODAY = timezone.localdate


@pytest.fixture
def house() -> House:
    return make_house()


def tab_to(visitor: Visitor, name: str) -> None:
    """Moves the focus by the Tab key alone to what is called so; whoever has no mouse gets there too."""
    for _ in range(150):
        visitor.page.keyboard.press("Tab")
        # A box is called by its label, a link or a button by its words.
        called = visitor.page.evaluate(
            "() => { const e = document.activeElement; return (e.labels && e.labels[0] || e).innerText || ''; }"
        )
        if name == called.strip():
            return
    raise AssertionError(f"The Tab key does not reach “{name}” on {visitor.page.url}")


def goes(visitor: Visitor, name: str, key: str = "Enter") -> None:
    tab_to(visitor, name)
    visitor.page.keyboard.press(key)


def proposes_from_the_split_now(clinician: Visitor, starts) -> TimeSplit:
    clinician.go("/splits/start/")
    clinician.follow("Your split now")
    clinician.page.wait_for_load_state()
    clinician.sees("Your week, line by line")
    assert clinician.faults() == []
    fill_date(clinician, "starts", starts)
    clinician.page.locator("[name=lines-0-pas]").fill("5.5")
    clinician.page.locator("[name=lines-2-pas]").fill("2")
    clinician.page.locator("[name=total]").fill("10")
    clinician.fill("Why this split", "I begin as clinical lead.")
    clinician.press("Save and check answers")
    clinician.sees("Check your time split before you send it")
    clinician.sees("1 less than the 10 PAs")  # the rules answer before it is sent
    clinician.follow("Change it")
    clinician.page.locator("[name=lines-0-pas]").fill("6.5")
    clinician.press("Save and check answers")
    clinician.sees("Clinical cover of Cardiology, the next 18 months")
    clinician.sees("Clinical practice kept")
    assert clinician.faults() == []
    clinician.press("Send for sign-off")
    clinician.sees("Your time split has been sent")
    return TimeSplit.objects.get(status=Status.SUBMITTED, user__name="The clinician")


def signs_first_and_asks(lead: Visitor, split: TimeSplit) -> None:
    lead.go("/approvals/")
    lead.follow("The clinician")
    lead.sees("Your turn. The medical director signs last.")
    lead.follow("Write about it")
    lead.fill("Your message", "Could the clinic move to Tuesday?")
    lead.press("Send")
    lead.sees("Your message is sent")
    lead.go(f"/approvals/{split.pk}/")
    lead.press("Sign it")
    lead.sees("You have signed the time split of The clinician")


def answers(clinician: Visitor, user: User) -> None:
    letter = Message.objects.get(user=user, subject__contains="writes about your time split")
    clinician.go(letter.path)
    clinician.sees("Could the clinic move to Tuesday?")
    clinician.fill("Your message", "From May it could.")
    clinician.press("Send")
    assert clinician.faults() == []


def clears_the_queue_by_keyboard(director: Visitor) -> None:
    director.go("/approvals/")
    goes(director, "The clinician")
    director.page.wait_for_url("**/approvals/*/")
    director.sees("From May it could.")
    director.sees("the split changes no line of the pay")
    goes(director, "Sign, return or decline it")  # skips to the answer
    goes(director, "Sign it")
    director.sees("You have signed the time split of The clinician")
    director.go("/approvals/")
    for name in ("Ben Second", "Cora Third"):
        goes(director, f"Choose {name}", " ")
    goes(director, "Look at those chosen together")
    director.sees("What they do together")
    assert director.faults() == []
    goes(director, "Sign 2 time splits")
    director.sees("0 time splits waiting for you")


def names_who_stands_in(director: Visitor, email: str) -> None:
    director.follow("Who signs in your place")
    director.fill("Email address", email)
    fill_date(director, "first", TODAY())
    fill_date(director, "last", TODAY() + timedelta(days=10))
    director.page.locator("main form button[type=submit], main form button").last.click()
    director.sees("Those you have named")


def colleague(house: House, name: str) -> TimeSplit:
    user = MembershipFactory(
        user__name=name, organisation=house.organisation, role=Role.CLINICIAN, service=house.service
    ).user
    ClinicianFactory(user=user)
    EmploymentFactory(user=user, organisation=house.organisation, service=house.service)
    return House(house.organisation, house.service, user, house.lead, house.director).first_signed()


def test_from_the_telephone_to_the_final_signature(visit, house: House) -> None:
    house.agreed_then(TODAY() - timedelta(days=200), lines=lines("dcc 7.5", "spa 1.5", "anr 1"))
    for name in ("Ben Second", "Cora Third"):
        colleague(house, name)
    other = MembershipFactory(organisation=house.organisation, role=Role.MEDICAL_DIRECTOR).user
    clinician = visit(house.clinician, width=320)
    split = proposes_from_the_split_now(clinician, TODAY() + timedelta(days=40))
    signs_first_and_asks(visit(house.lead, javascript=False), split)
    answers(clinician, house.clinician)
    director = visit(house.director)
    clears_the_queue_by_keyboard(director)
    names_who_stands_in(director, other.email)
    assert TimeSplit.objects.filter(status=Status.SIGNED_OFF).count() == 3
    clinician.go(f"/splits/{split.pk}/")
    clinician.sees("It comes into force on")


def test_a_wrong_week_is_put_right_with_hrs_second_signature(visit, house: House) -> None:
    wrong = house.agreed_then(TODAY() - timedelta(days=100))
    hr = MembershipFactory(user__name="Hana HR", organisation=house.organisation, role=Role.HR).user
    clinician = visit(house.clinician, width=320)
    clinician.go(f"/splits/{wrong.pk}/")
    clinician.follow("Correct it")
    clinician.fill("What was wrong", "The clinic was half a day more.")
    clinician.press("Put the week right")
    clinician.sees("Your week, line by line")
    clinician.page.locator("[name=lines-0-pas]").fill("7")
    clinician.page.locator("[name=total]").fill("10")
    clinician.page.locator("[name=lines-2-pas]").fill("1.5")
    assert clinician.faults() == []
    clinician.press("Save and check answers")
    clinician.press("Send for sign-off")
    clinician.sees("Your time split has been sent")
    for user in (house.director, hr):
        signatory = visit(user)
        signatory.go("/approvals/")
        signatory.follow("The clinician")
        signatory.sees("What was wrong: The clinic was half a day more.")
        signatory.press("Sign it")
        signatory.sees("You have signed")
    wrong.refresh_from_db()
    right = TimeSplit.objects.get(corrects=wrong)
    assert (wrong.status, right.status, right.dcc_pas) == (Status.CORRECTED, Status.IN_FORCE, Decimal(7))


def test_two_browsers_send_overlapping_splits_and_the_second_to_be_agreed_reads_why(visit, house: House) -> None:
    starts = TODAY() + timedelta(days=30)
    first = house.first_signed(starts)
    second = house.first_signed(starts, reason="Another wish.")
    windows = [visit(house.director), visit(house.director)]
    for window, split in zip(windows, (first, second), strict=True):
        window.go(f"/approvals/{split.pk}/")
    windows[0].press("Sign it")
    windows[0].sees("You have signed")
    windows[1].press("Sign it")
    windows[1].sees("A split agreed before starts on")
    assert TimeSplit.objects.filter(status=Status.SIGNED_OFF).count() == 1
