"""The demo's children: each in a process group of its own, with a log, and a note of its number for after a crash."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.demo.single import FOLDER
from config.embedded.places import VAR
from config.embedded.process import last_words

LOGS = VAR / "log"
PROJECT = VAR.parent
PATIENCE_SECONDS = 12  # gunicorn and Celery finish what they do; then they are killed


@dataclass(frozen=True)
class Part:
    """One program of the demo; it is ready when its log holds `ready_word`."""

    key: str
    title: str
    arguments: tuple[str, ...]
    ready_word: str = ""

    @property
    def log(self) -> Path:
        return LOGS / f"{self.key}.log"

    @property
    def note(self) -> Path:
        return FOLDER / f"{self.key}.pid"


class Child:
    """A part that has been started. Ctrl-C does not reach it (its group is its own): only the demo stops it."""

    def __init__(self, part: Part, environ: Mapping[str, str]) -> None:
        self.part = part
        LOGS.mkdir(parents=True, exist_ok=True)
        if part.log.exists():
            part.log.replace(part.log.with_suffix(".log.before"))
        with part.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own programs with our own arguments
                [sys.executable, *part.arguments],
                cwd=PROJECT,
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        part.note.write_text(str(self.process.pid))
        self.asked = False

    def status(self) -> int | None:
        """Its exit status, or None while it runs."""
        return self.process.poll()

    def ready(self) -> bool:
        """Whether its log says that it has started."""
        return self.part.ready_word in self.part.log.read_text(errors="replace")

    def obituary(self) -> str:
        """Which, why and what to do, in sentences."""
        status = self.status() or 0
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        return f"{self.part.title} {how}. {self.last_words()}"

    def last_words(self) -> str:
        """The end of its log, and what to do."""
        return (
            f"Its last words, from {self.part.log}:\n{last_words(self.part.log)}\n"
            "Put right what it says there and start the demo again; nothing typed in it is lost."
        )

    def ask_to_stop(self) -> None:
        """Once: a second time would hurry it."""
        if not self.asked:
            self.asked = True
            self.process.terminate()

    def kill(self) -> None:
        """Ends its group by force."""
        _kill(self.process.pid)

    def stop(self) -> None:
        """Waits for it to end, and ends by force what is left of its group."""
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE_SECONDS)
        self.kill()
        self.process.wait()
        self.part.note.unlink(missing_ok=True)


def clear_leftovers() -> list[str]:
    """Ends what a demo left behind that was killed itself; returns the keys of those parts."""
    found = []
    for note in sorted(FOLDER.glob("*.pid")):
        group = int(text) if (text := note.read_text().strip()).isdecimal() else 0
        if group and _ours(group):
            found.append(note.stem)
            _signal(group, signal.SIGTERM)
            deadline = time.monotonic() + PATIENCE_SECONDS
            while _ours(group) and time.monotonic() < deadline:
                time.sleep(0.05)
            _kill(group)
        note.unlink(missing_ok=True)
    return found


def _kill(group: int) -> None:
    _signal(group, signal.SIGKILL)


def _signal(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # gone, or by now someone else's
        os.killpg(group, number)


def _ours(group: int) -> bool:
    """Whether a process of this group runs this project's Python: the number may be another program's by now."""
    return any(sys.executable in command for number, command in _processes() if number == group)


def _processes() -> Iterator[tuple[int, str]]:
    """The group and the command of every living process."""
    if not Path("/proc/self/stat").exists():
        ps = shutil.which("ps") or "/bin/ps"
        listed = subprocess.run([ps, "-axww", "-o", "pgid=,command="], capture_output=True, text=True, check=False)  # noqa: S603
        for line in listed.stdout.splitlines():
            number, _, command = line.strip().partition(" ")
            yield int(number), command
        return
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended while we looked
            state, _, number = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            if state != "Z":
                yield int(number), (folder / "cmdline").read_bytes().decode(errors="replace")
