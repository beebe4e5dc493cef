"""A person's calendar feed and the page of its secret address."""

from datetime import date, timedelta
from typing import cast

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from reminders.models import CalendarFeed, Due
from reminders.services import cancel, finish, set_due
from reminders.sweeping import sweep
from tests.factories import UserFactory
from tests.reminders.making import make_due

pytestmark = pytest.mark.django_db


def feed_of(user):
    mine, _ = CalendarFeed.objects.get_or_create(user=user)
    return reverse("reminders:calendar-feed", args=[mine.secret])


def read_events(user) -> list[Event]:
    response = Client().get(feed_of(user))
    assert response.status_code == 200
    return cast("list[Event]", Calendar.from_ical(response.content).walk("VEVENT"))


def test_each_open_due_is_an_event_of_its_whole_day():
    due = make_due(due_on=date(2026, 12, 31), remind_on=date(2026, 12, 1), title="Review: Lead, cardiology; ward 7")
    (event,) = read_events(due.user)
    assert event["SUMMARY"] == "Review: Lead, cardiology; ward 7"
    assert event.decoded("DTSTART") == date(2026, 12, 31)
    assert event.decoded("DTEND") == date(2027, 1, 1)
    assert event["URL"] == f"http://localhost:8000{due.path}"
    assert event["UID"] == f"due-{due.pk}@localhost"
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTAMP") == due.updated_at.replace(microsecond=0)


def test_a_moved_due_keeps_its_uid_and_counts_up():
    due = make_due()
    later = due.due_on + timedelta(days=7)
    set_due(kind=due.kind, subject=due.subject, user=due.user, due_on=later, title=due.title, path=due.path)
    (event,) = read_events(due.user)
    assert event["UID"] == f"due-{due.pk}@localhost"
    assert event["SEQUENCE"] == 1
    assert event.decoded("DTSTART") == later


def test_a_calendar_over_a_move_and_a_calling_off_has_one_event_that_counts_up():
    user = UserFactory()

    def plan(days: int) -> None:
        day = today + timedelta(days=days)
        set_due(kind="plain", subject="review:1", user=user, title="Review", path="/x/", due_on=day)

    today = timezone.localdate()
    seen = []
    for number, act in enumerate(
        [
            lambda: plan(10),
            lambda: plan(20),
            lambda: cancel(kind="plain", subject="review:1"),
            lambda: plan(30),
        ]
    ):
        with time_machine.travel(timezone.now() + timedelta(hours=number), tick=False):
            act()
            (event,) = read_events(user)
            seen.append(event)
    assert len({str(event["UID"]) for event in seen}) == 1
    assert [event["SEQUENCE"] for event in seen] == [0, 1, 2, 3]
    assert [str(event["STATUS"]) for event in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [(event.decoded("DTSTART") - today).days for event in seen] == [10, 20, 20, 30]
    changed = [event.decoded("LAST-MODIFIED") for event in seen]
    assert changed == sorted(set(changed))


def test_telling_of_a_due_leaves_its_event_as_it_was():
    due = make_due()
    before = Client().get(feed_of(due.user)).content
    sweep()
    assert Client().get(feed_of(due.user)).content == before


def test_long_titles_and_odd_signs_come_back_as_they_were_written():
    title = "Überprüfung; “Lead, cardiology” \\ ward 7 — " + "é" * 80
    due = make_due(title=title)
    response = Client().get(feed_of(due.user))
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    (event,) = read_events(due.user)
    assert event["SUMMARY"] == title


def test_what_was_called_off_is_marked_so_and_what_is_done_is_left_out():
    user = UserFactory()
    done, off = make_due(user=user), make_due(user=user)
    finish(kind=done.kind, subject=done.subject)
    cancel(kind=off.kind, subject=off.subject)
    (event,) = read_events(user)
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (f"due-{off.pk}@localhost", "CANCELLED", 1)


def test_what_was_called_off_long_ago_is_left_out():
    due = make_due(state=Due.State.CANCELLED)
    Due.objects.update(updated_at=timezone.now() - timedelta(days=91))
    assert read_events(due.user) == []


def test_nobody_elses_dues_stand_in_it():
    make_due()
    assert read_events(UserFactory()) == []


def test_the_feed_needs_no_cookie_sets_none_and_is_kept_by_nobody_in_between():
    response = Client().get(feed_of(UserFactory()))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    assert not response.cookies


def test_the_feed_of_someone_whose_account_is_closed_is_gone():
    assert Client().get(feed_of(UserFactory(is_active=False))).status_code == 404


def test_the_feed_takes_two_queries_however_much_is_due(django_assert_num_queries):
    user = UserFactory()
    for _ in range(30):
        make_due(user=user)
    address = feed_of(user)
    with django_assert_num_queries(2):
        assert Client().get(address).status_code == 200


def test_the_first_visit_offers_an_address_and_makes_none(signed_in, user):
    response = signed_in.get(reverse("reminders:calendar"))
    assert "Make my calendar address" in response.content.decode()
    assert not CalendarFeed.objects.exists()


def test_my_address_is_made_shown_and_works(signed_in, user):
    due = make_due(user=user, title="Check-in <soon>")
    page = signed_in.post(reverse("reminders:calendar-reset"), follow=True).content.decode()
    address = f"http://localhost:8000{feed_of(user)}"
    assert f"<code>{address}</code>" in page
    assert 'href="webcal://localhost:8000/calendar/' in page
    assert f'<a href="{due.path}">Check-in &lt;soon&gt;</a>' in page


def test_a_new_address_ends_the_old_one(signed_in, user):
    old = feed_of(user)
    response = signed_in.post(reverse("reminders:calendar-reset"), follow=True)
    assert "The old one no longer works" in response.content.decode()
    assert Client().get(old).status_code == 404
    assert Client().get(feed_of(user)).status_code == 200


def test_a_reset_must_be_posted(signed_in):
    assert signed_in.get(reverse("reminders:calendar-reset")).status_code == 405
