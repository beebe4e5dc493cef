"""Weeks are said in the unit of the contract: PAs, hours, or a share of full time (S12)."""

import re
from decimal import Decimal as D

import pytest
from django.urls import reverse

from rewards import reference
from rewards.models import Contract
from rewards.packages.facts import FULL_WEEK_IN_HOURS
from rewards.packages.terms import unit_of
from rewards.packages.weeks import IN_HOURS, IN_PAS, IN_WTE, hours
from tests.factories import EmploymentFactory

WHAT_IF = "1-pas=2&1-paid=allowance&1-allowance=8000"


@pytest.mark.parametrize(
    ("unit", "pas", "said"),
    [
        (IN_PAS, D(1), "1 PA"),
        (IN_PAS, D("7.5"), "7.5 PAs"),
        (IN_HOURS, FULL_WEEK_IN_HOURS, "37.5 hours"),
        (IN_HOURS, D("9.312"), "37.25 hours"),
        (IN_HOURS, D("0.25"), "1 hour"),
        (IN_WTE, D(10), "full time"),
        (IN_WTE, D(8), "0.8 of full time"),
    ],
)
def test_a_week_is_said_in_its_unit(unit, pas, said) -> None:
    assert unit.said(pas) == said


def test_a_roles_time_is_said_in_hours_with_the_pas_of_its_advert() -> None:
    assert IN_PAS.with_pas(D(2)) == "2 PAs a week"
    assert IN_HOURS.with_pas(D(2)) == IN_WTE.with_pas(D(2)) == "8 hours a week (2 PAs)"


def test_every_contract_has_its_unit() -> None:
    units = {contract: unit_of(contract) for contract in Contract}
    assert {contract for contract, unit in units.items() if unit == IN_PAS} == {
        Contract.CONSULTANT, Contract.SPECIALTY_DOCTOR, Contract.SPECIALIST,
    }  # fmt: skip
    assert [contract for contract, unit in units.items() if unit == IN_WTE] == [Contract.VSM]
    assert hours(FULL_WEEK_IN_HOURS) == "37.5 hours"


NURSE = {"contract": Contract.AFC_8A, "point": "top", "pas": FULL_WEEK_IN_HOURS}
MANAGER = {"contract": Contract.VSM, "point": "", "salary_gbp": D(120_000), "pas": D(8)}
NO_PAS = {
    "nurse": (NURSE, "37.5 hours", "For each hour a week"),
    "manager": (MANAGER, "0.8 of full time", "For a full-time week"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("who", NO_PAS)
@pytest.mark.parametrize("page", ["compare", "package"])
def test_pages_of_a_contract_without_pas_say_none_but_the_roles(signed_in, user, who, page) -> None:
    reference.load()
    terms, week, heading = NO_PAS[who]
    EmploymentFactory(user=user, **terms)
    answer = signed_in.get(f"{reverse(f'rewards:{page}')}?{WHAT_IF if page == 'compare' else ''}")
    text = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    shown = text[: text.index("Change what is compared")] if page == "compare" else text
    assert week in shown
    assert heading in shown
    assert re.sub(r"\(2 PAs\)|additional PAs", "", shown).count("PA") == shown.count("PAYE")


@pytest.mark.django_db
def test_a_manager_is_paid_for_a_full_week_what_the_share_comes_to(signed_in, user) -> None:
    """£120,000 for 0.8 of full time is £150,000 for all of it."""
    reference.load()
    EmploymentFactory(user=user, **MANAGER)
    assert "£150,000" in signed_in.get(reverse("rewards:package")).content.decode()
