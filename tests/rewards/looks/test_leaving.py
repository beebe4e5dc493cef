"""Every page and file that shows another's pay leaves a look, with why; one's own leaves none."""

from decimal import Decimal

import pytest
from django.urls import reverse

from people.models import Role
from rewards.models import ElementKind, PayElement, PayLook
from tests.factories import MembershipFactory
from tests.pathways.conftest import House, make_house
from tests.rewards.reports.paying import ON, leader
from tests.rewards.test_report_page import consultants, lead, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def left() -> list[tuple[str, str, str, int]]:
    """Who looked at whom, why and how often, in the order of the first look."""
    found = PayLook.objects.order_by("pk").select_related("viewer", "subject")
    return [(look.viewer.name, look.subject.name, look.why, look.times) for look in found]


def test_the_approvers_page_and_its_paper(client, house) -> None:
    split = house.submitted()
    day = f"{split.starts:%-d %B %Y}"
    client.force_login(house.lead)
    client.get(reverse("approvals:detail", args=[split.pk]))
    client.get(reverse("approvals:detail", args=[split.pk]))
    client.get(reverse("effects:paper", args=[split.pk]))
    client.force_login(house.director)
    client.get(reverse("approvals:detail", args=[split.pk]))
    assert left() == [
        ("The lead", "The clinician", f"To sign your time split from {day}", 2),
        ("The lead", "The clinician", f"To print your time split from {day}", 1),
        ("The director", "The clinician", f"To follow your time split from {day}", 1),
    ]


def test_ones_own_pay_leaves_none(client, house) -> None:
    split = house.submitted()
    client.force_login(house.clinician)
    for address in (
        reverse("rewards:package"),
        reverse("effects:own", args=[split.pk]),
        reverse("effects:paper", args=[split.pk]),
    ):
        assert client.get(address).status_code == 200
    assert not left()


@pytest.fixture
def worse_off(house):
    """HR, and one of six consultants who lost by taking a role."""
    loser, *_ = consultants(house.organisation, 6)
    lead(loser, house.organisation)
    return MembershipFactory(organisation=house.organisation, role=Role.HR).user, loser


def test_the_report_on_those_worse_off_and_its_files(client, worse_off) -> None:
    hr, loser = worse_off
    client.force_login(hr)
    address, query = page()
    client.get(address, query)
    assert [(who, of, times) for who, of, _, times in left()] == [(hr.name, loser.name, 1)]
    client.get(reverse("rewards:report-file", args=["xlsx"]), query)
    client.get(reverse("rewards:report-file", args=["csv"]), {**query, "list": "worse-off"})
    client.get(reverse("rewards:report-file", args=["csv"]), query)  # sums alone
    ((who, of, why, times),) = left()
    assert (who, of, times) == (hr.name, loser.name, 3)
    assert why == "As HR: the list of those who are worse off since they took a role"


def test_what_the_leading_of_a_few_people_costs(client, house) -> None:
    split = house.agreed_then(house_day := house.submitted().starts.replace(day=1))
    PayElement.objects.create(
        user=house.clinician, organisation=house.organisation, kind=ElementKind.BASIC, label="Other basic pay",
        annual_gbp=Decimal(100_000), pas=Decimal(10), pensionable=True, period=split.period, source="test:1",
    )  # fmt: skip
    hr = MembershipFactory(organisation=house.organisation, role=Role.HR).user
    analyst = MembershipFactory(organisation=house.organisation, role=Role.ANALYST).user
    asked = {"on": house_day.isoformat()}
    for user in (hr, analyst):
        client.force_login(user)
        assert client.get(reverse("oversight:figures", args=[house.organisation.pk]), asked).status_code == 200
    assert left() == [(hr.name, "The clinician", "As HR: what the leadership time of a few people costs", 1)]


def test_the_lists_behind_reports_and_their_files(client, house) -> None:
    user = leader(house.organisation, allowance=8_000)
    hr = MembershipFactory(organisation=house.organisation, role=Role.HR).user
    client.force_login(hr)
    asked = {"on": ON.isoformat(), "which": "all"}
    client.get(reverse("rewards:report", args=["leading"]), asked)  # figures alone
    assert not left()
    assert client.get(reverse("rewards:report-people", args=["leading"]), asked).status_code == 200
    for kind in ("csv", "xlsx"):
        assert client.get(reverse("rewards:people-file", args=["leading", kind]), asked).status_code == 200
    assert left() == [(hr.name, user.name, "As HR: the report “Effect of leading”", 3)]
