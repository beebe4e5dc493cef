"""R5 and R6 by profession, with hours and dates worked by hand."""

from datetime import date
from decimal import Decimal as D

import pytest

from pathways.regulators.facts import Kept, practice_hours
from pathways.regulators.rules import Facts, Route, State, routes

TODAY = date(2026, 6, 1)


def found(profession: str, **known: object) -> dict[str, Route]:
    """What the rules say, by title."""
    facts = Facts(profession=profession, on=TODAY, **{"sessions": D(84), **known})  # type: ignore[arg-type]
    return {route.title: route for route in routes(facts)}


def states(profession: str, **known: object) -> dict[str, str]:
    return {title: str(route.state) for title, route in found(profession, **known).items()}


def test_a_doctor_appraised_in_march_is_in_order_until_the_next_march() -> None:
    route = found("doctor", appraised_on=date(2026, 3, 10))["Appraised within the year"]
    assert (route.state, route.until) == (State.IN_ORDER, date(2027, 3, 10))


@pytest.mark.parametrize(
    ("appraised", "title", "state"),
    [
        (date(2025, 9, 2), "Appraised within the year", "in_order"),
        (date(2025, 9, 1), "The yearly appraisal comes due", "watch"),
        (date(2025, 6, 1), "The yearly appraisal comes due", "watch"),
        (date(2025, 5, 31), "The yearly appraisal is overdue", "route"),
        (None, "The last appraisal is not on record", "watch"),
    ],
)
def test_a_doctors_appraisal_is_yearly(appraised: date | None, title: str, state: str) -> None:
    assert states("doctor", appraised_on=appraised)[title] == state


def test_revalidation_within_the_time_away_is_to_be_spoken_of_before() -> None:
    away = {"away_from": date(2026, 8, 1), "returns_on": date(2027, 8, 1)}
    for day, title in (
        (date(2026, 7, 31), "Revalidation comes due"),
        (date(2026, 8, 1), "Revalidation falls into the time away"),
        (date(2027, 7, 31), "Revalidation falls into the time away"),
        (date(2027, 8, 1), "Revalidation has its day"),
    ):
        assert title in states("doctor", revalidates_on=day, **away), day


def test_no_hours_are_set_for_a_doctors_licence_and_the_page_says_where_that_is_from() -> None:
    route = found("doctor")["No number of hours is set for the licence"]
    assert (route.regulator, route.mark) == ("General Medical Council", "V")
    assert "NHS England 2019" in route.source


def test_r5_forty_sessions_are_enough_and_thirty_nine_are_low_volume() -> None:
    assert states("doctor", sessions=D(40))["Enough clinical sessions a year"] == "in_order"
    low = found("doctor", sessions=D(39))["Low volume of practice"]
    assert "About 39 clinical sessions a year: under 40 is low volume" in low.why
    assert low.mark == "I", "the mark is of general practice; for others it is this service's own flag"


def test_r5_a_general_practitioner_uses_the_low_volume_form() -> None:
    low = found("doctor", sessions=D(39), general_practice=True)["Low volume of practice"]
    assert (low.mark, "low-volume reflective form" in low.why) == ("V", True)


@pytest.mark.parametrize(
    ("hours", "both", "state"),
    [("449.9", False, "route"), ("450", False, "in_order"), ("899", True, "route"), ("900", True, "in_order")],
)
def test_r6_a_nurse_needs_450_hours_in_3_years_and_with_both_registers_900(hours: str, both: bool, state: str) -> None:
    said = found("nurse", hours=D(hours), both_registers=both)
    hours_route = next(r for t, r in said.items() if "practice hours" in t or "return programme" in t)
    assert hours_route.state == state
    assert hours_route.regulator == "Nursing and Midwifery Council"


def test_r6_a_midwife_under_the_hours_reads_which_route_and_that_leading_may_count() -> None:
    route = found("midwife", hours=D(100))["A return programme or a test of competence"]
    assert "450 are needed" in route.why
    assert "recalled, not checked" in route.why


def test_a_nurses_hours_of_learning_are_counted_where_they_are_logged() -> None:
    assert "More hours of learning are needed" in states("nurse", hours=D(500), cpd_hours=D("34.5"))
    assert "Enough hours of learning" in states("nurse", hours=D(500), cpd_hours=D(35))


@pytest.mark.parametrize(
    ("back", "title"),
    [
        (date(2028, 1, 5), "No updating is asked for"),
        (date(2028, 1, 6), "30 days of updating"),
        (date(2031, 1, 5), "30 days of updating"),
        (date(2031, 1, 6), "60 days of updating"),
    ],
)
def test_r6_an_ahp_away_over_2_years_updates_for_30_days_and_over_5_for_60(back: date, title: str) -> None:
    for profession in ("ahp", "scientist"):
        assert title in states(profession, away_from=date(2026, 1, 5), returns_on=back, sessions=D(0))


def test_r6_an_ahp_who_keeps_some_practice_is_not_away() -> None:
    kept = states("ahp", away_from=date(2020, 1, 5), returns_on=TODAY, sessions=D(8))
    assert kept["No updating is asked for"] == "in_order"


def test_a_profession_without_a_rule_here_is_told_whom_to_ask() -> None:
    assert "Ask the General Pharmaceutical Council which route applies" in states("pharmacist")
    assert "Ask your regulator which route applies" in states("manager")


def test_practice_hours_are_pas_times_four_times_working_weeks_by_days() -> None:
    year = Kept(date(2024, 6, 1), date(2025, 6, 1), D(2), 42)
    on = Kept(date(2025, 6, 1), None, D(1), 42)
    # 365 days of 2 PAs and 365 of 1 PA: (2 + 1) × 4 × 42 × 365 / 365.25
    assert practice_hours([year, on], date(2023, 6, 1), TODAY) == D("503.7")
    assert practice_hours([year], date(2025, 6, 1), TODAY) == 0
    # Only from 2 December 2024 on, 181 days: 2 × 4 × 42 × 181 / 365.25
    assert practice_hours([year], date(2024, 12, 2), TODAY) == D("166.5")
