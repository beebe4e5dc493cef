"""A week beside another, as a picture, and a career of weeks on one line: worked by hand."""

from datetime import date
from decimal import Decimal as D

from pathways.splits.career import Held, Stretch, stretches
from pathways.splits.differences import differences
from pathways.splits.timetable import grid
from pathways.splits.week import Line

CLINIC = Line("dcc", D(4), "Clinic")


def test_the_same_work_on_two_days_is_one_difference() -> None:
    before = (CLINIC, Line("spa", D("1.5"), "Audit"))
    after = (
        Line("dcc", D(2), "clinic ", weekday=0, session="am"),
        Line("dcc", D(1), "Clinic"),
        Line("anr", D(2), "Lead"),
    )
    found = differences(before, after)
    assert [(each.what, each.before, each.after, each.change) for each in found] == [
        ("clinic ", D(4), D(3), D(-1)),
        ("Lead", D(0), D(2), D(2)),
        ("Audit", D("1.5"), D(0), D("-1.5")),
    ]


def test_an_additional_pa_is_other_work_than_the_same_within_ten() -> None:
    extra = Line("dcc", D(1), "Clinic", additional=True)
    assert len(differences((CLINIC,), (CLINIC, extra))) == 2


def test_a_week_without_days_has_no_picture() -> None:
    assert grid((CLINIC,)) is None


def test_the_picture_has_weekends_and_evenings_only_when_worked() -> None:
    monday = Line("dcc", D(1), "Clinic", weekday=0, session="pm")
    usual = grid((monday, CLINIC))
    assert usual is not None
    assert (len(usual.days), [session for session, _ in usual.rows]) == (5, ["Morning", "Afternoon"])
    assert usual.rows[1][1][0] is monday
    assert usual.untimed == (CLINIC,)
    late = grid((Line("dcc", D(1), "List", weekday=5, session="evening"),))
    assert late is not None
    assert (len(late.days), len(late.rows)) == (6, 3)


def week(starts: date, ends: date | None, *pas: str) -> Held:
    return Held(starts, ends, *(D(each) for each in pas))


APRIL, JULY, OCTOBER, NOVEMBER = date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1), date(2024, 11, 1)


def test_a_career_is_cut_where_a_week_starts_or_ends_and_ends_today() -> None:
    held = (week(APRIL, JULY, "8", "2", "0", "0"), week(JULY, None, "6", "2", "2", "0"))
    found = stretches(held, OCTOBER)
    assert [(each.starts, each.ends, each.dcc) for each in found] == [(APRIL, JULY, D(8)), (JULY, OCTOBER, D(6))]
    assert [found[1].share(category) for category in ("dcc", "spa", "anr", "ed")] == [60, 20, 20, 0]


def test_weeks_with_two_employers_add_up_where_they_overlap() -> None:
    held = (week(APRIL, None, "5", "1", "0", "0"), week(JULY, OCTOBER, "0", "0", "2", "1"))
    assert [each.total for each in stretches(held, NOVEMBER)] == [6, 9, 6]


def test_days_between_two_splits_are_seen_as_a_gap_and_the_same_week_twice_as_one_stretch() -> None:
    gap = stretches((week(APRIL, JULY, "8", "2", "0", "0"), week(OCTOBER, None, "8", "2", "0", "0")), NOVEMBER)
    assert [each.total for each in gap] == [10, 0, 10]
    assert gap[1].share("dcc") == 0
    one = stretches((week(APRIL, JULY, "8", "2", "0", "0"), week(JULY, None, "8", "2", "0", "0")), NOVEMBER)
    assert one == (Stretch(APRIL, NOVEMBER, D(8), D(2), D(0), D(0)),)


def test_what_has_not_begun_is_not_in_the_career() -> None:
    assert stretches((week(OCTOBER, None, "8", "2", "0", "0"),), JULY) == ()
