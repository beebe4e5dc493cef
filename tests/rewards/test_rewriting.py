"""What writing lines leaves of those that stand: pure, on any days, in any order."""

from datetime import date, timedelta
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st
from psycopg2.extras import DateRange

from rewards.elements.rules import ElementLine, outside, rewriting
from rewards.models import ElementKind, PayElement

START = date(2026, 1, 1)


def day(n: int) -> date:
    return START + timedelta(days=n)


def period(span: tuple[int, int | None]) -> DateRange:
    return DateRange(day(span[0]), None if span[1] is None else day(span[1]))


def line(
    amount: int, starts: int, ends: int | None = None, kind: str = ElementKind.BASIC, label: str = "Basic pay"
) -> ElementLine:
    return ElementLine(kind, label, D(amount), True, day(starts), None if ends is None else day(ends))


def element(
    amount: int, starts: int, ends: int | None = None, kind: str = ElementKind.BASIC, label: str = "Basic pay"
) -> PayElement:
    return PayElement(kind=kind, label=label, annual_gbp=D(amount), pensionable=True, period=period((starts, ends)))


def test_a_period_loses_the_windows_that_are_taken_from_it() -> None:
    found = outside(period((0, None)), [period((5, 10)), period((20, 30))])
    assert found == [period((0, 5)), period((10, 20)), period((30, None))]
    assert outside(period((5, 10)), [period((0, None))]) == []


def test_what_says_the_same_in_pieces_is_left_alone() -> None:
    found = rewriting([line(100, 0, 20)], [element(100, 0, 5), element(100, 5, None)])
    assert (found.new, found.old, found.unchanged) == ([], [], [line(100, 0, 20)])


def test_a_gap_or_another_sum_makes_a_line_new() -> None:
    assert rewriting([line(100, 0, 20)], [element(100, 0, 5), element(100, 6, None)]).new
    assert rewriting([line(100, 0, 20)], [element(100, 0, 5), element(101, 5, None)]).new


def test_basic_pay_takes_the_place_of_basic_pay_of_any_name_and_an_award_only_of_its_own() -> None:
    award = ElementKind.AWARD
    standing = [
        element(1, 0, label="Salary of band 9"),
        element(2, 0, kind=award, label="A"),
        element(3, 0, kind=award, label="B"),
    ]
    found = rewriting([line(100, 5), line(9, 5, kind=award, label="B")], standing)
    assert found.old == [standing[0], standing[2]]
    assert found.kept == [(standing[0], period((0, 5))), (standing[2], period((0, 5)))]
    assert [(new.label, stands.label) for new, stands in found.beside] == [("B", "A")]


SPANS = st.lists(st.integers(0, 40), max_size=8, unique=True).map(lambda days: sorted(days))


def spans(days: list[int]) -> list[tuple[int, int]]:
    """Periods that do not overlap, from pairs of days."""
    return list(zip(days[::2], days[1::2], strict=False))


def paid(elements: list[tuple[D, DateRange]], on: int) -> list[D]:
    return sorted(amount for amount, held in elements if day(on) in held)


@given(SPANS, SPANS, st.lists(st.integers(1, 3), min_size=8, max_size=8))
def test_every_day_is_paid_as_the_last_word_on_it_and_none_is_lost_or_paid_twice(
    there: list[int], wanted: list[int], amounts: list[int]
) -> None:
    standing = [element(amounts[n], *span) for n, span in enumerate(spans(there))]
    lines = [line(amounts[-1 - n], *span) for n, span in enumerate(spans(wanted))]
    found = rewriting(lines, standing)
    after = [(new.annual_gbp, new.period) for new in found.new]
    after += [(old.annual_gbp, part) for old, part in found.kept]
    after += [(e.annual_gbp, e.period) for e in standing if e not in found.old]
    before = [(e.annual_gbp, e.period) for e in standing]
    said = [(each.annual_gbp, each.period) for each in lines]
    for on in range(41):
        assert paid(after, on) == (paid(said, on) or paid(before, on))
    stands = [PayElement(kind="basic", label="Basic pay", annual_gbp=a, pensionable=True, period=p) for a, p in after]
    assert rewriting(lines, stands).new == []
