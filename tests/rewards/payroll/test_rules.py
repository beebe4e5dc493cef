"""What a person's rows may not say together, and what their employment bears out."""

from datetime import date
from typing import Any

import pytest
from psycopg2.extras import DateRange

from rewards.payroll.rules import judge_both, judge_employment, judge_overlaps
from tests.rewards.payroll.making import ALLOWANCE, AWARD, people


def overlaps(*rows: dict[str, Any]) -> list[tuple[int, str]]:
    (person,) = people(*rows)
    judge_overlaps(person)
    return [(problem.row, problem.text) for problem in person.problems]


def employment(row: dict[str, Any], *employed: DateRange) -> list[tuple[str, str]]:
    (person,) = people(row)
    judge_employment(person, employed)
    return [(problem.column, problem.text) for problem in person.problems]


def test_two_lines_of_basic_pay_on_one_day_are_said_with_both_rows() -> None:
    assert overlaps({"last_day": "31/8/2026"}, {"label": "Basic salary", "starts": "1/8/2026"}) == [
        (
            3,
            "overlaps row 2 from 1 August 2026: a person has one line of basic pay a day. "
            "End one of them on the day before the other begins",
        )
    ]


def test_lines_that_follow_each_other_do_not_overlap_whatever_their_order() -> None:
    assert overlaps({"starts": "1/8/2026"}, {"last_day": "31/7/2026"}) == []


def test_a_row_that_stands_twice_is_said_so() -> None:
    assert overlaps({}, {}) == [(3, "says the same as row 2; keep one of the two")]


def test_the_row_that_runs_longest_is_the_one_that_later_rows_overlap() -> None:
    found = overlaps({}, {"starts": "1/5/2026", "last_day": "31/5/2026"}, {"starts": "1/7/2026"})
    assert [(row, text[:14]) for row, text in found] == [(3, "overlaps row 2"), (4, "overlaps row 2")]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (AWARD | {"label": "National award"}, None),
        (AWARD | {"annual": "1"}, "both are award “Local award 2”. Give them different names"),
        (AWARD | {"label": "LOCAL AWARD 2"}, "both are award"),
        (ALLOWANCE, None),
    ],
)
def test_awards_and_allowances_may_stand_together_under_different_names(
    other: dict[str, str], words: str | None
) -> None:
    found = overlaps(AWARD, other)
    assert len(found) == (words is not None)
    assert all((words or "") in text for _, text in found)


def test_basic_pay_beside_a_salary_is_told_and_does_not_stop() -> None:
    (person,) = people({}, {"kind": "Salary", "pas": ""})
    judge_both(person)
    assert [(problem.row, problem.stops) for problem in person.problems] == [(3, False)]
    assert not person.stopped


def test_a_line_within_employments_that_follow_each_other_is_right() -> None:
    then, now = DateRange(date(2020, 1, 1), date(2026, 6, 1)), DateRange(date(2026, 6, 1), None)
    assert employment({}, then, now) == []


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ({"starts": "1/3/2024"}, "First day", "they are not employed here on 1 March 2024"),
        ({}, "Last day", "they are not employed here from 1 June 2026; end the line on the day before"),
        ({"last_day": "1/6/2026"}, "Last day", "they are not employed here from 1 June 2026"),
    ],
)
def test_a_day_without_employment_is_said(row: dict[str, str], column: str, words: str) -> None:
    ((where, text),) = employment(row, DateRange(date(2024, 4, 1), date(2026, 6, 1)))
    assert where == column
    assert words in text
