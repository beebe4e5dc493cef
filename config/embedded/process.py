"""Starting, watching and stopping one of the servers."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from config.embedded.places import CannotStart, House

PATIENCE_SECONDS = 60


def last_words(log: Path, lines: int = 8) -> str:
    """The end of a log, for a message."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def run(command: list[str], place: House, log: Path) -> None:
    """Runs a program to its end as the services' user."""
    if _spawn(command, place, log).wait():
        raise CannotStart(f"{Path(command[0]).name} failed. Its last words, from {log}:\n{last_words(log)}")


def start(command: list[str], place: House, log: Path, *, what: str, ready: Callable[[], bool]) -> None:
    """Starts a server, apart from us, and waits until it answers; when it does not, its log says why."""
    process = _spawn(command, place, log)
    wait_until(ready, what=what, log=log, going=lambda: process.poll() is None)


def wait_until(ready: Callable[[], bool], *, what: str, log: Path, going: Callable[[], bool]) -> None:
    """Waits for a server to answer, for as long as it goes on and our patience lasts."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while going() and time.monotonic() < deadline:
        if ready():
            return
        time.sleep(0.05)
    raise CannotStart(f"{what} did not start. Its last words, from {log}:\n{last_words(log)}")


def _spawn(command: list[str], place: House, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        try:
            return subprocess.Popen(  # noqa: S603 -- our own programs with our own arguments
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=place.data,
                start_new_session=True,
                **place.dropping,  # type: ignore[call-overload]  # the arguments differ by who we are
            )
        except OSError as trouble:
            raise CannotStart(
                f"{command[0]} cannot be run here: {trouble.strerror}. Set DATABASE_URL and REDIS_URL to servers of "
                "your own instead."
            ) from trouble


def running(pid_file: Path, word: str) -> int | None:
    """The server's process number, if the file names a process whose command holds the word.

    After a SIGKILL or a restart of the machine the file may name nothing, or someone else's process.
    """
    try:
        pid = int(pid_file.read_text().splitlines()[0])
        os.kill(pid, 0)
    except (FileNotFoundError, ValueError, IndexError, ProcessLookupError):
        return None
    except PermissionError:
        return None  # not ours
    return pid if word in _command(pid) else None


def _command(pid: int) -> str:
    if Path("/proc/self/cmdline").exists():
        with contextlib.suppress(OSError):
            return (Path("/proc") / str(pid) / "cmdline").read_bytes().decode(errors="replace")
        return ""
    ps = shutil.which("ps") or "/bin/ps"
    found = subprocess.run([ps, "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)  # noqa: S603
    return found.stdout.decode(errors="replace")


def stop(pid_file: Path, word: str) -> None:
    """Asks the server to shut down in good order, and waits until it has."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    if pid := running(pid_file, word):
        os.kill(pid, signal.SIGINT)  # PostgreSQL's fast shutdown; Valkey saves and ends on it too
    while running(pid_file, word) and time.monotonic() < deadline:
        time.sleep(0.05)


def reach(folder: Path, into: Path, place: House) -> Path:
    """Copies a folder of programs to where the services' user can reach them; kept for the next time."""
    copy = into / folder.name
    if not copy.exists():
        half = copy.with_name(f"{copy.name}.half")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(folder, half, symlinks=True)
        for path in (into, half, *half.rglob("*")):
            os.chown(path, place.uid, place.gid, follow_symlinks=False)
        half.rename(copy)
    return copy
