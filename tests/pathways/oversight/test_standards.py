"""Shares and the level of attainment, as plain values (domain.md section 7)."""

from decimal import Decimal

import pytest

from pathways.oversight.standards import level, share


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(1, 3, Decimal("33.3")), (0, 4, Decimal("0.0")), (4, 4, Decimal("100.0")), (0, 0, None)]
)
def test_a_share_is_in_100_to_one_decimal(part: int, whole: int, said: Decimal | None) -> None:
    assert share(part, whole) == said


@pytest.mark.parametrize(
    ("signed", "people", "found"), [(90, 100, 0), (91, 100, 1), (0, 0, None), (10, 11, 1), (0, 5, 0)]
)
def test_level_1_asks_for_more_than_90_in_100(signed: int, people: int, found: int | None) -> None:
    assert level(signed, people) == found
