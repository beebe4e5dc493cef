"""Consistency: the spread of a kind of role, who stands outside it, and why."""

from datetime import date
from decimal import Decimal as D

import pytest

from rewards.reports.asking import Ask
from rewards.reports.consistency.report import behind, figures
from rewards.reports.consistency.rules import Held, explained, peers_of, spread_of
from tests.factories import OrganisationFactory
from tests.rewards.reports.paying import ON, leader, there, whole


def held(allowance, *, pas=2, since=2025):
    return Held(1, "Director", "Director", "", "", "", date(since, 4, 1), D(pas), D(allowance))


def test_quartiles_are_a_spreadsheets_inclusive_ones():
    spread = spread_of([D(n) for n in (4_000, 5_000, 6_000, 7_000, 9_000)])
    assert spread is not None
    assert (spread.lower, spread.middle, spread.upper) == (D("5000.00"), D("6000.00"), D("7000.00"))


def test_fewer_than_five_holders_have_no_spread():
    assert spread_of([D(1)] * 4) is None


@pytest.mark.parametrize(("amount", "outside"), [(2_000, False), (1_999, True), (10_000, False), (10_001, True)])
def test_outside_is_beyond_one_and_a_half_ranges_from_a_quartile(amount, outside):
    spread = spread_of([D(n) for n in (4_000, 5_000, 6_000, 7_000, 9_000)])
    assert spread is not None
    assert spread.outside(D(amount)) is outside


PEERS = peers_of([held(6_000) for _ in range(9)])


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (held(12_000, pas=4), "4 PAs against the usual 2; for one PA it is near the usual £3,000."),
        (held(0), "Unpaid: the role is time only here, or its payment is in a salary."),
        (held(12_000, since=2019), "Agreed in 2019; most began about 2025."),
        (held(12_000), ""),
    ],
)
def test_what_explains_an_outlier_is_said_in_a_sentence(one, said):
    assert PEERS is not None
    assert explained(one, PEERS) == said


@pytest.fixture
def trust(db):
    return OrganisationFactory()


def test_the_table_says_how_many_stand_outside_and_the_list_says_who_and_why(trust):
    for _ in range(9):
        leader(trust, allowance=6_000, pas=D(2))
    outlier = leader(trust, allowance=15_000, pas=D(2))
    table = figures(Ask(trust, ON, by="kind")).tables[0]
    assert [column.heading for column in table.columns][4:] == ["Lower quartile", "Median", "Upper quartile"]
    found = there(behind(Ask(trust, ON, by="kind", which="outside")))
    assert [(line.key, line.values[-1]) for line in found.lines] == [(outlier.pk, "Nothing on record explains it.")]


def test_quartiles_and_median_are_those_of_the_kind(trust):
    for n in range(20):
        leader(trust, allowance=5_000 if n < 10 else 7_000, pas=D(2))
    assert whole(figures(Ask(trust, ON, by="kind")).tables[0]) == (
        20,
        D(120_000),
        D(0),
        D(0),
        D("5000.00"),
        D("6000.00"),
        D("7000.00"),
    )
