"""Which point is reached after so many years: worked by hand from the published tables."""

from datetime import date
from decimal import Decimal as D

import pytest

from rewards.contracts.scales import Point
from rewards.progression.rules import Step, next_step, reached, whole_years, with_years

CONSULTANT = [
    Point("threshold 1", D(109_725), 0),
    Point("threshold 2a", D(116_183), 3),
    Point("threshold 2b", D(119_490), 4),
    Point("threshold 3", D(131_059), 8),
    Point("threshold 4", D(145_478), 14),
]
BAND = [Point("entry", D(57_528), None), Point("intermediate", D(60_417), None), Point("top", D(64_751), None)]
SINCE = date(2020, 3, 1)


@pytest.mark.parametrize(
    ("years", "point"),
    [
        (0, "threshold 1"),
        (2, "threshold 1"),
        (3, "threshold 2a"),
        (4, "threshold 2b"),
        (7, "threshold 2b"),
        (8, "threshold 3"),
        (13, "threshold 3"),
        (14, "threshold 4"),
        (40, "threshold 4"),
    ],
)
def test_the_consultant_scale_by_years(years, point) -> None:
    found = reached(CONSULTANT, years)
    assert found is not None
    assert found.label == point


def test_p8_a_scale_without_published_points_yields_nothing() -> None:
    assert reached([], 5) is None
    assert next_step([], "threshold 1", SINCE, on=SINCE) is None
    assert next_step([Point("range minimum", D(73_113), None)], "range minimum", SINCE, on=SINCE) is None


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        (date(2020, 3, 1), date(2021, 2, 28), 0),
        (date(2020, 3, 1), date(2021, 3, 1), 1),
        (date(2020, 2, 29), date(2021, 2, 28), 1),
        (date(2020, 2, 29), date(2024, 2, 28), 3),
        (date(2020, 2, 29), date(2024, 2, 29), 4),
    ],
)
def test_years_are_whole_calendar_years_however_they_were_worked(since, on, years) -> None:
    assert whole_years(since, on) == years


@pytest.mark.parametrize(
    ("held", "step"),
    [
        ("threshold 1", Step("threshold 2a", date(2023, 3, 1))),
        ("threshold 2a", Step("threshold 2b", date(2024, 3, 1), automatic=True)),
        ("threshold 2b", Step("threshold 3", date(2028, 3, 1))),
        ("threshold 3", Step("threshold 4", date(2034, 3, 1))),
        ("threshold 4", None),
    ],
)
def test_every_step_needs_a_review_but_2a_to_2b(held, step) -> None:
    assert next_step(CONSULTANT, held, SINCE, on=date(2026, 1, 1)) == step


def test_a_point_of_an_older_table_goes_to_where_the_years_stand_on_the_new_one() -> None:
    found = next_step(CONSULTANT, "threshold 8", date(2004, 1, 1), on=date(2025, 7, 1), table_from=date(2025, 4, 1))
    assert found == Step("threshold 4", date(2025, 4, 1), rescaled=True)


def test_bands_take_the_usual_years_which_are_not_checked() -> None:
    points = with_years(BAND, {"entry": 0, "intermediate": 2, "top": 5})
    assert next_step(points, "entry", SINCE, on=SINCE) == Step("intermediate", date(2022, 3, 1), checked=False)
    assert next_step(points, "intermediate", SINCE, on=SINCE) == Step("top", date(2025, 3, 1), checked=False)
    assert next_step(points, "top", SINCE, on=SINCE) is None


def test_a_band_without_a_middle_goes_straight_to_the_top() -> None:
    points = with_years([BAND[0], BAND[2]], {"entry": 0, "intermediate": 2, "top": 5})
    assert next_step(points, "entry", SINCE, on=SINCE) == Step("top", date(2025, 3, 1), checked=False)


def test_published_years_are_never_put_aside_for_usual_ones() -> None:
    assert with_years(CONSULTANT, {"threshold 1": 9}) == CONSULTANT
