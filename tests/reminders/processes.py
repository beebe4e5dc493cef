"""The mail sink and Celery workers as processes of their own, which a test may kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The test database's address, as a process of its own needs it."""
    settings = connection.settings_dict
    where = {"host": settings["HOST"], "port": settings["PORT"]} | settings["OPTIONS"]
    login = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}@" if settings["USER"] else ""
    query = urlencode({key: value for key, value in where.items() if isinstance(value, str) and value})
    return f"postgresql://{login}/{quote(settings['NAME'])}?{query}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def wait_until(what: Callable[[], Any], seconds: float, words: str) -> None:
    """Asks again and again until it is so."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, words
        time.sleep(0.05)


class Process:
    """A program in a process group of its own, with its words in a file."""

    def __init__(self, arguments: list[str], environ: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as words:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environ,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to the whole group: no cleaning up, no goodbye."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)


def start_sink(folder: Path, port: int, *, delay: float) -> Process:
    """The demo's mail sink, ready; each letter takes it `delay` seconds."""
    log = folder / "sink.log"
    sink = Process(
        ["config.mailsink", "--port", str(port), "--to", str(folder / "mail"), "--delay", str(delay)], {}, log
    )
    wait_until(lambda: "Keeping letters" in log.read_text(), 20, "The sink did not start.")
    return sink


def start_worker(name: str, folder: Path, port: int) -> Process:
    """A Celery worker of two processes on the test database, with this Maildir as its evidence."""
    options = ["--concurrency", "2", "--without-mingle", "--without-gossip", "--without-heartbeat"]
    environ = {
        "DATABASE_URL": database_url(),
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "MAIL_EVIDENCE": str(folder / "mail"),
        "MAIL_LEASE_SECONDS": "2",
        "LOG_LEVEL": "WARNING",
    }
    arguments = ["celery", "-A", "config", "worker", "-n", f"{name}@%h", *options]
    return Process(arguments, environ, folder / f"{name}.log")
