"""Comparing holds for any circumstances: what is gained one way is lost the other, and time invents no money."""

from datetime import date, timedelta
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from rewards.comparisons.rules import Moment, Wish, column, pricing
from rewards.comparisons.spans import Stretch, months, paid, span
from rewards.comparisons.words import answer, cautions, on_the_way_back
from rewards.packages.comparing import RoleOffer, Row, compare
from rewards.packages.facts import Circumstances
from rewards.packages.rules import price
from tests.properties.test_pricing import circumstances, money, offers, pas

days = st.dates(date(2025, 1, 1), date(2031, 1, 1))
TURNED = {"less": "more", "more": "less", "rises": "falls", "falls": "rises"}


def _key(row: Row) -> tuple[str, str]:
    """Lines of one name may be of two kinds."""
    line = row.before or row.after
    assert line is not None
    return line.kind, line.label


@given(circumstances, circumstances)
def test_a_comparison_is_antisymmetric_in_every_line_and_total(one: Circumstances, other: Circumstances) -> None:
    there, back = compare(price(one), price(other)), compare(price(other), price(one))
    assert there.difference == -back.difference
    turned = {_key(row): row.difference for row in back.rows}
    for row in there.rows:
        assert turned[_key(row)] == (None if row.difference is None else -row.difference)
    if there.complete and "the same" not in answer(there):
        said = answer(there).split("(")[0].split("£")[1].split()
        assert answer(back).split("(")[0].split("£")[1].split()[1] == TURNED[said[1]]


@given(circumstances, days, st.integers(1, 60))
def test_what_changes_nothing_compares_to_nothing(facts: Circumstances, starts: date, length: int) -> None:
    ends = starts + timedelta(days=30 * length)
    found = column(
        Wish("x", starts, ends), Moment(starts, facts), [Moment(starts, facts), Moment(ends, facts)], pricing()
    )
    assert found.beside.difference == 0
    assert found.first_year.difference in (0, None)
    assert found.term.difference in (0, None)
    assert found.back == found.changes == ()


@given(circumstances, circumstances, offers, pas, days, st.integers(1, 60))
def test_any_wish_is_weighed_and_its_term_lies_between_its_packages(
    facts: Circumstances, later: Circumstances, role: RoleOffer, apas: D, starts: date, length: int
) -> None:
    ends = starts + timedelta(days=30 * length)
    ahead = [Moment(starts, facts), Moment(starts + timedelta(days=15), later), Moment(ends, later)]
    found = column(Wish("x", starts, ends, role, apas=apas), ahead[0], ahead, pricing())
    assert answer(found.beside)
    assert on_the_way_back(found)
    assert isinstance(cautions(found), list)
    if found.first_year.with_it is not None:
        assert found.first_year.with_it >= 0


@given(money, days, st.integers(0, 900), st.integers(0, 900))
def test_money_over_a_time_is_that_of_its_parts_to_the_penny(annual: D, starts: date, one: int, other: int) -> None:
    middle = starts + timedelta(days=one)
    ends = middle + timedelta(days=other)
    assert months(starts, middle) + months(middle, ends) == months(starts, ends)
    whole, parts = paid([(starts, ends, annual)]), paid([(starts, middle, annual), (middle, ends, annual)])
    assert whole == parts
    assert abs(paid([(starts, middle, annual)]) + paid([(middle, ends, annual)]) - whole) <= D("0.01")


@given(circumstances, circumstances, days, st.integers(1, 900))
def test_a_span_turned_round_loses_what_it_gained(
    one: Circumstances, other: Circumstances, starts: date, length: int
) -> None:
    ends = starts + timedelta(days=length)
    there = span([Stretch(starts, ends, price(one), price(other))], starts, ends)
    back = span([Stretch(starts, ends, price(other), price(one))], starts, ends)
    assert there.difference == (None if back.difference is None else -back.difference)
