"""What is due because the data say so: the ledger follows what is found."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reminders.following import follow, follow_all
from reminders.kinds import Found
from reminders.models import Due
from reminders.services import finish
from tests.factories import UserFactory
from tests.reminders.making import declared

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return []


@pytest.fixture
def kind(found):
    with declared(found=lambda on: found) as kind:
        yield kind


def thing(user, day: date, title: str = "Thing", number: int = 1) -> Found:
    return Found(subject=f"thing:{number}", user_id=user.pk, due_on=day, title=title, path="/x/")


def standing() -> list[tuple[str, date, str, int]]:
    return list(Due.objects.order_by("pk").values_list("title", "due_on", "state", "sequence"))


def test_what_is_found_is_written_once_at_its_first_stage(kind, found):
    day = timezone.localdate() + timedelta(days=30)
    found.append(thing(UserFactory(), day))
    assert [follow(kind, timezone.localdate()) for _ in range(2)] == [1, 0]
    due = Due.objects.get()
    assert (due.stage, due.remind_on) == ("before", day - timedelta(days=7))


def test_a_first_reminder_with_a_day_of_its_own_begins_there_though_that_day_is_over(kind, found):
    today = timezone.localdate()
    asked = today - timedelta(days=3)
    found.append(replace(thing(UserFactory(), today + timedelta(days=2)), remind_on=asked))
    follow(kind, today)
    due = Due.objects.get()
    assert (due.stage, due.remind_on) == ("before", asked)


def test_what_moves_or_is_called_otherwise_follows(kind, found):
    user, today = UserFactory(), timezone.localdate()
    found.append(thing(user, today + timedelta(days=30)))
    follow(kind, today)
    found[:] = [thing(user, today + timedelta(days=40))]
    follow(kind, today)
    found[:] = [thing(user, today + timedelta(days=40), "Renamed")]
    assert follow(kind, today) == 1
    assert standing() == [("Renamed", today + timedelta(days=40), "open", 1)]


def test_what_is_found_no_more_is_called_off_or_over_when_its_day_is_past(kind, found):
    user, today = UserFactory(), timezone.localdate()
    found[:] = [thing(user, today + timedelta(days=1)), thing(user, today + timedelta(days=30), "Later", 2)]
    follow(kind, today)
    found.clear()
    follow(kind, today + timedelta(days=2))
    assert [(title, state) for title, _, state, _ in standing()] == [("Thing", "done"), ("Later", "cancelled")]


@pytest.mark.django_db(transaction=True)
def test_the_clock_follows_in_transactions_of_its_own(kind, found):
    """As beat runs it, with no transaction around it: what moves is moved, what is gone is ended."""
    user, today = UserFactory(), timezone.localdate()
    for day in (30, 40):
        found[:] = [thing(user, today + timedelta(days=day))]
        follow(kind, today)
    found.clear()
    assert follow(kind, today) == 1
    assert standing() == [("Thing", today + timedelta(days=40), "cancelled", 2)]


@pytest.mark.django_db(transaction=True)
def test_a_room_that_cannot_answer_holds_up_no_other(found):
    def cannot(on: date) -> list[Found]:
        raise LookupError("no answer")

    found.append(thing(UserFactory(), timezone.localdate() + timedelta(days=30)))
    with declared(found=cannot), declared(found=lambda on: found), pytest.raises(ExceptionGroup) as raised:
        follow_all()
    assert [str(trouble) for trouble in raised.value.exceptions] == ["no answer"]
    assert Due.objects.count() == 1


def test_what_someone_has_done_stays_done_until_it_moves(kind, found):
    user, today = UserFactory(), timezone.localdate()
    found[:] = [thing(user, today + timedelta(days=30))]
    follow(kind, today)
    finish(kind=kind.key, subject="thing:1")
    assert follow(kind, today) == 0
    found[:] = [thing(user, today + timedelta(days=50))]
    follow(kind, today)
    assert Due.objects.get().state == "open"


def test_what_was_called_off_and_is_found_again_is_open_again(kind, found):
    user, today = UserFactory(), timezone.localdate()
    wanted = [thing(user, today + timedelta(days=30))]
    for there in (wanted, [], wanted):
        found[:] = there
        follow(kind, today)
    assert Due.objects.get().state == "open"


def test_many_new_ones_take_as_many_queries_as_one(kind, found):
    today, asked = timezone.localdate(), []
    for number in (1, 300):
        Due.objects.all().delete()
        user = UserFactory()
        found[:] = [thing(user, today + timedelta(days=30), number=n) for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            assert follow(kind, today) == number
        asked.append(len(queries))
    assert asked[0] == asked[1]
