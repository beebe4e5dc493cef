"""A time to meet as it is typed: what is read, what is refused, and the two nights on which clocks change."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.utils import timezone

from people.forms.meetings import MeetingForm, read_time

BEFORE = datetime(2027, 1, 11, 9, tzinfo=UTC)


def form(**typed: str) -> MeetingForm:
    fair = {"starts": "2027-03-25", "clock": "9:30", "minutes": "60", "place": "Room 4", "link": ""}
    data = QueryDict(mutable=True)
    data.update(fair | typed)
    return MeetingForm(data)


def slot(**typed: str) -> dict[str, Any]:
    filled = form(**typed)
    assert filled.is_valid(), filled.errors
    return filled.slot()


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("9:30", 9, 30), ("14.05", 14, 5), ("2pm", 14, 0), ("12am", 0, 0), ("12:15 pm", 12, 15), (" 9 AM ", 9, 0)],
)
def test_times_of_day_are_read_as_people_write_them(text, hour, minute):
    assert (read_time(text).hour, read_time(text).minute) == (hour, minute)


@pytest.mark.parametrize("text", ["", "9", "25:00", "9:60", "13pm", "noon", "٣:٣٠"])
def test_other_texts_are_no_time_of_day(text):
    with pytest.raises(ValueError, match=r".*"):
        read_time(text)


@time_machine.travel(BEFORE)
@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        ("2027-03-27", "9:30", datetime(2027, 3, 27, 9, 30, tzinfo=UTC)),
        ("2027-03-29", "9:30", datetime(2027, 3, 29, 8, 30, tzinfo=UTC)),
        ("2027-03-28", "0:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28", "2am", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("2027-10-31", "1:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31", "2am", datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
def test_the_clock_on_the_wall_is_meant_in_winter_and_in_summer(day, clock, utc):
    assert slot(starts=day, clock=clock)["starts_at"] == utc


@time_machine.travel(BEFORE)
@pytest.mark.parametrize("clock", ["1am", "1:30", "1:59"])
def test_the_hour_that_clocks_leave_out_in_spring_is_a_sentence(clock):
    filled = form(starts="2027-03-28", clock=clock)
    assert not filled.is_valid()
    [sentence] = filled.errors["clock"]
    assert "The clocks go forward then: there is no 1" in sentence
    assert "on Sunday 28 March 2027" in sentence


@time_machine.travel(BEFORE)
@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_two_hours_are_two_hours_also_over_the_change_of_clocks(day):
    starts_at = slot(starts=day, clock="0:30")["starts_at"]
    ends_at = starts_at + timedelta(minutes=120)
    assert ends_at.timestamp() - starts_at.timestamp() == 7200


@time_machine.travel(BEFORE)
@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"starts": "2027-01-10"}, "starts", "today or later"),
        ({"starts": "2031-01-10"}, "starts", "within three years"),
        ({"starts": ""}, "starts", "Enter the day"),
        ({"clock": "nine"}, "clock", "like 9:30 or 2pm"),
        ({"minutes": "4"}, "minutes", "5 or more"),
        ({"minutes": "481"}, "minutes", "480 or less"),
        ({"place": "", "link": ""}, "place", "Give a place or a link"),
        ({"link": "http://meet.example/x"}, "link", "must begin with https://"),
        ({"link": "javascript:alert(1)"}, "link", "must begin with https://"),
        ({"place": "x" * 201}, "place", "200 characters or fewer"),
    ],
)
def test_what_is_no_time_to_meet_is_a_sentence_beside_its_field(typed, field, sentence):
    filled = form(**typed)
    assert not filled.is_valid()
    assert sentence in filled.errors[field][0]


@time_machine.travel(BEFORE)
@pytest.mark.parametrize(("clock", "wall"), [("2pm", "14:00"), ("9.05", "9:05"), ("12:30am", "0:30")])
def test_a_time_there_is_stands_in_the_form_as_the_wall_shows_it_and_reads_the_same_again(clock, wall):
    made = form(starts="2027-07-01", clock=clock)
    assert made.is_valid()
    shown = MeetingForm.of(type("There", (), made.slot())())
    assert (shown["starts"].isoformat(), shown["clock"]) == ("2027-07-01", wall)
    assert read_time(shown["clock"]) == timezone.localtime(made.slot()["starts_at"]).time()
