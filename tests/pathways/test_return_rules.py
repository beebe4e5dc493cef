"""R1 to R6: the way back in dates."""

from datetime import date
from decimal import Decimal as D

import pytest

from pathways.returns import rules

LEFT = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("back", "needed"), [(date(2026, 4, 4), False), (date(2026, 4, 5), True), (date(2027, 1, 5), True)]
)
def test_r1_three_months_or_more_without_practice_needs_a_plan(back: date, needed: bool) -> None:
    assert rules.needs_plan(LEFT, back) is needed


@pytest.mark.parametrize(
    ("back", "strength"),
    [
        (date(2026, 3, 5), "none"),
        (date(2026, 4, 5), "quick"),
        (date(2026, 7, 4), "quick"),
        (date(2026, 7, 5), "some"),
        (date(2027, 1, 5), "some"),
        (date(2027, 1, 6), "structured"),
        (date(2029, 1, 5), "structured"),
        (date(2029, 1, 6), "long"),
    ],
)
def test_r4_the_longer_away_the_stronger_the_plan(back: date, strength: str) -> None:
    assert rules.strength(LEFT, back) == strength


def test_r2_a_year_away_has_its_meetings_and_check_ins_on_their_days() -> None:
    plan = rules.steps(LEFT, date(2027, 1, 4), opened_on=date(2025, 11, 1))
    assert [(step.kind, step.due_on) for step in plan] == [
        ("before", date(2025, 12, 8)),
        ("in_role", date(2026, 4, 5)),
        ("in_role", date(2026, 7, 5)),
        ("contact", date(2026, 10, 4)),
        ("pre_return", date(2026, 11, 9)),
        ("on_return", date(2027, 1, 4)),
        ("supervised_end", date(2027, 1, 18)),
        ("review", date(2027, 1, 25)),
        ("after_3_months", date(2027, 4, 4)),
        ("after_6_months", date(2027, 7, 4)),
    ]


def test_r2_the_pre_return_meeting_lies_6_to_12_weeks_before_the_return() -> None:
    plan = rules.steps(LEFT, date(2027, 1, 4), opened_on=LEFT)
    [meeting] = [step for step in plan if step.kind == "pre_return"]
    longest, shortest = rules.PRE_RETURN_WEEKS
    assert shortest <= (date(2027, 1, 4) - meeting.due_on).days / 7 <= longest


def test_check_ins_in_the_role_are_three_monthly_in_the_first_year_and_half_yearly_after() -> None:
    dates = list(rules.in_role_dates(LEFT, date(2028, 2, 1)))
    assert dates == [
        date(2026, 4, 5),
        date(2026, 7, 5),
        date(2026, 10, 5),
        date(2027, 1, 5),
        date(2027, 7, 5),
        date(2028, 1, 5),
    ]


def test_a_plan_opened_late_owes_its_meeting_now_and_drops_check_ins_gone_by() -> None:
    plan = rules.steps(LEFT, date(2027, 1, 4), opened_on=date(2026, 6, 1))
    assert plan[0] == rules.Step("before", date(2026, 6, 1))
    assert [step.due_on for step in plan if step.kind == "in_role"] == [date(2026, 7, 5)]


def test_r2_no_plan_closes_before_its_meetings() -> None:
    assert rules.needed_before("after_6_months", ["before", "supervised_end", "review"]) == ("pre_return", "on_return")
    assert rules.needed_before("after_6_months", [*rules.MEETINGS, "supervised_end", "review"]) == ()


def test_r3_ten_working_days_leave_out_weekends_and_bank_holidays() -> None:
    before_christmas = date(2026, 12, 21)
    assert rules.after_working_days(before_christmas, 10) == date(2027, 1, 7)
    assert rules.supervision_refusal(before_christmas, date(2027, 1, 7), 10) is None
    assert "9 of them" in str(rules.supervision_refusal(before_christmas, date(2027, 1, 6), 10))


def test_r3_a_longer_period_agreed_is_the_least_and_a_shorter_one_never_is() -> None:
    start = date(2026, 3, 2)
    assert rules.supervision_refusal(start, rules.after_working_days(start, 10), 20)
    assert rules.supervision_refusal(start, rules.after_working_days(start, 9), 5)


def flags(profession: str, back: date, dcc: str) -> list[str]:
    found = rules.flags(profession, LEFT, back, dcc_pas_meanwhile=D(dcc), working_weeks=42)
    return [flag.rule for flag in found]


def test_r5_under_forty_sessions_a_year_is_low_volume() -> None:
    assert flags("doctor", date(2026, 9, 1), "0.75") == ["R5"]
    assert flags("doctor", date(2026, 9, 1), "1") == []


def test_r6_a_nurse_under_450_hours_in_three_years_takes_the_regulators_route() -> None:
    assert "R6" in flags("nurse", date(2029, 2, 1), "0.75")
    assert "R6" not in flags("nurse", date(2029, 2, 1), "1")
    assert "R6" not in flags("nurse", date(2028, 2, 1), "0")


@pytest.mark.parametrize(("back", "days"), [(date(2028, 2, 1), "30 days"), (date(2031, 2, 1), "60 days")])
def test_r6_an_ahp_over_two_or_five_years_away_updates_for_30_or_60_days(back: date, days: str) -> None:
    assert days in str(rules.regulator_route("ahp", LEFT, back, D(0)))
    assert rules.regulator_route("ahp", LEFT, back, D(8)) is None


def test_a_long_time_away_is_flagged_with_its_rule() -> None:
    assert flags("doctor", date(2027, 6, 1), "2") == ["R4"]


def test_without_an_agreed_week_nothing_is_said_of_low_volume() -> None:
    [said] = rules.flags("nurse", LEFT, date(2026, 9, 1), dcc_pas_meanwhile=None, working_weeks=42)
    assert (said.rule, said.level) == ("R5", "information")


def test_a_status_that_lies_behind_cannot_be_reached_again() -> None:
    line = {"draft": {"agreed"}, "agreed": {"away", "ended"}, "away": {"ended"}, "ended": set()}
    assert rules.way(line, "draft", "away") == ("agreed", "away")
    assert rules.way(line, "away", "agreed") == ()
    assert rules.way(line, "away", "away") == ()
