"""What was recorded, what was put right since, and how pay went: pure, by values."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rewards.packages.facts import ZERO
from rewards.packages.picture import HEIGHT, WIDTH, picture
from rewards.packages.record import (
    Correction,
    Corrections,
    Recorded,
    as_recorded,
    corrections,
    first_days,
    held_on,
    steps,
)
from rewards.packages.rules import Kind, Package, price
from rewards.packages.sureness import how_sure
from tests.rewards.test_packages_rules import CASE_A

JULY, AUGUST, OCTOBER = date(2025, 7, 1), date(2025, 8, 1), date(2025, 10, 1)
WRITTEN = datetime(2025, 6, 1, tzinfo=UTC)
END_OF_JULY_1 = datetime(2025, 7, 1, 23, tzinfo=UTC)
BASIC = Recorded(1, Kind.BASIC, "Basic pay", D("145478.00"), True, JULY, None, WRITTEN, pas=D(10), source="split:1")
APA = replace(BASIC, kind=Kind.APA, label="Additional PAs", annual_gbp=D("14547.80"), pensionable=False, pas=D(1))
ALLOWANCE = replace(BASIC, kind=Kind.ALLOWANCE, label="Allowance: Lead", annual_gbp=D(8000), source="appointment:2")


def test_a_day_holds_what_is_now_known_in_the_order_of_a_package() -> None:
    gone = replace(BASIC, annual_gbp=D(1), superseded_at=END_OF_JULY_1)
    ended = replace(APA, ends=AUGUST)
    assert held_on([ALLOWANCE, gone, ended, BASIC], JULY) == [BASIC, ended, ALLOWANCE]
    assert held_on([ended, BASIC], AUGUST) == [BASIC]


def test_the_package_of_a_past_day_is_what_was_recorded_and_rates_keep_their_mark() -> None:
    package = as_recorded(price(CASE_A), [BASIC, APA])
    assert [(line.label, line.annual_gbp) for line in package.lines] == [
        ("Basic pay", D("145478.00")),
        ("Additional PAs", D("14547.80")),
    ]
    assert package.pas == D(11)
    assert [how_sure(line) for line in package.lines] == ["seen in a source"] * 2
    assert package.lines[0].source == "advert"


def test_a_sum_that_no_rate_explains_is_as_written_down_then() -> None:
    other = replace(BASIC, annual_gbp=D(99), working="A sum agreed.")
    (line,) = as_recorded(price(CASE_A), [other]).lines
    assert (line.annual_gbp, line.working, how_sure(line)) == (D(99), "A sum agreed.", "as written down then")
    recalled = replace(BASIC, annual_gbp=D(98), working="3%. Source: a circular (usual figure, not checked).")
    (line,) = as_recorded(price(CASE_A), [recalled]).lines
    assert (how_sure(line), line.source) == ("usual figure, not checked", "")


def test_where_only_an_allowance_is_on_record_the_rest_is_priced() -> None:
    package = as_recorded(price(CASE_A), [ALLOWANCE])
    assert package.total == D("179363.70") + D(8000)
    assert package.pas == D(11)


def test_without_a_record_the_day_is_as_priced() -> None:
    assert as_recorded(price(CASE_A), []) == price(CASE_A)


def test_how_sure_says_the_same_words_for_every_line_of_case_a() -> None:
    assert [how_sure(line) for line in price(CASE_A).lines] == [
        "seen in a source",
        "seen in a source",
        "usual figure, not checked",
        "as recorded",
    ]
    assert how_sure(price(replace(CASE_A, basic=None)).lines[0]) == ""


def test_a_correction_shows_both_sums_and_when_it_was_made() -> None:
    put_right = datetime(2025, 9, 9, tzinfo=UTC)
    old = replace(APA, superseded_at=put_right)
    new = replace(APA, annual_gbp=D("7273.90"), pas=D("0.5"), recorded_at=put_right)
    found = corrections([BASIC, old, new], JULY, END_OF_JULY_1)
    assert found == Corrections(lines=(Correction("Additional PAs", D("14547.80"), D("7273.90"), put_right),))
    assert found.lines[0].difference == D("-7273.90")


def test_a_line_that_was_taken_away_or_added_since_is_told_too() -> None:
    later = datetime(2025, 9, 9, tzinfo=UTC)
    gone, added = replace(APA, superseded_at=later), replace(ALLOWANCE, recorded_at=later)
    assert corrections([BASIC, gone, added], JULY, END_OF_JULY_1).lines == (
        Correction("Additional PAs", D("14547.80"), None, later),
        Correction("Allowance: Lead", None, D(8000), later),
    )


def test_written_anew_alike_is_no_correction_and_what_came_later_was_not_wrong() -> None:
    later = datetime(2025, 9, 9, tzinfo=UTC)
    copied = [replace(BASIC, superseded_at=later), replace(BASIC, recorded_at=later)]
    assert corrections(copied, JULY, END_OF_JULY_1) == Corrections()
    assert corrections([replace(BASIC, recorded_at=later)], JULY, END_OF_JULY_1) == Corrections(recorded_at=later)
    assert corrections([], JULY, END_OF_JULY_1) == Corrections()


def test_a_source_is_named_by_the_first_day_that_still_stands() -> None:
    cut = replace(BASIC, starts=AUGUST, source="split:1")
    assert first_days([cut, replace(APA, starts=OCTOBER), replace(BASIC, superseded_at=WRITTEN)]) == {"split:1": AUGUST}


def test_pay_goes_in_steps_that_join_where_nothing_changes_and_show_a_gap() -> None:
    parts = [replace(BASIC, ends=AUGUST), replace(BASIC, starts=AUGUST, ends=OCTOBER), replace(APA, ends=OCTOBER)]
    back = replace(BASIC, starts=date(2025, 12, 1))
    found = steps([*parts, back], date(2026, 1, 1))
    assert [(step.starts, step.ends, step.total) for step in found] == [
        (JULY, OCTOBER, D("160025.80")),
        (OCTOBER, date(2025, 12, 1), ZERO),
        (date(2025, 12, 1), date(2026, 1, 1), D("145478.00")),
    ]
    assert found[0].of(Kind.APA) == D("14547.80")


def test_the_picture_is_to_scale_under_a_round_sum() -> None:
    drawn = picture(steps([replace(BASIC, ends=AUGUST), APA], date(2025, 9, 1)), AUGUST)
    assert drawn is not None
    assert drawn.ceiling == D(200_000)
    assert [(bar.kind, bar.height) for bar in drawn.bars[:2]] == [(Kind.BASIC, D("145.5")), (Kind.APA, D("14.5"))]
    assert drawn.day_at == D("500.0")
    assert drawn.kinds == (Kind.BASIC, Kind.APA)
    assert picture((), JULY) is None


days = st.integers(0, 400).map(lambda n: date.fromordinal(JULY.toordinal() + n))
records = st.builds(
    lambda kind, label, sum_, starts, length: Recorded(
        1, kind, label, sum_, True, starts, date.fromordinal(starts.toordinal() + length) if length else None, WRITTEN
    ),
    st.sampled_from(Kind),
    st.text("ab", min_size=1, max_size=1),
    st.decimals(0, 200_000, places=2),
    days,
    st.integers(0, 300),
)


@given(st.lists(records, max_size=8), days)
def test_every_day_of_the_history_adds_up_to_what_held_on_it(rows: list[Recorded], until: date) -> None:
    found = steps(rows, until)
    for step in found:
        for day in (step.starts, date.fromordinal(step.ends.toordinal() - 1)):
            assert step.total == sum((each.annual_gbp for each in held_on(rows, day)), ZERO)
    assert all(one.ends == other.starts for one, other in pairwise(found))
    drawn = picture(found, until)
    assert drawn is None or all(
        0 <= bar.x <= WIDTH and -1 <= bar.y <= HEIGHT and bar.x + bar.width <= WIDTH + 1 for bar in drawn.bars
    )
    assert isinstance(as_recorded(Package((), ZERO), held_on(rows, until)).total, D)
