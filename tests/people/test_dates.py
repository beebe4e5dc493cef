"""Reckoning with calendar dates."""

from datetime import date

import pytest

from people.dates import after_months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 1), 36, date(2029, 3, 1)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 1, 15), -6, date(2025, 7, 15)),
    ],
)
def test_months_later_keeps_the_day_or_takes_the_months_last(day: date, months: int, later: date) -> None:
    assert after_months(day, months) == later
