"""What is paid of a protected allowance, worked by hand: in full, then in equal monthly steps to nothing."""

from datetime import date
from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.dates import after_months
from rewards.protection.rules import Allowance, Sum, paid, paid_on, steps

JANUARY = date(2026, 1, 1)


def protected(annual: str = "8000", full: int = 6, taper: int = 3, day: date = JANUARY, title: str = "Lead") -> Sum:
    return Sum(title, D(annual), day, full, taper)


def allowance(annual: str, starts: date, ends: date | None = None, since: date | None = None) -> Allowance:
    return Allowance(D(annual), since or starts, starts, ends)


def rows(*args: object, **options: object) -> list[tuple[date, date, D]]:
    return [(each.step.starts, each.step.ends, each.step.annual_gbp) for each in paid(*args, **options)]  # type: ignore[arg-type]


def test_six_months_in_full_then_three_quarters_a_half_and_a_quarter() -> None:
    assert [(step.starts, step.ends, step.annual_gbp) for step in steps(protected())] == [
        (JANUARY, date(2026, 7, 1), D(8_000)),
        (date(2026, 7, 1), date(2026, 8, 1), D("6000.00")),
        (date(2026, 8, 1), date(2026, 9, 1), D("4000.00")),
        (date(2026, 9, 1), date(2026, 10, 1), D("2000.00")),
    ]


@pytest.mark.parametrize(
    ("full", "taper", "amounts"),
    [
        (0, 0, []),
        (12, 0, ["8000"]),
        (0, 1, ["4000.00"]),
        (0, 3, ["6000.00", "4000.00", "2000.00"]),
        (1, 2, ["8000", "5333.33", "2666.67"]),
    ],
)
def test_each_policy_pays_what_it_says_to_the_penny(full, taper, amounts) -> None:
    assert [step.annual_gbp for step in steps(protected(full=full, taper=taper))] == [D(each) for each in amounts]


def test_months_end_where_the_calendar_does() -> None:
    found = steps(protected(day=date(2026, 1, 31), full=1, taper=1))
    assert [(step.starts, step.ends) for step in found] == [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2026, 3, 31)),
    ]


def test_a_next_role_takes_up_what_it_pays_itself_and_gives_it_back_when_it_ends() -> None:
    next_role = allowance("5000", date(2026, 3, 1), date(2026, 8, 1))
    assert rows([protected()], [next_role]) == [
        (JANUARY, date(2026, 3, 1), D(8_000)),
        (date(2026, 3, 1), date(2026, 7, 1), D(3_000)),
        (date(2026, 7, 1), date(2026, 8, 1), D("1000.00")),
        (date(2026, 8, 1), date(2026, 9, 1), D("4000.00")),
        (date(2026, 9, 1), date(2026, 10, 1), D("2000.00")),
    ]


def test_a_next_role_that_pays_more_leaves_nothing_and_never_less() -> None:
    assert rows([protected()], [allowance("9000", JANUARY)]) == []


def test_a_role_held_all_along_takes_up_nothing() -> None:
    beside = allowance("5000", JANUARY, None, since=date(2024, 1, 1))
    assert paid_on([protected()], [beside], JANUARY) == D(8_000)


def test_one_allowance_takes_up_each_pound_once() -> None:
    both = [protected("3000", title="First"), protected("4000", day=date(2026, 2, 1), title="Second")]
    assert paid_on(both, [allowance("5000", date(2026, 3, 1))], date(2026, 3, 1)) == D(2_000)


def test_protection_ends_with_the_employment() -> None:
    assert rows([protected()], [], until=date(2026, 4, 1)) == [(JANUARY, date(2026, 4, 1), D(8_000))]
    assert rows([protected()], [], until=JANUARY) == []


sums = st.builds(
    Sum,
    st.sampled_from(["a", "b"]),
    st.decimals("0.01", 50_000, places=2),
    st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    st.integers(0, 24),
    st.integers(0, 24),
    st.sampled_from(["appointment:1", "appointment:2", "appointment:3"]),
)
roles = st.builds(
    lambda annual, starts, months: Allowance(annual, starts, starts, after_months(starts, months)),
    st.decimals("0.01", 50_000, places=2),
    st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    st.integers(1, 36),
)


@given(
    st.lists(sums, max_size=3, unique=True), st.lists(roles, max_size=3), st.dates(date(2025, 1, 1), date(2030, 1, 1))
)
def test_nobody_is_paid_more_than_was_protected_nor_less_than_nothing(found, held, day) -> None:
    full = sum((each.annual_gbp for each in found if each.from_day <= day), D(0))
    with_roles = paid_on(found, held, day)
    assert 0 <= with_roles <= paid_on(found, [], day) <= full
    assert paid_on(reversed(found), held[::-1], day) == with_roles


@given(sums)
def test_steps_follow_each_other_and_only_fall(one) -> None:
    found = steps(one)
    assert all(first.ends == second.starts for first, second in pairwise(found))
    assert all(first.annual_gbp >= second.annual_gbp for first, second in pairwise(found))
    if found:
        assert (found[0].starts, found[-1].ends) == (
            one.from_day,
            after_months(one.from_day, one.full_months + one.taper_months),
        )
