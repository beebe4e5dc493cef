"""One demo at a time in one project: a lock that the system takes back when its holder dies, however it dies."""

import contextlib
import fcntl
import os
import signal
import time
from io import TextIOWrapper
from pathlib import Path

from config.embedded import CannotStart
from config.embedded.places import VAR

FOLDER = VAR / "demo"
PATIENCE_SECONDS = 40


def take_lock() -> TextIOWrapper:
    """Holds the lock until the file is closed or this process ends; refuses while another demo runs here."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    handle = _open()
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(
            f"The demo cannot start: it runs here already, as process {handle.read().strip() or 'unknown'}. "
            "Stop that one with Ctrl-C in its window or with `make stop`."
        ) from None
    handle.seek(0)
    handle.truncate()
    handle.write(str(os.getpid()))
    handle.flush()
    return handle


def _open() -> TextIOWrapper:
    lock = FOLDER / "lock"
    try:
        lock.touch()
        return lock.open("r+")
    except PermissionError:
        owner = _owner(lock)
        raise CannotStart(
            f"The demo cannot start: {lock} belongs to {owner}, who ran it before. Start it as that user, "
            "or remove the folder var and its data."
        ) from None


def _owner(path: Path) -> str:
    with contextlib.suppress(KeyError, OSError):
        return path.owner()
    return "another user"


def stop_the_other() -> bool:
    """Asks the demo that runs in this project to stop, and waits until it has; False where none runs."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _open() as handle:
        deadline = time.monotonic() + PATIENCE_SECONDS
        asked = False
        while time.monotonic() < deadline:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                handle.seek(0)
                number = handle.read().strip()
                if not asked and number.isdecimal():
                    os.kill(int(number), signal.SIGTERM)
                    asked = True
                time.sleep(0.1)
            else:
                return asked
    return asked
