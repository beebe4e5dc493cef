"""What a split costs its employer, worked out by hand."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from pathways.effects.money import Insurance, Money, Side
from tests.pathways.conftest import House, lines

D = Decimal
FIFTEEN = Insurance(D(15), D(5000))


def test_an_additional_pa_costs_pay_and_insurance_and_no_pension() -> None:
    money = Money(Side(D("145478"), D("34478.29")), Side(D("160025.80"), D("34478.29")), FIFTEEN, date(2025, 10, 1))
    assert money.pay == D("14547.80")
    assert money.pension == 0
    assert money.national_insurance == D("2182.17")  # 15 of each 100 of 14,547.80
    assert money.full_year == D("16729.97")


def test_less_basic_pay_saves_pension_too() -> None:
    money = Money(Side(D(100000), D(23700)), Side(D(80000), D(18960)), FIFTEEN, date(2025, 4, 1))
    assert (money.pay, money.pension, money.national_insurance) == (D(-20000), D(-4740), D(-3000))
    assert money.full_year == D(-27740)


def test_pay_under_the_free_amount_bears_no_insurance() -> None:
    assert FIFTEEN.on(D(5000)) == 0
    assert FIFTEEN.on(D(4000)) == 0
    assert FIFTEEN.on(D(5001)) == D("0.15")


def test_until_the_year_ends_counts_days_from_the_first_of_the_split() -> None:
    year = Money(Side(D(100000), D(0)), Side(D(136500), D(0)), Insurance(D(0), D(0)), date(2026, 1, 1))
    assert (year.year_ends, year.days, year.year_days) == (date(2026, 4, 1), 90, 365)
    assert year.this_year == D(9000)  # 36,500 a year is 100 a day


def test_a_split_that_ends_before_the_year_costs_only_its_days() -> None:
    year = Money(
        Side(D(0), None), Side(D(36500), None), Insurance(D(0), D(0)), date(2025, 6, 1), ends=date(2025, 6, 11)
    )
    assert year.pension is None
    assert (year.days, year.this_year) == (10, D(1000))


def test_a_year_with_a_leap_day_has_366_days_and_begins_in_april() -> None:
    year = Money(Side(D(0), D(0)), Side(D(36600), D(0)), Insurance(D(0), D(0)), date(2024, 3, 31))
    assert (year.year_ends, year.days, year.year_days, year.this_year) == (date(2024, 4, 1), 1, 366, D(100))


def test_the_approver_reads_the_cost_but_not_the_package_and_the_owner_reads_both(client, house: House) -> None:
    split = house.submitted(total=D(9), lines=lines("dcc 5.5", "spa 1.5", "anr 2"))
    pages = {}
    for person, route in ((house.lead, "approvals:detail"), (house.clinician, "effects:own")):
        client.force_login(person)
        pages[route] = client.get(reverse(route, args=[split.pk])).content.decode()
    for page in pages.values():
        assert "Employer’s national insurance" in page
        assert "recalled, not checked" in page
        assert "Until the financial year ends" in page
    assert "Your package a year" in pages["effects:own"]
    assert "Your package a year" not in pages["approvals:detail"]
