"""The remuneration report's rules: who is worse off (P1), and what R12 hides."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rewards.reports.rules import Pay, Week, hidden_cells, week_before_at_rates_now


def pay(basic=100_000, pas=10, apa=0, on_call=0, allowance=0, award=0) -> Week:
    amounts = {"basic": basic, "apa": apa, "on_call": on_call, "allowance": allowance, "award": award}
    return Pay({kind: Decimal(amount) for kind, amount in amounts.items()}, Decimal(pas)).week


def test_the_week_before_is_paid_at_the_rates_of_now():
    before = pay(basic=100_000, apa=10_000, on_call=5_000, award=3_016)
    assert week_before_at_rates_now(before, pay(basic=110_000)) == Decimal("129516.00")


def test_fewer_pas_now_do_not_lower_the_rates():
    assert week_before_at_rates_now(pay(), pay(basic=80_000, pas=8)) == Decimal("100000.00")


@pytest.mark.parametrize(("before", "now"), [(pay(basic=0), pay()), (pay(), pay(basic=0)), (pay(pas=0), pay())])
def test_without_basic_pay_on_both_sides_nothing_is_said(before, now):
    assert week_before_at_rates_now(before, now) is None


def hide(*groups: list[int], counts: list[int], least: int = 5) -> set[tuple[int, int]]:
    """`groups` say how many are paid of each kind; the line of everyone is their sum."""
    everyone = [sum(column) for column in zip(*groups, strict=True)]
    return hidden_cells([*groups, everyone], [*counts, sum(counts)], least=least)


def test_nothing_is_hidden_where_every_group_is_large():
    assert hide([20, 6], [30, 8], counts=[20, 30]) == set()


def test_a_small_group_is_hidden_with_a_second_one():
    hidden = hide([3, 0], [12, 6], [30, 9], counts=[3, 12, 30])
    assert {row for row, _ in hidden} == {0, 1}


def test_two_tiny_groups_take_a_third_with_them_when_together_they_are_still_tiny():
    hidden = hide([1, 0], [2, 0], [12, 6], [30, 9], counts=[1, 2, 12, 30])
    assert {row for row, column in hidden if column == 2} == {0, 1, 2}


def test_a_figure_of_few_people_in_a_large_group_is_hidden_with_others_that_would_tell_it():
    hidden = hide([20, 2], [30, 8], counts=[20, 30])
    assert (0, 1) in hidden
    assert not found_by_subtraction(hidden, rows=3, columns=3)


def test_a_kind_that_few_are_paid_in_all_is_hidden_in_the_totals_too():
    hidden = hide([20, 0], [30, 2], counts=[20, 30])
    assert (2, 1) in hidden


def found_by_subtraction(hidden: set[tuple[int, int]], rows: int, columns: int) -> set[tuple[int, int]]:
    """The hidden cells that follow from what is shown, by linear algebra over the sums of rows and columns."""
    unknown = sorted(hidden)
    index = {cell: n for n, cell in enumerate(unknown)}
    equations = []
    for row in range(rows):
        equations.append({(row, c): Fraction(-1 if c == columns - 1 else 1) for c in range(columns)})
    for column in range(columns):
        equations.append({(r, column): Fraction(-1 if r == rows - 1 else 1) for r in range(rows)})
    matrix = [[e.get(cell, Fraction(0)) for cell in unknown] for e in equations]
    return {cell for cell in unknown if determined(matrix, index[cell])}


def determined(matrix: list[list[Fraction]], column: int) -> bool:
    """Whether the equations fix one unknown: whether its unit vector lies in their row space."""
    unit = [Fraction(int(n == column)) for n in range(len(matrix[0]))]
    return rank(matrix) == rank([*matrix, unit])


def rank(matrix: list[list[Fraction]]) -> int:
    rows, found = [row[:] for row in matrix], 0
    for column in range(len(rows[0])):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for n in range(len(rows)):
            if n != found and rows[n][column]:
                factor = rows[n][column] / rows[found][column]
                rows[n] = [a - factor * b for a, b in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found


@st.composite
def tables(draw):
    """Groups of people, with how many of each group are paid each kind."""
    columns = draw(st.integers(1, 4))
    counts = draw(st.lists(st.integers(1, 40), min_size=1, max_size=6))
    return [[draw(st.integers(0, count)) for _ in range(columns)] for count in counts], counts


@settings(max_examples=150, deadline=None)
@given(tables(), st.integers(5, 10))
def test_no_hidden_figure_can_be_found_by_subtraction(table, least):
    groups, counts = table
    hidden = hide(*groups, counts=counts, least=least)
    assert not found_by_subtraction(hidden, len(groups) + 1, len(groups[0]) + 1)
    for row, cells in enumerate(groups):
        for column, n in enumerate(cells):
            assert (row, column) in hidden or n == 0 or (n >= least and counts[row] >= least)
