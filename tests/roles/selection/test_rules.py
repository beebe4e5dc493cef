"""Ranking, the cut, the bounds of an offer."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.selection import rules


def test_applications_rank_by_the_mean_of_their_complete_scores():
    ranking = rules.rank({"AAA": [10, 8], "BBB": [10, 10, 7], "CCC": [4, 4]})
    assert [(r.reference, r.place, r.points) for r in ranking] == [
        ("AAA", 1, Decimal("9.00")),
        ("BBB", 1, Decimal("9.00")),
        ("CCC", 3, Decimal("4.00")),
    ]


def test_whoever_has_the_same_points_as_the_last_is_above_the_cut_too():
    ranking = rules.rank({"AAA": [9, 9], "BBB": [8, 8], "CCC": [8, 8], "DDD": [1, 1]})
    assert rules.above_cut(ranking, 2) == {"AAA", "BBB", "CCC"}
    assert rules.above_cut(ranking, 0) == set()


@given(
    st.dictionaries(
        st.text("ABC", min_size=3, max_size=6), st.lists(st.integers(0, 50), min_size=2, max_size=4), max_size=12
    ),
    st.integers(0, 15),
)
def test_nobody_below_the_cut_has_more_points_than_anyone_above(totals, places):
    ranking = rules.rank(totals)
    above = rules.above_cut(ranking, places)
    inside = [r.points for r in ranking if r.reference in above]
    outside = [r.points for r in ranking if r.reference not in above]
    assert not inside or not outside or min(inside) > max(outside)
    assert len(above) >= min(places, len(totals))


def test_two_complete_scores_are_needed_for_each_application():
    assert rules.not_scored_enough({"AAA": [1, 2], "BBB": [3, 4]}) == ""
    assert "BBB" in rules.not_scored_enough({"AAA": [1, 2], "BBB": [3]})
    assert "AAA" not in rules.not_scored_enough({"AAA": [1, 2], "BBB": [3]})
    assert "Nobody has applied" in rules.not_scored_enough({})


@pytest.mark.parametrize(
    ("allowance", "low", "high", "paid", "word"),
    [
        ("8000", "8000", "8000", True, ""),
        ("7999.99", "8000", "9000", True, "at least £8,000"),
        ("9000.01", "8000", "9000", True, "at most £9,000"),
        ("123", None, None, True, ""),
        ("0", None, None, False, ""),
        ("1", None, None, False, "without an allowance"),
    ],
)
def test_an_allowance_stays_within_what_was_advertised(allowance, low, high, paid, word):
    said = rules.allowance_problem(Decimal(allowance), low=low and Decimal(low), high=high and Decimal(high), paid=paid)
    assert word in said
    assert bool(word) == bool(said)


def test_an_offer_leaves_time_to_answer_before_the_start():
    today = date(2026, 5, 1)
    assert rules.offer_dates_problem(today=today, starts_on=date(2026, 6, 1), answer_by=date(2026, 5, 8)) == ""
    assert "today or later" in rules.offer_dates_problem(
        today=today, starts_on=date(2026, 6, 1), answer_by=date(2026, 4, 30)
    )
    assert "after the day to answer" in rules.offer_dates_problem(
        today=today, starts_on=date(2026, 5, 8), answer_by=date(2026, 5, 8)
    )
