"""Rows of a payroll extract: read as what they mean, or a problem with its row, its column and a sentence."""

from datetime import date, datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.importing.sheets import Row
from rewards.models import ElementKind
from rewards.payroll.fields import HEADS
from rewards.payroll.rows import MOST_GBP, MOST_PAS, people_of
from tests.rewards.payroll.making import ALLOWANCE, AT, AWARD, TODAY, people, problems, values


def test_a_row_becomes_a_line_of_pay_with_its_own_days() -> None:
    (person,) = people(
        {"annual": "£145,478.50", "last_day": "31/3/2027", "service": "Renal", "email": "Ann@Tests.example"}
    )
    (row,) = person.rows
    assert (person.email, row.number, row.service) == ("ann@tests.example", 2, "Renal")
    assert (row.kind, row.label, row.annual_gbp, row.pas) == (ElementKind.BASIC, "Basic pay", D("145478.50"), D(10))
    assert (row.pensionable, row.starts, row.ends) == (True, date(2026, 4, 1), date(2027, 4, 1))
    assert person.problems == []


def test_hours_are_kept_as_pas_and_a_spreadsheets_own_values_are_read() -> None:
    (person,) = people({"pas": "", "hours": 37.5, "annual": 50000.0, "starts": date(2026, 4, 1), "pensionable": True})
    assert (person.rows[0].pas, person.rows[0].annual_gbp) == (D("9.375"), D("50000.00"))


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, "Basic pay"),
        (ALLOWANCE, "Allowance: Lead, renal"),
        (ALLOWANCE | {"label": "RA"}, "RA"),
        ({"kind": "Salary", "pas": "", "role_title": "Chief nurse"}, "Salary: Chief nurse"),
        (AWARD, "Local award 2"),
    ],
)
def test_a_line_without_a_name_gets_the_one_this_service_gives_it(changes: dict[str, str], label: str) -> None:
    assert people(changes)[0].rows[0].label == label


def test_a_role_without_a_first_day_began_with_its_first_line() -> None:
    rows = people(ALLOWANCE | {"starts": "1/4/2026"}, ALLOWANCE | {"starts": "1/9/2025", "last_day": "31/3/2026"})[
        0
    ].rows
    assert [row.role_from for row in rows] == [date(2025, 9, 1)] * 2


@pytest.mark.parametrize("far", ["31-DEC-4712", "31/12/9999", datetime(4712, 12, 31)])  # noqa: DTZ001 -- a cell has no zone
def test_payrolls_end_of_time_is_no_last_day(far: object) -> None:
    assert people({"last_day": far})[0].rows[0].ends is None


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"kind": "Bonus"}, "Kind of pay", "“Bonus” is none of Basic pay, Additional PAs"),
        ({"kind": ""}, "Kind of pay", "is empty; give one of Basic pay"),
        ({"annual": "-5"}, "Pounds a year", "-5 is not between 0 and 1,000,000"),
        ({"annual": "14547800"}, "Pounds a year", "is not between 0 and 1,000,000"),
        ({"annual": ""}, "Pounds a year", "is empty, or a formula that fails"),
        ({"annual": "0"}, "Pounds a year", "is 0; leave the row out"),
        ({"annual": "=A1*12"}, "Pounds a year", "“=A1*12” is no number"),
        ({"annual": "#DIV/0!"}, "Pounds a year", "is no number"),
        ({"annual": "12000", "pas": "10.0"}, "", ""),
        ({"annual": "9000"}, "Pounds a year", "check that it is a year’s and not a month’s"),
        ({"pas": ""}, "PAs a week", "is empty or 0; basic pay pays for PAs"),
        ({"pas": "21"}, "PAs a week", "21 is not between 0 and 20"),
        ({"hours": "40"}, "Hours a week", "is given beside PAs"),
        ({"pensionable": ""}, "Pensionable", "is empty; say yes or no"),
        ({"pensionable": "perhaps"}, "Pensionable", "is neither yes nor no"),
        ({"starts": ""}, "First day", "is empty; say from when"),
        ({"starts": "31/2/2026"}, "First day", "is no day of the calendar"),
        ({"starts": "46113"}, "First day", "is no date; write it like"),
        ({"starts": "1/4/2205"}, "First day", "more than two years ahead"),
        ({"last_day": "1/3/2026"}, "Last day", "is before the first day"),
        (AWARD | {"label": ""}, "Name of the pay line", "is empty; name the award"),
        ({"label": "=cmd|' /C calc'!A0"}, "Name of the pay line", "begins with “=”, which a spreadsheet would run"),
        (ALLOWANCE | {"role_title": "@SUM(A1)"}, "Leadership role", "begins with “@”"),
        ({"role_kind": "Clinical director"}, "Leadership role", "name the role"),
        (ALLOWANCE | {"role_from": "1/5/2026"}, "First day in the role", "is after the first day of the line"),
        ({"sex": "X"}, "Sex", "“x” is none of Female, Male"),
        ({"ethnicity": "Martian"}, "Ethnic group", "“martian” is none of Asian"),
        ({"label": "x" * 121}, "Name of the pay line", "has 121 characters"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_under_its_column(changes: dict[str, str], column: str, words: str) -> None:
    found = problems(changes)
    assert [(row, name) for row, name, _ in found] == ([(2, column)] if column else [])
    assert all(words in text for _, _, text in found)


def test_a_role_that_pays_nothing_is_a_line_of_0() -> None:
    assert people(ALLOWANCE | {"annual": "0"})[0].rows[0].annual_gbp == 0


@pytest.mark.parametrize(
    ("given", "meant"),
    [("White", "white"), ("A White - British", "white"), ("Asian or Asian British", "asian"), ("Not stated", "")],
)
def test_ethnic_groups_are_read_as_payroll_writes_them(given: str, meant: str) -> None:
    assert people({"ethnicity": given, "sex": "F"})[0].said == {"ethnicity": (meant, 2), "sex": ("female", 2)}


def test_rows_of_a_person_that_contradict_each_other_name_both_rows() -> None:
    found = problems({"sex": "Female"}, AWARD | {"sex": "Male"})
    assert found == [(3, "Sex", "differs from row 2, which is of the same person")]
    assert problems({"sex": "Female"}, AWARD | {"sex": ""}) == []


def test_a_row_that_names_nobody_is_lost_with_a_sentence() -> None:
    found, lost = people_of([Row(2, values(email=""))], AT, TODAY)
    assert (found, [problem.text for problem in lost]) == ([], ["is empty; say whose pay it is"])


CELLS = st.one_of(
    st.none(),
    st.text(max_size=10),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["Basic pay", "award", "yes", "1/4/2026", "31/12/9999", "10", "£1,000", "=1", "Female", "A White"]),
)


ROWS = st.lists(st.dictionaries(st.sampled_from(list(HEADS)), CELLS, max_size=4), max_size=3)


@given(ROWS)
def test_whatever_rows_come_they_are_lines_within_bounds_or_problems_with_a_place(
    rows: list[dict[str, object]],
) -> None:
    found, lost = people_of([Row(n, values(**row)) for n, row in enumerate(rows, start=2)], AT, TODAY)
    told = [*lost, *(problem for person in found for problem in person.problems)]
    assert all(2 <= problem.row <= len(rows) + 1 and problem.column in HEADS.values() for problem in told)
    for person in found:
        read = {row.number for row in person.rows}
        assert set(person.numbers) - read <= {problem.row for problem in person.problems}
        for row in person.rows:
            assert 0 <= row.annual_gbp <= MOST_GBP
            assert (row.pas or 0) <= MOST_PAS
            assert row.ends is None or row.starts < row.ends
