"""Figures, dates and times in words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from people.design import words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12345.50"), "£12,346"),
        (Decimal("0.49"), "£0"),
        (Decimal("-1200"), "−£1,200"),
        (Decimal("-0.4"), "£0"),
        (145478, "£145,478"),
        (None, "not known"),
    ],
)
def test_pounds_are_whole_and_have_a_comma(value, text) -> None:
    assert words.pounds(value) == text


def test_pounds_and_pence_show_both_digits() -> None:
    assert words.pounds_pence(Decimal("12345.6")) == "£12,345.60"


@pytest.mark.parametrize(
    ("value", "text"), [(1200, "+£1,200"), (-800, "−£800"), (0, "no change"), (Decimal("0.3"), "no change")]
)
def test_a_change_in_pay_is_always_signed(value, text) -> None:
    assert words.change(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2.50", "2.5 PAs"),
        ("1.000", "1 PA"),
        ("10", "10 PAs"),
        ("0.25", "0.25 PAs"),
        ("0", "0 PAs"),
        ("100", "100 PAs"),
    ],
)
def test_pas_have_no_needless_zeros(value, text) -> None:
    assert words.pas(Decimal(value)) == text


def test_a_count_agrees_with_its_noun() -> None:
    assert [words.plural(n, "post") for n in (0, 1, 1200)] == ["0 posts", "1 post", "1,200 posts"]
    assert words.plural(2, "person", "people") == "2 people"


def test_dates_have_their_weekday_and_no_leading_zero() -> None:
    assert words.longdate(date(2026, 3, 2)) == "Monday 2 March 2026"
    assert words.shortdate(date(2026, 3, 2)) == "2 March 2026"


def test_times_are_of_london_also_in_summer() -> None:
    assert words.longtime(datetime(2026, 7, 1, 16, 30, tzinfo=UTC)) == "Wednesday 1 July 2026 at 5:30pm"
    assert words.shortdate(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "text"),
    [(0, 0, "midnight"), (12, 0, "midday"), (0, 5, "12:05am"), (9, 0, "9am"), (17, 5, "5:05pm")],
)
def test_times_of_day_are_written_as_people_say_them(hour, minute, text) -> None:
    assert words.timeuk(datetime(2026, 1, 5, hour, minute, tzinfo=UTC)) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 3, 2), "today"),
        (date(2026, 3, 3), "tomorrow"),
        (date(2026, 3, 1), "yesterday"),
        (date(2026, 3, 7), "in 5 days"),
        (date(2026, 2, 27), "3 days ago"),
        (date(2026, 4, 13), "in 6 weeks"),
        (date(2026, 9, 2), "in 6 months"),
        (date(2023, 3, 2), "3 years ago"),
    ],
)
def test_how_far_off_a_day_is(day, text) -> None:
    assert words.relative(day, date(2026, 3, 2)) == text
