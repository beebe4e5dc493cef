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


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    assert rules.after_working_days(date(2026, 12, 21), 10) == date(2027, 1, 7)


def test_r3_ten_supervised_days_are_the_least_whatever_was_agreed() -> None:
    assert rules.supervision_refusal(10, 10) is None
    assert "9 of them are agreed" in str(rules.supervision_refusal(9, 10))
    assert "at least 20 working days" in str(rules.supervision_refusal(19, 20))
    assert "at least 10 working days" in str(rules.supervision_refusal(9, 5))


def test_r3_a_day_with_out_of_hours_work_alone_is_refused_before_anything_else() -> None:
    back = date(2026, 3, 2)
    days = {"returns_on": back, "today": date(2026, 3, 10)}
    assert rules.day_refusal(date(2026, 1, 1), solo_out_of_hours=True, **days) == (rules.ALONE, "solo_out_of_hours")
    assert "on or after the day of return" in str(rules.day_refusal(date(2026, 3, 1), solo_out_of_hours=False, **days))
    assert "today or earlier" in str(rules.day_refusal(date(2026, 3, 11), solo_out_of_hours=False, **days))
    assert rules.day_refusal(back, solo_out_of_hours=False, **days) is None


def phases(dcc: str, *shares: int, weeks: int = 4) -> list[tuple[date, D]]:
    found = rules.phases(date(2026, 3, 2), D(dcc), shares=shares, weeks=weeks)
    return [(phase.starts, phase.dcc_pas) for phase in found]


def test_clinical_work_grows_by_half_three_quarters_and_all_over_eight_weeks() -> None:
    assert phases("7.5", 50, 75) == [
        (date(2026, 3, 2), D("3.75")),
        (date(2026, 3, 30), D("5.75")),  # 5.625, to the next quarter
        (date(2026, 4, 27), D("7.5")),
    ]


def test_a_phase_that_is_no_more_than_the_one_before_is_left_out() -> None:
    assert phases("0.25", 50, 75) == [(date(2026, 3, 2), D("0.25"))]
    assert phases("6", 100, 100) == [(date(2026, 3, 2), D("6"))]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([], "at least one phase"),
        ([(date(2026, 3, 3), "6")], "must start on the day of return, 2 March 2026"),
        ([(date(2026, 3, 2), "3"), (date(2026, 3, 2), "6")], "must start after the one before"),
        ([(date(2026, 3, 2), "4"), (date(2026, 4, 2), "3")], "must not shrink"),
        ([(date(2026, 3, 2), "4"), (date(2026, 4, 2), "5")], "must be all that you come back to, 6 PAs"),
    ],
)
def test_phases_that_lead_nowhere_are_refused_in_words(found: list[tuple[date, str]], sentence: str) -> None:
    typed = [rules.PhaseOf(starts, D(dcc)) for starts, dcc in found]
    said, _ = rules.phases_refusal(typed, returns_on=date(2026, 3, 2), dcc_pas=D(6)) or ("", "")
    assert sentence in said


def test_notice_is_given_its_months_before_the_return() -> None:
    assert rules.notice_by(date(2030, 5, 31), 3) == date(2030, 2, 28)
    assert rules.notice_by(date(2030, 5, 31), None) is None


def test_a_return_after_the_right_to_it_has_ended_is_warned_of() -> None:
    assert rules.right_flag(date(2030, 1, 1), date(2030, 1, 1)) is None
    assert rules.right_flag(date(2030, 1, 1), None) is None
    assert "holds until 31 December 2029" in str(rules.right_flag(date(2030, 1, 1), date(2029, 12, 31)))


def test_an_employers_own_intervals_are_kept() -> None:
    own = rules.Intervals(first_year_months=6, later_months=12, pre_return_weeks=12, review_weeks=4, last_months=12)
    plan = rules.steps(LEFT, date(2028, 1, 3), opened_on=date(2025, 11, 1), intervals=own)
    assert [step.due_on for step in plan if step.kind == "in_role"] == [date(2026, 7, 5), date(2027, 1, 5)]
    days = {step.kind: step.due_on for step in plan}
    assert days["pre_return"] == date(2027, 10, 11)
    assert days["review"] == date(2028, 1, 31)
    assert days["after_6_months"] == date(2029, 1, 3)


def test_r4_a_long_time_away_is_flagged_with_its_rule() -> None:
    assert rules.long_away(LEFT, date(2026, 9, 1)) is None
    assert "a structured plan" in str(rules.long_away(LEFT, date(2027, 6, 1)))
    assert "a long supervised spell" in str(rules.long_away(LEFT, date(2029, 6, 1)))


def test_a_status_that_lies_behind_cannot_be_reached_again() -> None:
    line = {"draft": {"agreed"}, "agreed": {"away", "ended"}, "away": {"ended"}, "ended": set()}
    assert rules.way(line, "draft", "away") == ("agreed", "away")
    assert rules.way(line, "away", "agreed") == ()
    assert rules.way(line, "away", "away") == ()
