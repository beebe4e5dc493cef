"""Shares, ratios, four fifths, and what is hidden."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from roles.equality.rules import impact_table


def table(least=5, **groups):
    return impact_table(groups, least=least, unnamed="Unsaid")


def row(found, name):
    return next(row for row in found.rows if row.name == name)


def test_a_group_under_four_fifths_of_the_best_share_is_marked():
    found = table(Women=(20, 10, 5, 5), Men=(10, 10, 5, 5))
    assert (row(found, "Women").share, row(found, "Men").share) == (Decimal("0.5"), Decimal(20) / 30)
    assert row(found, "Women").ratio == Decimal("0.75")
    assert row(found, "Women").below
    assert not row(found, "Men").below
    assert found.all.applicants == 70


def test_just_four_fifths_is_not_below():
    found = table(Women=(60, 40, 0, 0), Men=(50, 50, 0, 0))
    assert row(found, "Women").ratio == Decimal("0.80")
    assert not row(found, "Women").below


def test_those_who_did_not_say_are_compared_with_nobody():
    found = table(Women=(20, 20, 0, 0), Men=(20, 10, 0, 0), Unsaid=(0, 10, 0, 0))
    assert row(found, "Unsaid").ratio is None
    assert row(found, "Women").ratio == 1


def test_a_lone_group_has_nothing_to_be_compared_with():
    assert row(table(Women=(20, 20, 0, 0)), "Women").ratio is None


def test_a_small_group_is_hidden_whole_with_another_that_would_give_it_away():
    found = table(Women=(20, 20, 0, 0), Men=(20, 20, 0, 0), Other=(2, 1, 0, 0))
    assert row(found, "Other").applicants is None
    assert row(found, "Other").share is None
    assert sum(each.applicants is None for each in found.rows) == 2
    assert found.all.applicants == 83
    assert found.hides


def test_a_small_cell_is_hidden_and_its_share_with_it():
    found = table(Women=(18, 2, 0, 0), Men=(10, 10, 0, 0))
    assert row(found, "Women").stages[1] is None
    assert row(found, "Women").share is None
    assert row(found, "Women").applicants == 20


def test_nobody_at_all_is_an_empty_table():
    assert table().rows == []


groups = st.dictionaries(
    st.sampled_from(["A", "B", "C", "D", "Unsaid"]), st.tuples(*[st.integers(0, 12)] * 4).filter(any), min_size=1
)


@given(groups)
def test_no_hidden_figure_can_be_had_by_subtracting_along_a_row_or_a_column(counts):
    found = table(**counts)
    lines = [*found.rows, found.all]
    for line in lines:
        cells = [line.applicants, *line.stages]
        assert cells.count(None) != 1
    for column in range(5):
        cells = [[line.applicants, *line.stages][column] for line in lines]
        assert cells.count(None) != 1
    assert all(not 0 < count < 5 for line in lines for count in (line.applicants, *line.stages) if count is not None)
