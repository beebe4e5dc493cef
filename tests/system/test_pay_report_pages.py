"""HR reads the pay reports, keeps one and publishes it; an analyst reads what is shown: in a browser, no faults."""

from decimal import Decimal

import pytest
from django.urls import reverse

from people.models import Organisation, Role, User
from rewards.models import Characteristics, Edition
from rewards.reports.register import REPORTS
from tests.factories import MembershipFactory, OrganisationFactory, ServiceFactory, UserFactory
from tests.rewards.reports.paying import leader

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
ASKED = "?on-day=1&on-month=5&on-year=2026&known=now"


@pytest.fixture
def trust(db: None) -> Organisation:
    """Six who lose and seven who gain by leading, of both sexes."""
    trust = OrganisationFactory(name="Trust of Tests", kind="NHS trust")
    ward = ServiceFactory(organisation=trust, name="Cardiology")
    for n in range(13):
        kind, loses = ("Clinical director", 10_000) if n < 6 else ("Clinical lead", 0)
        user = leader(trust, allowance=5_000, apa=loses, kind=kind, service=ward, pas=Decimal(2))
        Characteristics.objects.create(user=user, organisation=trust, sex="female" if n % 2 else "male")
    return trust


def member(trust: Organisation, role: Role, name: str) -> User:
    return MembershipFactory(user=UserFactory(name=name), organisation=trust, role=role).user


@pytest.mark.parametrize("width", [1280, 320])
def test_every_report_and_a_list_have_no_faults(visit, trust, width: int) -> None:
    hr = visit(member(trust, Role.HR, "Hedda Rowe"), width=width)
    faults = []
    for slug in REPORTS:
        hr.go(reverse("rewards:report", args=[slug]) + ASKED)
        faults += hr.faults()
    hr.go(reverse("rewards:report-people", args=["leading"]) + f"{ASKED}&which=less")
    hr.sees("Paid less with the role")
    hr.go(reverse("rewards:report", args=["gaps"]) + "?on-day=31&on-month=13&on-year=2026")
    hr.sees("There is a problem")
    assert faults + hr.faults() == []


def test_a_report_is_kept_published_and_read_by_an_analyst_without_javascript(visit, trust) -> None:
    hr = visit(member(trust, Role.HR, "Hedda Rowe"), javascript=False, width=320)
    hr.go(reverse("rewards:report", args=["leading"]) + ASKED)
    hr.sees("6 are paid less with it on this day, and 7 more")
    hr.sees("It would take £30,000 a year to make nobody worse off")
    hr.follow("Keep this report as it stands, or publish it to analysts")
    hr.press("Keep it")
    hr.sees("Give it a name")
    hr.fill("Name", "Board of May")
    hr.press("Keep it")
    hr.sees("The report is kept as it stands")
    hr.follow("Show what analysts would read")
    hr.sees("This is what analysts would read")
    hr.press("Publish to analysts")
    hr.sees("Analysts of your organisation can read it now")
    analyst = visit(member(trust, Role.ANALYST, "Ann Lyst"), width=320)
    analyst.go(reverse("rewards:editions"))
    analyst.follow("Board of May")
    analyst.sees("Clinical director")
    analyst.sees(Edition.objects.get().shown_checksum)
    assert analyst.faults() == []
