"""Sweeps in processes of their own are killed again and again: each stage is told once, in one letter."""

import random
import time
from collections import Counter

import pytest
from django.utils import timezone

from reminders.models import Due, Message, Notice
from tests.factories import UserFactory
from tests.reminders.processes import Process, database_url

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
PEOPLE, EACH = 400, 3
LEAST_KILLS = 6
PATIENCE_SECONDS = 120
SWEEP = "tests.reminders.sweeping_process"


def make_dues() -> None:
    today = timezone.localdate()
    users = UserFactory._meta.model.objects.bulk_create(
        [UserFactory.build(email=f"swept{n}@tests.example", password="!") for n in range(PEOPLE)]
    )
    Due.objects.bulk_create(
        Due(
            kind="plain",
            subject=f"review:{n}:{number}",
            user=user,
            due_on=today,
            remind_on=today,
            title=f"Review {n}, {number}",
            path=f"/reviews/{n}/",
        )
        for n, user in enumerate(users)
        for number in range(EACH)
    )


def unwritten() -> int:
    return Due.objects.filter(reminded_at=None).count() + Notice.objects.filter(told_at=None).count()


def test_sweeps_that_die_midway_tell_everyone_of_everything_once(tmp_path):
    make_dues()
    chance = random.Random()
    environ = {"DATABASE_URL": database_url(), "LOG_LEVEL": "WARNING", "SWEEP_BATCH": "40"}
    running: list[Process] = []
    kills, deadline = 0, time.monotonic() + PATIENCE_SECONDS
    while unwritten() or kills < LEAST_KILLS:
        assert time.monotonic() < deadline, "\n".join(process.log.read_text()[-2000:] for process in running)
        running = [each for each in running if each.process.poll() is None]
        while len(running) < 2:
            running.append(Process([SWEEP], environ, tmp_path / "sweeps.log"))
        time.sleep(chance.uniform(0.02, 0.4))
        if kills < LEAST_KILLS and Notice.objects.exists():
            running.pop(chance.randrange(2)).kill()
            kills += 1
    for process in running:
        process.kill()

    notices = list(Notice.objects.values_list("due_id", "user_id", "letter"))
    assert len(notices) == PEOPLE * EACH
    assert max(Counter(due for due, _, _ in notices).values()) == 1
    letters = dict(Message.objects.values_list("key", "user_id"))
    assert {letter for _, _, letter in notices} == set(letters)
    assert all(letters[letter] == user for _, user, letter in notices)
    assert Due.objects.filter(reminded_at=None).count() == 0
