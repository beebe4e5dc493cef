"""When a role is reviewed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.appointments.rules import held_on_problem, next_yearly, review_dates


def test_a_three_year_term_has_an_early_two_yearly_and_an_end_of_term_review():
    assert review_dates(date(2027, 1, 1), date(2030, 1, 1)) == [
        ("early", date(2027, 4, 1)),
        ("yearly", date(2028, 1, 1)),
        ("yearly", date(2029, 1, 1)),
        ("end_of_term", date(2029, 7, 1)),
    ]


def test_where_two_reviews_meet_on_a_day_the_end_of_the_term_goes_first():
    assert review_dates(date(2027, 1, 1), date(2028, 7, 1)) == [
        ("early", date(2027, 4, 1)),
        ("end_of_term", date(2028, 1, 1)),
    ]


def test_a_term_of_three_months_is_too_short_for_a_review():
    assert review_dates(date(2027, 1, 1), date(2027, 4, 1)) == []


def test_a_term_without_an_end_has_its_first_two_reviews():
    assert review_dates(date(2027, 1, 31), None) == [("early", date(2027, 4, 30)), ("yearly", date(2028, 1, 31))]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 3650))
def test_every_review_lies_within_the_term_and_each_day_has_one(start, days):
    end = date.fromordinal(start.toordinal() + days)
    found = [day for _, day in review_dates(start, end)]
    assert found == sorted(set(found))
    assert all(start < day < end for day in found)


def test_the_next_yearly_review_is_the_first_anniversary_after_the_last():
    assert next_yearly(date(2024, 2, 29), date(2026, 2, 28)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("held_on", "words"),
    [(date(2027, 1, 2), "today or earlier"), (date(2026, 1, 1), "before the role began"), (date(2026, 6, 1), "")],
)
def test_a_review_is_held_within_the_role_and_not_in_the_future(held_on, words):
    problem = held_on_problem(held_on, start=date(2026, 2, 1), today=date(2027, 1, 1))
    assert words in problem
    assert bool(words) == bool(problem)


def test_the_months_of_the_first_and_the_last_review_may_be_set():
    found = review_dates(date(2027, 1, 1), date(2028, 7, 1), early_months=2, end_months=9)
    assert found == [
        ("early", date(2027, 3, 1)),
        ("end_of_term", date(2027, 10, 1)),
        ("yearly", date(2028, 1, 1)),
    ]
