"""What is due is reminded of on its day, once."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reminders.models import Due, Message, Notice
from reminders.services import cancel, finish, set_due
from reminders.sweeping import find, sweep
from tests.factories import UserFactory
from tests.reminders.making import make_due
from tests.together import together

pytestmark = pytest.mark.django_db


def test_what_is_due_today_is_reminded_of_once_however_often_the_sweep_runs():
    due = make_due(title="Role review: Clinical lead <for cardiology>")
    assert [sweep(), sweep(), sweep()] == [1, 0, 0]
    message = Message.objects.get()
    due.refresh_from_db()
    assert due.reminded_at is not None
    assert message.user == due.user
    assert message.subject == "Due: Role review: Clinical lead <for cardiology>"
    assert "Role review: Clinical lead <for cardiology> is due on" in message.text
    assert "Clinical lead &lt;for cardiology&gt;" in message.html
    assert f"http://localhost:8000{due.path}" in message.text
    assert f'<a href="http://localhost:8000{due.path}">http://localhost:8000{due.path}</a>' in message.html
    assert message.text.count("You get this message because") == 1


def test_a_stamp_that_was_lost_does_not_make_a_second_message():
    make_due()
    sweep()
    Due.objects.update(reminded_at=None)
    sweep()
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"remind_on": date(2999, 1, 1)},
        {"state": Due.State.DONE},
        {"state": Due.State.CANCELLED},
        {"reminded_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
    ids=["a later day", "done", "cancelled", "reminded before"],
)
def test_nothing_goes_out_for(fields):
    make_due(**fields)
    assert sweep() == 0


def test_someone_whose_account_is_closed_gets_nothing():
    make_due(user=UserFactory(is_active=False))
    assert sweep() == 0
    assert not Message.objects.exists()


def test_what_is_moved_to_another_day_is_reminded_of_again_even_when_moved_back():
    due = make_due()

    def move(due_on: date) -> None:
        set_due(kind=due.kind, subject=due.subject, user=due.user, title=due.title, path=due.path, due_on=due_on)

    sweep()
    move(due.due_on - timedelta(days=1))
    sweep()
    move(due.due_on)
    sweep()
    assert Message.objects.count() == 3


def test_what_is_written_again_for_the_same_day_is_not_reminded_of_again():
    due = make_due()
    sweep()
    set_due(
        kind=due.kind, subject=due.subject, user=due.user, due_on=due.due_on, title="Another title", path="/elsewhere/"
    )
    assert sweep() == 0


def test_what_is_done_or_called_off_before_its_day_stays_silent():
    done, off = make_due(), make_due()
    finish(kind=done.kind, subject=done.subject)
    cancel(kind=off.kind, subject=off.subject)
    assert sweep() == 0


def test_the_day_begins_at_midnight_in_london():
    make_due(due_on=date(2026, 7, 1), remind_on=date(2026, 7, 1))
    with time_machine.travel(datetime(2026, 6, 30, 22, 59, tzinfo=UTC), tick=False):
        assert sweep() == 0
    with time_machine.travel(datetime(2026, 6, 30, 23, 0, tzinfo=UTC), tick=False):
        assert sweep() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remind_each_once():
    for _ in range(40):
        make_due()
    assert sum(together(sweep, sweep)) == 40
    assert Notice.objects.count() == Message.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_what_is_due_from_one_person_comes_as_one_letter_however_many_sweeps_write_at_once():
    user = UserFactory()
    for _ in range(40):
        make_due(user=user)
    find()
    together(sweep, sweep, sweep)
    assert Notice.objects.exclude(told_at=None).count() == 40
    assert Message.objects.count() == 1


def test_a_thousand_among_two_hundred_thousand_take_under_two_seconds():
    today = timezone.localdate()
    people = UserFactory._meta.model.objects.bulk_create(
        [UserFactory.build(email=f"many{n}@tests.example", password="!") for n in range(1000)]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO reminders_due
                   (kind, subject, user_id, due_on, remind_on, stage, title, path, state, sequence, updated_at)
               SELECT 'plain', 'review:' || n, %s + n / 200 %% 1000, day, day, 'day', 'Review ' || n, '/reviews/' || n,
                      'open', 0, now()
               FROM (SELECT n, %s::date + CASE WHEN n %% 200 = 0 THEN 0 ELSE n %% 1000 + 1 END AS day
                     FROM generate_series(1, 200000) AS n) AS days""",
            [people[0].pk, today],
        )
        cursor.execute("ANALYZE reminders_due")
    seconds = []
    for _ in range(3):  # the quickest counts: other programs of this machine are not what is measured
        Due.objects.filter(reminded_at__isnull=False).update(reminded_at=None)
        Message.objects.all().delete()
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            started = time.perf_counter()
            assert sweep() == 1000
            seconds.append(time.perf_counter() - started)
    assert min(seconds) < 2
    assert len(queries) < 25
