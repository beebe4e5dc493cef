"""Whoever signs is killed, and so is the worker that tells people: what was signed is told once, what was not never."""

import mailbox
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.celery import app
from pathways.models import SignOff, TimeSplit
from reminders.models import Message
from tests.pathways.conftest import House, make_house
from tests.reminders.processes import ROOT, database_url, free_port, start_sink, start_worker, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
SIGNS = """
import os, signal, django
django.setup()
from django.db import transaction
from pathways.models import TimeSplit
from pathways.splits.services import sign_off
from people.models import User
split = TimeSplit.objects.get(pk=int(os.environ["SPLIT"]))
by = User.objects.get(pk=int(os.environ["BY"]))
if os.environ["DIES"] == "before the commit":
    with transaction.atomic():
        sign_off(split, by=by, version=split.version)
        os.kill(os.getpid(), signal.SIGKILL)
sign_off(split, by=by, version=split.version)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def house() -> House:
    return make_house()


def signs_and_dies(split: TimeSplit, house: House, dies: str) -> None:
    environ = {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SPLIT": str(split.pk),
        "BY": str(house.director.pk),
        "DIES": dies,
    }
    done = subprocess.run([sys.executable, "-c", SIGNS], cwd=ROOT, env=os.environ | environ, check=False)
    assert done.returncode == -signal.SIGKILL


def test_killed_before_the_commit_nothing_is_signed_and_nobody_told(house: House) -> None:
    split = house.first_signed()
    told = Message.objects.count()
    signs_and_dies(split, house, "before the commit")
    assert SignOff.objects.filter(split=split).count() == 1
    assert Message.objects.count() == told


def test_killed_after_it_and_its_worker_too_everyone_is_told_once(house: House, tmp_path: Path) -> None:
    split = house.first_signed()
    Message.objects.all().delete()
    signs_and_dies(split, house, "after the commit")
    split.refresh_from_db()
    assert split.status == TimeSplit.Status.SIGNED_OFF
    [waiting] = Message.objects.all()
    port = free_port()
    app.control.purge()
    sink = start_sink(tmp_path, port, delay=1)
    first = start_worker("first", tmp_path, port)
    try:
        app.send_task("reminders.tasks.deliver")
        wait_until(
            lambda: Message.objects.exclude(state=Message.State.WAITING).exists(), 30, "The worker took nothing."
        )
        first.kill()
        second = start_worker("second", tmp_path, port)

        def is_sent() -> bool:
            app.send_task("reminders.tasks.deliver", expires=1)
            return Message.objects.filter(state=Message.State.SENT).exists()

        try:
            wait_until(is_sent, 60, "Nobody was told.")
        finally:
            second.kill()
    finally:
        first.kill()
        sink.kill()
        app.control.purge()
    letters = list(mailbox.Maildir(tmp_path / "mail"))
    assert [letter["Message-ID"] for letter in letters] == [waiting.message_id]
    assert [letter["X-RcptTo"] for letter in letters] == [house.clinician.email]
