"""The page of one's own package, and the comparison as pages show it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from time import perf_counter

import pytest
import time_machine
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse
from psycopg2.extras import DateRange

from rewards import reference
from rewards.models import AwardLevel, HeldAward, OnCall
from rewards.packages.comparing import Comparison, compare
from rewards.packages.effects import award_effects
from rewards.packages.rules import price
from rewards.packages.writing import write_week
from roles.appointments import pay
from tests.factories import AppointmentFactory, EmploymentFactory
from tests.rewards.test_packages_rules import CASE_A, CASE_B

pytestmark = pytest.mark.django_db
JULY = date(2025, 7, 1)
ENGINE = engines.all()[0]
assert isinstance(ENGINE, Jinja2)
COMPARISON = ENGINE.env.from_string('{% from "rewards/_comparison.jinja" import comparison %}{{ comparison(c) }}')


@pytest.fixture
def employment(user):
    reference.load()
    return EmploymentFactory(user=user, point="threshold 4", on_call=OnCall.A_MEDIUM)


@pytest.fixture
def in_july():
    with time_machine.travel("2025-07-01 10:00", tick=False):
        yield


def read(client) -> str:
    answer = client.get(reverse("rewards:package"))
    assert answer.status_code == 200
    return words(answer.content.decode())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def shown(c: Comparison | None) -> str:
    return COMPARISON.render(c=c)


def test_my_package_line_by_line_with_totals_workings_and_dates(in_july, signed_in, employment) -> None:
    level = AwardLevel.objects.get(scheme__startswith="Local/employer CEA", level="level 4")
    period = DateRange(date(2017, 4, 1), date(2026, 1, 1))
    HeldAward.objects.create(user=employment.user, level=level, annual_gbp=D(12_064), period=period)
    write_week(
        employment.user,
        employment.organisation,
        starts=JULY,
        ends=None,
        total=D(11),
        apas=D(1),
        source="split:1",
    )
    page = read(signed_in)
    assert "£179,364" in page
    assert "£16,306" in page
    assert "£164,816" in page
    assert "11 PAs, of which 1 PA additional" in page
    assert "Tuesday 1 July 2025" in page
    assert "On-call supplement (usual figure, not checked) Working of On-call supplement" in page
    assert "5% of £145,478 full time." in page
    assert "Award ends: level 4" in page
    assert "Thursday 1 January 2026" in page


def test_an_appointment_that_begins_and_ends_is_known_ahead(in_july, signed_in, employment) -> None:
    term = DateRange(JULY + timedelta(days=30), JULY + timedelta(days=60))
    role = AppointmentFactory(user=employment.user, organisation=employment.organisation, term=term)
    pay.write_allowance(role)
    page = read(signed_in)
    assert "Allowance: Clinical director, cardiology begins £8,000 a year." in page
    assert "Allowance: Clinical director, cardiology ends £8,000 a year until then." in page


def test_without_published_rates_the_last_are_shown_and_said_so(signed_in, employment) -> None:
    with time_machine.travel("2026-11-23 10:00", tick=False):
        page = read(signed_in)
    assert "Rates for 23 November 2026 are not published here. These are the last that are, of 31 March 2026." in page
    assert "£145,478" in page


def test_a_point_that_was_never_published_leaves_the_total_incomplete(in_july, signed_in, employment) -> None:
    type(employment).objects.update(point="threshold 9")
    page = read(signed_in)
    assert "not published here" in page
    assert "Total a year, incomplete" in page


def test_someone_without_an_employment_learns_what_would_be_here(signed_in) -> None:
    page = read(signed_in)
    assert "No employment on record" in page
    assert "Ask HR to record your contract" in page


def test_the_package_is_of_the_person_signed_in(in_july, signed_in, employment, client) -> None:
    other = EmploymentFactory(point="threshold 1", organisation=employment.organisation)
    client.force_login(other.user)
    page = read(client)
    assert "£109,725" in page
    assert "£145,478" not in page


def test_the_page_asks_as_often_for_two_employments_as_for_one(
    in_july, signed_in, employment, django_assert_max_num_queries
) -> None:
    EmploymentFactory(user=employment.user, pas=D(2), point="threshold 4")
    with django_assert_max_num_queries(8):
        read(signed_in)


def test_a_comparison_shows_the_pay_cut_the_rise_per_pa_the_award_and_the_employers_cost() -> None:
    c = compare(
        price(CASE_A), price(CASE_B), on=JULY, award_effects=award_effects(CASE_A, CASE_B), assumptions=("As now.",)
    )
    page = words(shown(c))
    assert "This would be a pay cut: £9,457 less a year (−5.27%). Per PA it rises by 4.2%" in page
    assert "at the rates of 1 July 2025" in page
    for figure in ("£179,364", "£169,906", "−£9,457", "£16,306", "£16,991", "+£685", "£164,816", "£210,174", "As now."):
        assert figure in page
    assert "kept, and frozen at this value" in page
    assert "Without: Category A: 5% of £145,478 full time." in page


def test_a_comparison_says_what_is_not_published_and_shows_no_difference_for_it() -> None:
    page = words(shown(compare(price(replace(CASE_A, basic=None)), price(CASE_B))))
    assert "not published here" in page
    assert "Total a year, incomplete" in page
    assert "pay cut" not in page


def test_without_an_employment_the_comparison_says_why() -> None:
    assert "no employment of yours is on record" in words(shown(None))


def test_a_comparison_renders_in_under_two_milliseconds() -> None:
    c = compare(price(CASE_A), price(CASE_B), on=JULY, award_effects=award_effects(CASE_A, CASE_B))
    COMPARISON.render(c=c)
    times = []
    for _ in range(20):
        began = perf_counter()
        COMPARISON.render(c=c)
        times.append(perf_counter() - began)
    assert min(times) < 0.002
