"""Cost of leading, worked by hand."""

from datetime import date
from decimal import Decimal as D

import pytest

from rewards.rates.settings import NI_RATE
from rewards.reports.asking import Ask
from rewards.reports.costs.report import behind, figures, financial_year
from rewards.reports.costs.rules import Element, OnCosts, costs_on, months, shares, stretches
from rewards.reports.published import HIDDEN
from tests.factories import OrganisationFactory, set_here
from tests.rewards.reports.paying import ON, leader, pay, there, whole

YEAR, ROLE, END = date(2026, 4, 1), date(2026, 4, 16), date(2029, 4, 16)
ON_COSTS = OnCosts(D("0.237"), D("0.15"))


def basic(amount=100_000, pas=10):
    return Element("basic", D(amount), D(pas), True, date(2025, 4, 1), None)


def role(allowance=6_000, pas=2):
    return Element("allowance", D(allowance), D(pas), True, ROLE, END, "Clinical director", "Cardiology")


def test_time_within_the_week_costs_its_share_of_basic_pay_and_carries_pension():
    (cost,) = costs_on([basic(), role()], ROLE, ON_COSTS)
    # 2 of 10 PAs of £100,000 are £20,000; pension 23.7% and insurance 15% of £26,000 are £10,062.
    assert cost.parts == (D(6_000), D("20000.00"), D("0.00"), D("10062.00"), D("36062.00"))


def test_time_paid_as_additional_pas_carries_no_pension():
    extra = Element("apa", D(10_000), D(1), False, date(2025, 4, 1), None)
    (cost,) = costs_on([basic(), extra, role()], ROLE, ON_COSTS)
    # £10,000 within the week and £10,000 additional; pension on £16,000 is £3,792, insurance on £26,000 is £3,900.
    assert cost.parts == (D(6_000), D("10000.00"), D("10000.00"), D("7692.00"), D("33692.00"))


def test_without_a_published_pension_rate_only_insurance_is_counted():
    (cost,) = costs_on([basic(), role()], ROLE, OnCosts(None, D("0.15")))
    assert cost.on_costs == D("3900.00")


def test_someone_without_basic_pay_on_record_costs_the_allowance():
    (cost,) = costs_on([role()], ROLE, ON_COSTS)
    assert (cost.allowance, cost.time) == (D(6_000), D(0))


def test_a_month_in_which_a_role_begins_is_paid_for_its_days():
    marks = months(YEAR)
    free, held = stretches([basic(), role()], marks[0], marks[-1], ON_COSTS)
    assert (free[:2], free[2]) == ((YEAR, ROLE), [])
    # 15 of April's 30 days are half of a twelfth; each month after it is a whole one.
    found = list(shares(held[0], held[1], marks))
    assert found == [(0, D(15) / D(360)), *((month, D(1) / D(12)) for month in range(1, 12))]


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 3, 31), date(2025, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2028, 2, 29), date(2027, 4, 1)),
    ],
)
def test_a_financial_year_begins_on_the_first_of_april(day, first):
    assert financial_year(day) == first


@pytest.fixture
def trust(db):
    trust = OrganisationFactory()
    set_here(trust, NI_RATE, 10)
    return trust


def test_the_year_of_five_leaders_is_the_sum_of_its_months(trust):
    for _ in range(5):
        leader(trust, allowance=6_000, pas=D(2))
    day, year = figures(Ask(trust, ON, by="role")).tables
    # No pension rate is loaded here: £6,000 and £20,000 each, and a tenth of that in insurance.
    assert whole(day) == (5, D(30_000), D(100_000), D(0), D(13_000), D(143_000))
    assert [row.values[-1] for row in year.rows] == [D("11916.67")] * 12


def test_the_list_behind_holds_each_role_with_its_cost(trust):
    user = leader(trust, allowance=6_000, pas=D(2))
    (line,) = there(behind(Ask(trust, ON, which="roles"))).lines
    assert line.key == user.pk
    assert line.values[-1] == D("28600.00")


def test_where_a_part_is_hidden_on_costs_and_sum_are_too_since_they_would_tell_it(trust):
    for n in range(9):
        user = leader(trust, allowance=6_000, pas=D(2))
        if n < 3:
            pay(user, trust, "apa", 10_000, pas=D(1), pensionable=False)
    day, year = figures(Ask(trust, ON, by="role")).tables
    assert whole(day)[3:] == (HIDDEN, HIDDEN, HIDDEN)
    assert all(row.values[4:] == (HIDDEN, HIDDEN) for row in year.rows)
