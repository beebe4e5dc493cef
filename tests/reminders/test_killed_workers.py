"""Two real workers are killed again and again while 1,000 reminders go out: none is lost, none comes twice."""

import mailbox
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from config.celery import app
from reminders.models import Due, Message
from reminders.sweeping import reminder_key
from tests.factories import UserFactory
from tests.reminders.processes import Process, free_port, start_sink, start_worker

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

DUES = 1_000
LETTERS_BETWEEN_KILLS = (80, 280)
LEAST_KILLS = 3
PATIENCE_SECONDS = 90


class Workers:
    """Two workers; a killed one is started again."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.running = {name: start_worker(name, folder, port) for name in ("one", "two")}

    def kill(self, names: list[str]) -> None:
        for name in names:
            self.running[name].kill()
        for name in names:
            self.running[name] = start_worker(name, self.folder, self.port)

    def stop(self) -> None:
        for worker in self.running.values():
            worker.kill()

    def words(self) -> str:
        return "\n".join(f"{name}: {worker.log.read_text()[-2000:]}" for name, worker in self.running.items())


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def sink(tmp_path: Path, port: int) -> Iterator[Process]:
    process = start_sink(tmp_path, port, delay=0.004)
    yield process
    process.kill()


@pytest.fixture
def workers(tmp_path: Path, port: int, sink: Process) -> Iterator[Workers]:
    app.control.purge()
    pair = Workers(tmp_path, port)
    yield pair
    pair.stop()
    app.control.purge()


def make_dues() -> set[str]:
    """A due of today for each of 1,000 people; returns the keys of their reminders."""
    today = timezone.localdate()
    users = UserFactory._meta.model.objects.bulk_create(
        [UserFactory.build(name=f"Person {n}", email=f"killed{n}@tests.example", password="!") for n in range(DUES)]
    )
    dues = Due.objects.bulk_create(
        Due(
            kind="role_review",
            subject=f"review:{n}",
            user=user,
            due_on=today,
            remind_on=today,
            title=f"Role review {n}",
            path=f"/reviews/{n}/",
        )
        for n, user in enumerate(users)
    )
    return {reminder_key(due) for due in dues}


def test_a_thousand_reminders_arrive_once_each_though_both_workers_are_killed(tmp_path: Path, workers: Workers) -> None:
    chance = random.Random()
    keys = make_dues()
    kept = tmp_path / "mail" / "new"
    kills, next_kill = 0, chance.randint(1, 60)
    deadline = time.monotonic() + PATIENCE_SECONDS

    while Message.objects.filter(state=Message.State.SENT).count() < DUES:
        assert time.monotonic() < deadline, f"{states()}; {len(list(kept.iterdir()))} arrived. {workers.words()}"
        app.send_task("reminders.tasks.sweep", expires=1)
        app.send_task("reminders.tasks.deliver", expires=1)
        app.send_task("reminders.tasks.deliver", expires=1)
        time.sleep(chance.uniform(0.05, 0.25))
        if len(list(kept.iterdir())) >= next_kill:
            workers.kill(chance.choice([["one"], ["two"], ["one", "two"]]))
            kills += 1
            next_kill += chance.randint(*LETTERS_BETWEEN_KILLS)

    letters = list(mailbox.Maildir(tmp_path / "mail"))
    arrived = Counter(letter["Message-ID"] for letter in letters)
    assert kills >= LEAST_KILLS
    assert Message.objects.filter(attempts__gt=1).exists(), "No kill has hit a worker that was sending."
    assert set(Message.objects.values_list("key", flat=True)) == keys
    assert [letter for letter, times in arrived.items() if times > 1] == []
    assert set(arrived) == set(Message.objects.values_list("message_id", flat=True))
    assert len({letter["X-RcptTo"] for letter in letters}) == DUES
    assert states() == {Message.State.SENT: DUES}


def states() -> dict[str, int]:
    return dict(Counter(Message.objects.values_list("state", flat=True)))
