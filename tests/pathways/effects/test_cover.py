"""Cover by month, worked by hand: 3 people, 18 months from 10 March 2027."""

from datetime import date
from decimal import Decimal

from pathways.effects.cover import Given, months, reducing

TODAY = date(2027, 3, 10)
OWN, COLLEAGUE, THIRD = 1, 2, 3
AGREED = [
    Given(OWN, date(2025, 1, 1), None, Decimal(8)),
    Given(COLLEAGUE, date(2025, 1, 1), date(2027, 7, 1), Decimal(7)),
    Given(THIRD, date(2025, 1, 1), None, Decimal(6)),
]


def figures(this: Given, pending=()) -> dict[date, tuple[int, int, int]]:
    found = months(AGREED, this, pending, TODAY)
    return {month.day: (int(month.before), int(month.after), int(month.with_all)) for month in found}


def test_it_runs_from_today_over_the_first_days_of_eighteen_months() -> None:
    days = list(figures(Given(OWN, date(2027, 6, 1), None, Decimal(5))))
    assert (days[0], days[1], days[-1], len(days)) == (TODAY, date(2027, 4, 1), date(2028, 8, 1), 18)


def test_the_new_week_takes_the_place_of_the_agreed_one_from_its_first_day() -> None:
    found = figures(Given(OWN, date(2027, 6, 1), None, Decimal(5)))
    assert found[date(2027, 5, 1)] == (21, 21, 21)
    assert found[date(2027, 6, 1)] == (21, 18, 18)


def test_an_agreed_week_ends_on_its_own_day() -> None:
    assert figures(Given(OWN, date(2027, 6, 1), None, Decimal(5)))[date(2027, 7, 1)] == (14, 11, 11)


def test_once_it_is_over_nothing_of_it_is_counted_and_the_week_before_does_not_come_back() -> None:
    found = figures(Given(OWN, date(2027, 6, 1), date(2027, 9, 1), Decimal(5)))
    assert found[date(2027, 8, 1)] == (14, 11, 11)
    assert found[date(2027, 9, 1)] == (14, 6, 6)


def test_what_others_ask_for_counts_apart() -> None:
    pending = [Given(THIRD, date(2027, 5, 1), None, Decimal(2))]
    found = figures(Given(OWN, date(2027, 6, 1), None, Decimal(5)), pending)
    assert found[date(2027, 5, 1)] == (21, 21, 17)
    assert found[date(2027, 6, 1)] == (21, 18, 14)


def test_a_newcomer_adds_to_the_service() -> None:
    assert figures(Given(9, date(2027, 4, 1), None, Decimal(4)))[date(2027, 4, 1)] == (21, 25, 25)


def test_who_else_asks_for_less_is_named_with_how_much_and_from_when() -> None:
    pending = [
        Given(THIRD, date(2027, 5, 1), None, Decimal(2)),
        Given(COLLEAGUE, date(2027, 4, 1), None, Decimal(8)),
    ]
    (less,) = reducing(AGREED, pending)
    assert (less.person, less.starts, less.change) == (THIRD, date(2027, 5, 1), Decimal(-4))
