"""The picture of readiness: each condition's state, until when it holds, and what mends it, worked by hand."""

from datetime import date
from decimal import Decimal as D

import pytest

from pathways.practice.readiness import (
    Condition,
    Entry,
    State,
    Wanted,
    of_nursing_hours,
    of_route,
    of_target,
    of_training,
    of_week,
    picture,
)
from pathways.regulators.facts import Kept
from pathways.regulators.rules import Facts, routes

TODAY = date(2026, 6, 1)


def lists(*days: date, amount: int = 1) -> list[Entry]:
    return [Entry("list", day, "Angiography", D(amount)) for day in days]


def target(entries: list[Entry], amount: int, months: int = 12, what: str = "Angiography") -> Condition:
    return of_target(Wanted("list", what, D(amount), months), entries, TODAY)


def test_a_target_is_met_until_the_entry_that_keeps_it_falls_out_of_its_months() -> None:
    # Of 4 lists, 3 are asked for: the first to fall out leaves 3, the second, on 10 December, leaves 2.
    found = target(lists(date(2025, 8, 1), date(2025, 12, 10), date(2026, 1, 5), date(2026, 5, 1)), 3)
    assert (found.state, found.until, found.mend) == (State.MET, date(2026, 12, 10), "")
    assert found.now == "4 lists in 12 months, of at least 3"


def test_what_falls_short_within_three_months_is_at_risk_and_says_the_least_that_mends_it() -> None:
    # Two of three fall out on 1 September: 2 more are needed before it.
    found = target(lists(date(2025, 9, 1), date(2025, 9, 1), date(2026, 5, 1)), 3)
    assert (found.state, found.until) == (State.AT_RISK, date(2026, 9, 1))
    assert found.mend == "2 lists more before 1 September 2026."


def test_a_day_later_it_is_still_met() -> None:
    assert target(lists(date(2025, 9, 2)), 1).state is State.MET


def test_what_is_missing_is_said_in_its_unit() -> None:
    found = target(lists(date(2026, 1, 1)), 2)
    assert (found.state, found.until, found.mend) == (State.NOT_MET, None, "1 list more.")
    assert target([], 2).mend == "2 lists more."


def test_an_entry_counts_up_to_the_same_day_of_its_last_month_and_no_longer_on_it() -> None:
    assert target(lists(date(2025, 6, 1)), 1).state is State.NOT_MET
    assert target(lists(date(2025, 6, 2)), 1).until == date(2026, 6, 2)
    assert target(lists(date(2026, 6, 2)), 1).state is State.NOT_MET, "tomorrow is not logged yet"


def test_words_are_compared_without_case_and_an_empty_target_takes_any() -> None:
    entries = [Entry("list", date(2026, 5, 1), "ANGIOGRAPHY", D(1)), Entry("list", date(2026, 5, 1), "Echo", D(1))]
    assert target(entries, 2).state is State.NOT_MET
    assert target(entries, 2, what="").state is State.MET


def test_a_training_holds_until_its_latest_day() -> None:
    entries = [
        Entry("training", date(2024, 2, 2), "Life support", D(1), date(2026, 2, 2)),
        Entry("training", date(2026, 1, 5), "life support", D(1), date(2030, 1, 5)),
        Entry("training", date(2025, 7, 1), "Safeguarding", D(1), date(2026, 7, 1)),
        Entry("training", date(2023, 6, 1), "Fire", D(1), date(2026, 6, 1)),
    ]
    found = {each.title: each for each in of_training(entries, TODAY)}
    assert (found["life support"].state, found["life support"].until) == (State.MET, date(2030, 1, 5))
    assert found["Safeguarding"].mend == "Renew it before 1 July 2026."
    assert found["Safeguarding"].state is State.AT_RISK
    assert (found["Fire"].state, found["Fire"].mend) == (State.NOT_MET, "Renew it.")


def week(*weeks: tuple[date, date | None, str]) -> Condition | None:
    return of_week([Kept(starts, ends, D(dcc), 42) for starts, ends, dcc in weeks], D(2), TODAY)


def test_the_weekly_minimum_holds_over_agreed_weeks_that_follow_each_other() -> None:
    found = week(
        (date(2026, 1, 1), date(2026, 9, 1), "3"),
        (date(2026, 9, 1), date(2027, 4, 1), "2"),
        (date(2027, 4, 1), None, "1.5"),
    )
    assert found is not None
    assert (found.state, found.until) == (State.MET, date(2027, 4, 1))


def test_a_gap_after_an_agreed_week_ends_it() -> None:
    found = week((date(2026, 1, 1), date(2026, 7, 1), "3"), (date(2026, 8, 1), None, "3"))
    assert found is not None
    assert (found.state, found.until) == (State.AT_RISK, date(2026, 7, 1))
    assert found.mend == "Agree a week of at least 2 PAs from 1 July 2026."


def test_a_week_under_the_minimum_says_how_much_is_missing_and_one_that_runs_on_has_no_end() -> None:
    low, on = week((date(2026, 1, 1), None, "1.25")), week((date(2026, 1, 1), None, "2"))
    assert low is not None
    assert on is not None
    assert (low.state, low.mend) == (State.NOT_MET, "0.75 PAs more a week in the next time split.")
    assert (on.state, on.until) == (State.MET, None)


def test_without_an_agreed_week_nothing_is_said_of_it() -> None:
    assert week((date(2026, 7, 1), None, "3")) is None


def nursing(weeks: list[Kept], logged: int = 0, *, both: bool = False) -> Condition:
    return of_nursing_hours(weeks, D(logged), TODAY, both=both)


def test_r6_nursing_hours_say_the_month_in_which_they_fall_short_if_the_week_goes_on() -> None:
    # 5 PAs until 1 June 2024, then 1 PA: 1 PA makes 168 hours a year, so 504 in 3 years: never short.
    assert (
        nursing([Kept(date(2020, 1, 1), date(2024, 6, 1), D(5), 42), Kept(date(2024, 6, 1), None, D(1), 42)]).until
        is None
    )
    # Then 0.5 PA: 252 in 3 years. On 1 June 2026: 1 year of 840 and 2 of 84; each month 70 go and 7 come.
    # 840 + 168 = 1008; under 450 after 9 months (1008 − 9 × 63 = 441), on 1 March 2027.
    half = [Kept(date(2020, 1, 1), date(2024, 6, 1), D(5), 42), Kept(date(2024, 6, 1), None, D("0.5"), 42)]
    assert (nursing(half).state, nursing(half).until) == (State.MET, date(2027, 3, 1))
    assert nursing(half, both=True).state is State.AT_RISK


def test_r6_logged_hours_count_where_they_are_more() -> None:
    assert nursing([], 449).mend == "1 hours more."
    assert nursing([], 450).state is State.MET


def test_a_regulators_rule_that_is_in_order_is_at_risk_near_its_day() -> None:
    soon = routes(Facts("doctor", TODAY, sessions=D(50), appraised_on=date(2025, 10, 1)))[0]
    assert of_route(soon, TODAY).state is State.MET
    assert of_route(soon, TODAY, soon=6).state is State.AT_RISK
    overdue = routes(Facts("doctor", TODAY, appraised_on=date(2025, 1, 1)))[0]
    assert of_route(overdue, TODAY).state is State.NOT_MET


def test_the_picture_shows_what_is_not_met_first_and_then_what_ends_soonest() -> None:
    met = Condition("Met", State.MET, "")
    later = Condition("Later", State.AT_RISK, "", date(2026, 8, 1))
    sooner = Condition("Sooner", State.AT_RISK, "", date(2026, 7, 1))
    missing = Condition("Missing", State.NOT_MET, "")
    assert [each.title for each in picture([met, later, sooner, missing])] == ["Missing", "Sooner", "Later", "Met"]


@pytest.mark.parametrize("soon", [1, 12])
def test_how_near_is_at_risk_is_the_employers(soon: int) -> None:
    found = of_target(Wanted("list", "", D(1), 12), lists(date(2025, 10, 1)), TODAY, soon=soon)
    assert found.state is (State.AT_RISK if soon == 12 else State.MET)
