"""The workers, the timetables and the mail server as processes of their own, to be killed and started again."""

import json
import math
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from faults.ground import Ground

ROOT = Path(__file__).resolve().parent.parent
QUIET = ["--without-mingle", "--without-gossip", "--without-heartbeat"]


def october_hour(today: datetime) -> datetime:
    """Twenty minutes into the hour that London has twice, the first time, of the last October: in UTC."""
    year = today.year if today >= datetime(today.year, 11, 1, tzinfo=UTC) else today.year - 1
    day = datetime(year, 10, 31, 0, 20, tzinfo=UTC)
    return day - timedelta(days=(day.weekday() + 1) % 7)


class Process:
    """A program in a process group of its own, with its words in a file."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        self._from = log.stat().st_size if log.exists() else 0
        with log.open("ab") as words:
            self.process = subprocess.Popen(  # noqa: S603 -- our own programs
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env=environment,
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

    def says(self, words: str) -> bool:
        """Whether this process, not one before it, has written the words."""
        with self.log.open("rb") as log:
            log.seek(self._from)
            return words.encode() in log.read()

    def stop(self) -> None:
        """SIGTERM, and waits for its last words."""
        self.process.terminate()
        self.process.wait(20)


class Crew:
    """Two workers and two timetables on one moved clock."""

    def __init__(self, ground: Ground, folder: Path, mail_port: int, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.clock = folder / "clock.json"
        self.set_clock(october_hour(datetime.now(UTC)).timestamp())
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in {"PRODUCTION", "DEMO"}},
            "DJANGO_SETTINGS_MODULE": "faults.settings",
            "DATABASE_URL": ground.database_url,
            "REDIS_URL": ground.redis_url,
            "PGAPPNAME": "faults",
            "FAULTS_CLOCK": str(self.clock),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(mail_port),
            "MAIL_EVIDENCE": str(folder / "mail"),
            "MAIL_LEASE_SECONDS": "4",
            "LOG_LEVEL": "INFO",
        }
        self.running: dict[str, Process] = {}
        self.killed_at: dict[str, float] = {}

    def set_clock(self, says: float) -> None:
        """What processes that start from now on take the time for, in seconds since 1970."""
        self.clock.write_text(json.dumps({"says": says, "at": time.time()}))

    def move_clock(self, by: timedelta) -> None:
        """As if the machine's clock were moved: every process ends and starts again with the new time."""
        told = json.loads(self.clock.read_text())
        for process in self.running.values():
            process.kill()
        self.set_clock(told["says"] + time.time() - told["at"] + by.total_seconds())
        self.start()

    def start(self) -> None:
        for name in ("worker-1", "worker-2", "beat-1", "beat-2"):
            self._start(name)

    def _start(self, name: str) -> None:
        if name.startswith("worker"):
            what = ["worker", "-n", f"{name}@%h", "--concurrency", "2", "--loglevel", "INFO", *QUIET]
        else:
            what = ["beat", "--schedule", str(self.folder / f"{name}.schedule"), "--pidfile", "", "--loglevel", "INFO"]
        arguments = ["celery", "-A", "config", *what]
        self.killed_at.pop(name, None)
        self.running[name] = Process(arguments, self.environment, self.folder / f"{name}.log")

    def kill_workers(self, life: float) -> int:
        """Each that has been at work for its time, `life` seconds more or less, and starts it again; how many."""
        killed = 0
        for name in ("worker-1", "worker-2"):
            if name not in self.killed_at and self.running[name].says(" ready."):
                self.killed_at[name] = time.monotonic() + life * self.chance.uniform(0.2, 1.8)
            if time.monotonic() > self.killed_at.get(name, math.inf):
                self.running[name].kill()
                self._start(name)
                killed += 1
        return killed

    def stop(self) -> None:
        for process in self.running.values():
            process.kill()

    def last_words(self) -> str:
        return "\n".join(f"{name}: {each.log.read_text()[-1500:]}" for name, each in self.running.items())


def start_sink(folder: Path, port: int, pace: float, environment: dict[str, str]) -> Process:
    """The mail server, when it listens."""
    log = folder / "sink.log"
    sink = Process(
        ["faults.sink", "--port", str(port), "--to", str(folder / "mail"), "--pace", str(pace)], environment, log
    )
    deadline = time.monotonic() + 20
    while "Listening" not in log.read_text():
        if time.monotonic() > deadline:
            raise SystemExit(f"The mail server did not start: {log.read_text()}")
        time.sleep(0.05)
    return sink
