"""Stages of what is due, and the moment of a letter: pure rules."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.rules import Every, Quiet, Stage, Step, first_step, letter_at, steps, told_and_next

LONDON = ZoneInfo("Europe/London")
DUE = date(2027, 3, 10)
OFFSETS = [("before", -7), ("day", 0), ("after", 3), ("escalation", 10)]
STEPS = steps(DUE, OFFSETS)


def day(number: int) -> date:
    """So many days from the due day."""
    return DUE + timedelta(days=number)


def test_steps_stand_in_the_order_of_their_days():
    assert steps(DUE, list(reversed(OFFSETS))) == STEPS
    assert [step.day for step in STEPS] == [day(-7), day(0), day(3), day(10)]


@pytest.mark.parametrize(
    ("today", "stage"),
    [(-30, "before"), (-7, "before"), (-6, "day"), (-1, "day"), (0, "day"), (2, "day"), (3, "after"), (40, "after")],
)
def test_what_is_written_today_begins_at_the_next_step_or_the_latest_that_came(today, stage):
    assert first_step(STEPS, DUE, day(today)).stage == stage


def test_what_is_told_only_before_its_day_is_told_on_the_day_when_it_comes_up_late():
    (only,) = steps(DUE, [("before", -1)])
    assert first_step([only], DUE, DUE) == only


@pytest.mark.parametrize(
    ("stage", "today", "told", "coming"),
    [
        ("before", -7, "before", ("day", 0)),
        ("day", 0, "day", ("after", 3)),
        ("after", 3, "after", ("escalation", 10)),
        ("escalation", 10, "escalation", None),
        ("before", 1, "day", ("after", 3)),
        ("before", 5, "after", ("escalation", 10)),
        ("before", 30, "after", ("escalation", 31)),
        ("escalation", 12, "escalation", None),
        ("gone", 0, "gone", None),
    ],
    ids=[
        "on time",
        "on the day",
        "after",
        "escalated",
        "a day late",
        "over a weekend",
        "nobody is escalated over on the day they are told",
        "escalated late",
        "a stage that the kind no longer has",
    ],
)
def test_the_latest_stage_is_told_once_and_the_next_waits_for_its_day(stage, today, told, coming):
    expected = coming and Step(coming[0], day(coming[1]))
    assert told_and_next(STEPS, stage, day(today)) == (told, expected)


@given(st.lists(st.integers(-10, 60), max_size=30))
def test_however_sweeps_fall_each_stage_is_told_once_at_most_and_the_escalation_in_the_end(sweeps):
    standing: Step | None = STEPS[0]
    heard = []
    for today in sorted(sweeps):
        if standing is not None and standing.day <= day(today):
            stage, standing = told_and_next(STEPS, standing.stage, day(today))
            heard.append((stage, today))
    stages = [stage for stage, _ in heard]
    assert len(stages) == len(set(stages))
    assert [Stage(stage) for stage in stages] == sorted((Stage(s) for s in stages), key=list(Stage).index)
    if "escalation" in stages:
        assert len({today for _, today in heard[-2:]}) == len(heard[-2:]) >= 2


def london(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON)  # type: ignore[arg-type, misc]  # year, month, day, …


@pytest.mark.parametrize(
    ("every", "now", "expected"),
    [
        (Every.AT_ONCE, london(2027, 3, 10, 15), london(2027, 3, 10, 15)),
        (Every.DAILY, london(2027, 3, 10, 15), london(2027, 3, 11, 7)),
        (Every.DAILY, london(2027, 3, 10, 6, 59), london(2027, 3, 10, 7)),
        (Every.WEEKLY, london(2027, 3, 10, 15), london(2027, 3, 15, 7)),
        (Every.WEEKLY, london(2027, 3, 15, 6), london(2027, 3, 15, 7)),
        (Every.WEEKLY, london(2027, 3, 15, 8), london(2027, 3, 22, 7)),
        (Every.OFF, london(2027, 3, 10, 15), None),
    ],
)
def test_a_digest_waits_for_the_next_morning_or_monday(every, now, expected):
    assert letter_at(every, now, LONDON) == expected


@pytest.mark.parametrize(
    ("hours", "now", "expected"),
    [
        ((22, 7), london(2027, 3, 10, 23), london(2027, 3, 11, 7)),
        ((22, 7), london(2027, 3, 10, 3), london(2027, 3, 10, 7)),
        ((22, 7), london(2027, 3, 10, 7), london(2027, 3, 10, 7)),
        ((9, 17), london(2027, 3, 10, 12), london(2027, 3, 10, 17)),
        ((9, 17), london(2027, 3, 10, 8), london(2027, 3, 10, 8)),
        ((0, 23), london(2027, 3, 10, 8), london(2027, 3, 10, 23)),
    ],
)
def test_quiet_hours_move_a_letter_to_their_end(hours, now, expected):
    assert letter_at(Every.AT_ONCE, now, LONDON, quiet=Quiet(*hours)) == expected


def test_quiet_hours_over_the_night_of_the_clock_change_end_at_their_hour():
    """On 31 October 2027 London goes from 2:00 back to 1:00."""
    found = letter_at(Every.AT_ONCE, london(2027, 10, 30, 23), LONDON, quiet=Quiet(22, 7))
    assert found is not None
    assert found.astimezone(UTC) == datetime(2027, 10, 31, 7, tzinfo=UTC)


def test_who_is_away_hears_on_the_morning_they_are_back_after_quiet_hours():
    now, back = london(2027, 3, 10, 15), date(2027, 3, 22)
    assert letter_at(Every.AT_ONCE, now, LONDON, back_on=back) == london(2027, 3, 22, 7)
    assert letter_at(Every.AT_ONCE, now, LONDON, back_on=back, quiet=Quiet(20, 9)) == london(2027, 3, 22, 9)
    assert letter_at(Every.OFF, now, LONDON, back_on=back) is None


@given(
    st.sampled_from([Every.AT_ONCE, Every.DAILY, Every.WEEKLY]), st.datetimes(), st.integers(0, 23), st.integers(1, 23)
)
def test_a_letter_never_goes_back_in_time_nor_into_quiet_hours(every, moment, starts, span):
    now = moment.replace(year=2027, tzinfo=UTC) if (moment.month, moment.day) != (2, 29) else london(2027, 3, 1)
    quiet = Quiet(starts, (starts + span) % 24)
    found = letter_at(every, now, LONDON, quiet=quiet)
    assert found is not None
    assert found >= now
    assert quiet.end(found) is None
