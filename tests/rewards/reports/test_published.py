"""Published tables: sums by group, and what R12 hides of them."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.reports.published import HIDDEN, Column, Fact, Unit
from rewards.reports.rules import hidden_in_column
from rewards.reports.tabling import Derived, summed
from tests.rewards.reports.paying import whole

SUMS = [Column("Basic pay", Unit.POUNDS), Column("Allowances", Unit.POUNDS)]


def facts(group, people, basic=100, allowance=None, start=0):
    return [Fact(start + n, group, (D(basic), None if allowance is None else D(allowance))) for n in range(people)]


def table(those, **options):
    return summed("key", "Pay", "Role", those, SUMS, least=5, **options)


def test_rows_add_up_and_the_line_of_everyone_is_their_sum():
    made = table([*facts("Lead", 6), *facts("Director", 7, basic=200, start=10)])
    assert [(row.name, row.values) for row in made.lines] == [
        ("Director", (7, D(1400), D(0))),
        ("Lead", (6, D(600), D(0))),
        ("Everyone", (13, D(2000), D(0))),
    ]


def test_a_small_group_is_hidden_and_another_with_it():
    made = table([*facts("Lead", 6), *facts("Director", 4, start=10), *facts("Tutor", 9, start=20)])
    assert {row.name: row.values[0] for row in made.rows} == {"Tutor": 9, "Lead": HIDDEN, "Director": HIDDEN}
    assert whole(made)[0] == 19


def test_a_sum_of_few_peoples_amounts_is_hidden_in_a_large_group():
    made = table([*facts("Lead", 9), *facts("Lead", 3, allowance=50, start=20), *facts("Tutor", 12, start=40)])
    assert made.rows[0].values[2] is HIDDEN


def test_what_is_worked_out_from_a_hidden_row_is_hidden_with_it():
    made = table([*facts("Lead", 3)], derived=[Derived(Column("Median", Unit.POUNDS), 0, lambda those: D(1))])
    assert set(made.rows[0].values) == {HIDDEN}


def test_a_person_with_two_roles_counts_once_and_is_paid_for_both():
    made = table([*facts("Lead", 6), Fact(0, "Lead", (D(5), None))])
    assert made.rows[0].values[:2] == (6, D(605))


def test_moments_of_the_same_people_have_no_line_of_everyone_and_are_hidden_each_by_itself():
    made = table([*facts("First day", 6), *facts("Last day", 3)], total=False)
    assert made.everyone is None
    assert {row.name: row.values[0] for row in made.rows} == {"First day": 6, "Last day": HIDDEN}


@pytest.mark.parametrize(
    ("paid", "hidden"),
    [
        ([9, 8, 17], set()),
        ([9, 3, 8, 20], {1, 2}),
        ([9, 2, 3, 14], {1, 2}),
        ([9, 1, 2, 12], {0, 1, 2}),
        ([3, 0, 3], {0, 2}),
        ([3, 0, 9, 12], {0, 2}),
        ([2, 9, 11], {0, 1}),
        ([0, 0, 0], set()),
        ([], set()),
    ],
)
def test_a_columns_small_figures_go_with_enough_others_that_none_is_found_by_subtraction(paid, hidden):
    assert hidden_in_column(paid, least=5) == hidden


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8), st.integers(5, 10))
def test_what_is_hidden_in_a_column_is_never_about_fewer_than_the_least(groups, least):
    gone = hidden_in_column([*groups, sum(groups)], least=least)
    shown = [n for row, n in enumerate(groups) if row not in gone]
    assert not any(0 < n < least for n in shown)
    if len(groups) not in gone:
        rest = sum(groups) - sum(shown)
        assert rest == 0 or rest >= least
