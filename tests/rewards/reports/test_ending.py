"""Ending soon: what runs out within the months asked for."""

from datetime import date
from decimal import Decimal as D

import pytest

from rewards.reports.asking import Ask
from rewards.reports.ending.report import behind, figures
from tests.factories import OrganisationFactory, UserFactory
from tests.rewards.reports.paying import ON, YEAR, pay, there, whole

LAST = date(2026, 11, 1)
"""Six months after the day: the last that counts."""


@pytest.fixture
def trust(db):
    return OrganisationFactory()


def labels(trust, **asked):
    return [line.values[0] for line in there(behind(Ask(trust, ON, which="all", **asked))).lines]


def test_what_ends_on_the_last_day_counts_and_the_day_after_does_not(trust):
    pay(UserFactory(), trust, "award", 12_064, YEAR, date(2026, 11, 2), label="in time")
    pay(UserFactory(), trust, "award", 12_064, YEAR, date(2026, 11, 3), label="too late")
    assert labels(trust) == ["in time"]
    assert there(behind(Ask(trust, ON, which="all"))).lines[0].values[2] == LAST


def test_what_goes_on_the_next_day_under_its_name_does_not_end(trust):
    user = UserFactory()
    pay(user, trust, "allowance", 5_000, YEAR, date(2026, 8, 1), label="Allowance: lead")
    pay(user, trust, "allowance", 6_000, date(2026, 8, 1), label="Allowance: lead")
    assert labels(trust) == []


def test_a_step_of_protection_is_no_end_and_its_last_one_is(trust):
    user = UserFactory()
    pay(user, trust, "protection", 5_000, YEAR, date(2026, 6, 1), label="step 1")
    pay(user, trust, "protection", 2_500, date(2026, 6, 1), date(2026, 8, 1), label="step 2")
    assert labels(trust) == []
    assert [line.values[0] for line in there(behind(Ask(trust, date(2026, 7, 1), which="all"))).lines] == ["step 2"]


@pytest.mark.parametrize(("months", "found"), [("3", 0), ("12", 1)])
def test_the_months_are_those_asked_for(trust, months, found):
    pay(UserFactory(), trust, "award", 12_064, YEAR, date(2026, 12, 1))
    assert len(labels(trust, more={"months": months})) == found


def test_terms_with_and_without_an_allowance_stand_apart_with_what_they_pay(trust):
    for n in range(10):
        pay(UserFactory(), trust, "allowance", 0 if n < 5 else 4_000, YEAR, date(2026, 8, 1), role_from=YEAR)
    table = figures(Ask(trust, ON, by="what")).tables[0]
    assert [(row.name, row.values) for row in table.rows] == [
        ("Term of a role with an allowance", (5, D(20_000))),
        ("Term of a role without one", (5, D(0))),
    ]
    assert whole(table) == (10, D(20_000))
