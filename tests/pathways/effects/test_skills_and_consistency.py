"""Clinical practice kept, and the spread of a kind of role: examples worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from pathways.effects.consistency import spread
from pathways.effects.skills import Practised, skills

BEFORE = Practised(date(2024, 1, 1), date(2027, 4, 1), Decimal("7.5"))


def weigh(dcc: str, *, ends: date | None = None, role_ends: date | None = None, agreed=(BEFORE,)):
    asked = Practised(date(2027, 4, 1), ends, Decimal(dcc))
    return skills(asked, minimum=Decimal(2), working_weeks=42, agreed=agreed, role_ends=role_ends)


def test_a_session_is_a_pa_of_direct_clinical_care_over_the_working_weeks() -> None:
    assert weigh("2").sessions == 84


@pytest.mark.parametrize(("dcc", "low"), [("0.95", True), ("0.96", False), ("1", False), ("0", True)])
def test_under_forty_sessions_a_year_is_low_volume_r5(dcc: str, low: bool) -> None:
    assert weigh(dcc).low_volume is low


@pytest.mark.parametrize(("dcc", "under"), [("1.75", True), ("2", False)])
def test_the_minimum_itself_is_enough(dcc: str, under: bool) -> None:
    assert weigh(dcc).under_minimum is under


@pytest.mark.parametrize(
    ("ends", "plan"),
    [
        (date(2027, 6, 30), ""),
        (date(2027, 7, 1), "Quick return"),
        (date(2027, 10, 1), "Return with some support"),
        (date(2028, 4, 2), "Structured return"),
        (date(2030, 4, 2), "Long supervised return"),
    ],
)
def test_time_away_calls_for_the_plan_of_its_length_r1_r4(ends: date, plan: str) -> None:
    assert weigh("0", ends=ends).plan == plan


def test_without_a_last_day_of_its_own_the_time_away_ends_with_the_role() -> None:
    assert weigh("0", role_ends=date(2030, 4, 1)).plan == "Structured return"
    assert weigh("0").plan == ""


def test_who_practises_enough_needs_no_plan() -> None:
    assert weigh("2", ends=date(2030, 4, 2)).plan == ""


def test_months_since_ordinary_practice_count_from_the_last_week_of_it() -> None:
    away = Practised(date(2026, 4, 1), date(2027, 4, 1), Decimal(0))
    earlier = Practised(date(2024, 1, 1), date(2026, 4, 1), Decimal("7.5"))
    found = weigh("0", ends=date(2027, 10, 1), agreed=(earlier, away))
    assert (found.months_away, found.plan) == (12, "Structured return")
    assert weigh("2").months_away == 0
    assert weigh("2", agreed=()).months_away is None


def test_the_spread_is_the_median_and_the_middle_half() -> None:
    found = spread([Decimal(n) for n in (1, 2, 2, 3, 4)], 5)
    assert found is not None
    assert (found.people, found.median, found.low, found.high) == (5, 2, 2, 3)


def test_a_group_under_the_small_number_is_hidden_r12() -> None:
    assert spread([Decimal(2)] * 4, 5) is None
    assert spread([], 5) is None
