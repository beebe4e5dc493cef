"""The demo from its first step to its last."""

import os
import signal
import sys
import time
from typing import NoReturn
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from config import embedded
from config.demo import steps
from config.demo.children import Child, Part, clear_leftovers
from config.demo.ports import free_port, wanted_port
from config.demo.services import Services
from config.demo.single import FOLDER, take_lock
from config.demo.words import say, welcome
from config.embedded import CannotStart
from config.embedded.places import VAR

PATIENCE_SECONDS = 60
STEPS = {
    "migrate": "Making the tables",
    "load_reference_data": "Loading organisations, rates and role archetypes",
    "seed_demo": "Making the demo's people and posts",
    "collectstatic": "Preparing style sheets and scripts",
}


READY = "ready"


class Stopped(Exception):
    """Someone has asked the demo to stop."""


class Demo:
    """Starts every part, watches them, and leaves none behind."""

    def __init__(self) -> None:
        self.asked = 0
        self.children: list[Child] = []
        self.services = Services()

    def run(self) -> int:
        """Returns 0 when it was told to stop; raises CannotStart when a part cannot start or has died."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
                signal.signal(number, self._ask)
        lock = take_lock()
        try:
            self._start()
            self._stay()
        except Stopped:
            return 0
        finally:
            self._stop()
            lock.close()

    def _ask(self, number: int, frame: object) -> None:
        self.asked += 1
        if self.asked == 2:
            for child in self.children:
                child.kill()

    def _start(self) -> None:
        if left := clear_leftovers():
            say(f"Cleared away what an earlier demo left running: {', '.join(left)}.")
        port, mail_port = wanted_port(os.environ.get("PORT", "8000")), free_port()
        self.environ = environment(port, mail_port)
        say("Starting PostgreSQL and Valkey")
        self.services.up(self.environ)
        self._check()
        steps.prepare_data(self.environ.get("DATABASE_URL") or embedded.database_url(), self._manage)
        steps.prepare_static(self._manage)
        say("Starting the web server, the worker, the timetable and the mail sink")
        for part in parts(mail_port):
            self.children.append(Child(part, self.environ))
        self._wait_until_ready(port)
        say(welcome(self.environ["SITE_URL"]))

    def _manage(self, command: str) -> None:
        say(STEPS[command])
        options = () if command in {"load_reference_data", "seed_demo"} else ("--noinput",)
        child = Child(Part(command, f"The step `{command}`", ("manage.py", command, *options)), self.environ)
        self.children.append(child)
        while child.status() is None:
            self._check(child)
            time.sleep(0.05)
        self.children.remove(child)
        child.part.note.unlink(missing_ok=True)
        if child.status():
            raise CannotStart(child.obituary())

    def _check(self, apart_from: Child | None = None) -> None:
        """Raises when we are to stop, or when a part has ended that should not."""
        if self.asked:
            raise Stopped
        for child in self.children:
            if child is not apart_from and child.status() is not None:
                raise CannotStart(child.obituary())

    def _wait_until_ready(self, port: int) -> None:
        deadline, answer = time.monotonic() + PATIENCE_SECONDS, "no answer"
        while time.monotonic() < deadline:
            self._check()
            late = [child for child in self.children if not child.ready()]
            answer = answer_of(port)
            if answer == READY and not late:
                return
            time.sleep(0.1)
        if answer == READY:
            raise CannotStart(f"{late[0].part.title} did not start in time. {late[0].last_words()}")
        raise CannotStart(
            f"The web server was not ready within {PATIENCE_SECONDS} seconds; /readyz says: {answer}. "
            f"Its log is {VAR / 'log' / 'web.log'}: put right what it says there and start the demo again."
        )

    def _stay(self) -> NoReturn:
        while True:
            for _ in range(10):
                self._check()
                time.sleep(0.2)
            self.services.check()

    def _stop(self) -> None:
        if self.children or self.services.ours:
            say("Stopping everything")
        for child in self.children:
            if child.part.key != "mail":  # the others may still have letters to send
                child.ask_to_stop()
        for child in sorted(self.children, key=lambda child: child.part.key == "mail"):
            child.stop()
        self.services.down()


def answer_of(port: int) -> str:
    """READY, or what the web server says instead."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10):
            return READY
    except HTTPError as refusal:
        return refusal.read().decode(errors="replace")[:300]
    except (URLError, OSError):
        return "no answer"


def parts(mail_port: int) -> list[Part]:
    """The programs of the demo, in the order in which they start."""
    celery = ("-m", "celery", "-A", "config")
    alone, info = ("--without-mingle", "--without-gossip"), ("--loglevel", "INFO")
    schedule = ("--schedule", str(FOLDER / "beat-schedule"), "--pidfile", "")
    return [
        Part("mail", "The mail sink", ("-m", "config.mailsink", "--port", str(mail_port), "--to", str(VAR / "mail"))),
        Part("web", "The web server", ("-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application")),
        Part("worker", "The worker", (*celery, "worker", *alone, *info, "--concurrency", "2"), ready_word=" ready."),
        Part("beat", "The timetable (Celery beat)", (*celery, "beat", *schedule, *info), ready_word="beat: Starting"),
    ]


def environment(port: int, mail_port: int) -> dict[str, str]:
    """The children's environment: ours, made a demo on this machine alone, whatever is set outside."""
    production_only = {"PRODUCTION", "DEBUG", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "TRUSTED_PROXIES"}
    left_out = {*production_only, "PYTHONDONTWRITEBYTECODE"}  # or each part compiles everything at each start: 1 s each
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {
        **kept,
        "DEMO": "true",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_port),
        "EMAIL_USE_TLS": "false",
        "HOST": "127.0.0.1",
        "LOG_LEVEL": "INFO",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "SITE_URL": f"http://localhost:{port}",
        "VIRTUAL_ENV": sys.prefix,
    }
