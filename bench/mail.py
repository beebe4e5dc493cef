"""Letters out through a local mail server with two workers, as they run in production.

`python -m bench.mail NUMBER`, with the database that DATABASE_URL names: it queues as many letters, starts the mail
server and two workers, and measures from the first task to the last letter marked as sent. In JSON.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.utils import timezone  # noqa: E402 -- Django must be set up first

from config.celery import app  # noqa: E402
from people.models import User  # noqa: E402
from reminders.composing import compose  # noqa: E402
from reminders.models import Message  # noqa: E402

KIND = "bench_mail"
QUIET = ["--without-mingle", "--without-gossip", "--without-heartbeat", "--loglevel", "ERROR"]
NAMES = ["one", "two"]
PATIENCE_SECONDS = 300


def queue(number: int) -> None:
    """Letters as the sweep writes them."""
    Message.objects.filter(kind=KIND).delete()
    Message.objects.filter(state="waiting").update(state="sent")
    users = list(User.objects.filter(is_active=True).order_by("pk")[:number])
    said = {"title": "Role review: clinical director", "due_on": timezone.localdate(), "late": False}
    Message.objects.bulk_create(
        compose(
            user,
            kind=KIND,
            key=f"bench-mail:{n}",
            subject="Due: Role review: clinical director",
            template="reminders/mail/due",
            context={**said, "stage": "on_the_day", "person": None, "escalates_words": ""},
            path="/home/",
        )
        for n, user in enumerate(users[n % len(users)] for n in range(number))
    )


@contextmanager
def _working() -> Iterator[None]:
    """The mail server and two workers of one process each, ready."""
    sink = subprocess.Popen([sys.executable, "-m", "bench.sink"], stdout=subprocess.PIPE, text=True)
    assert sink.stdout is not None
    port = sink.stdout.readline().strip()
    environment = {**os.environ, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port}
    celery = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency", "1", *QUIET]
    processes: list[subprocess.Popen[Any]] = [sink]
    processes += [
        subprocess.Popen([*celery, "-n", f"{name}@bench"], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
        for name in NAMES
    ]
    try:
        deadline = time.monotonic() + 60
        while len(app.control.ping(timeout=0.5) or []) < len(NAMES) and time.monotonic() < deadline:
            pass
        yield
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(30)


def measure(number: int) -> dict[str, Any]:
    """Letters a second, from the first task to the last letter."""
    app.control.purge()
    queue(number)
    with _working():
        start = time.perf_counter()
        app.send_task("reminders.tasks.deliver")
        sent = 0
        while sent < number and time.perf_counter() - start < PATIENCE_SECONDS:
            time.sleep(0.1)
            sent = Message.objects.filter(kind=KIND, state="sent").count()
        seconds = time.perf_counter() - start
    assert sent == number, f"Only {sent} of {number} letters went out."
    return {"name": f"{number:,} letters out, two workers", "value": round(number / seconds, 1), "unit": "letters/s"}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
