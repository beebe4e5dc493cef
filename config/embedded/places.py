"""Where the embedded services live, and as whom they run."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent.parent / "var"
UNPRIVILEGED = "nobody"
DATABASE = "pathways"
ROOTS_PLACE = Path("/var/lib")  # where the unprivileged user can reach its data when it cannot reach the project
SOCKETS_PLACE = Path("/tmp")  # noqa: S108 -- a socket's path has at most some 100 bytes; the folder in it is private


class CannotStart(Exception):
    """A part cannot start: the sentence says which, why, and what to do."""


@dataclass(frozen=True)
class House:
    """The folders of the embedded services, and the user they run as."""

    data: Path
    sockets: Path
    uid: int
    gid: int

    @property
    def dropping(self) -> dict[str, object]:
        """Arguments for subprocess that give up root's rights, where we are root."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def house() -> House:
    """The places and the user: the same on every call; nothing is made or started."""
    mark = hashlib.sha256(str(VAR).encode()).hexdigest()[:10]
    uid, gid = _user()
    data = VAR / "services"
    elsewhere = ROOTS_PLACE / f"clinical-leadership-pathways-{mark}"
    if os.geteuid() == 0 and not data.is_dir() and not reachable(VAR if VAR.exists() else VAR.parent, uid, gid):
        data = elsewhere
    elif data.is_symlink():
        data = elsewhere  # chosen by an earlier call, which put the link there
    return House(data, SOCKETS_PLACE / f"pathways-{uid}-{mark}", uid, gid)


def _user() -> tuple[int, int]:
    """As root: the owner of the data that is there, or else the unprivileged user; otherwise ourselves."""
    if os.geteuid() != 0:
        return os.getuid(), os.getgid()
    with contextlib.suppress(FileNotFoundError):
        found = (VAR / "services").stat()
        if found.st_uid != 0:
            return found.st_uid, found.st_gid
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise CannotStart(
            f"PostgreSQL will not run as root, and this machine has no user {UNPRIVILEGED} to run it as. Start the "
            "demo as an ordinary user, or set DATABASE_URL and REDIS_URL to servers of your own."
        ) from None
    return entry.pw_uid, entry.pw_gid


def reachable(path: Path, uid: int, gid: int) -> bool:
    """Whether this user may enter every folder down to this one (or execute this file)."""

    def allowed(found: os.stat_result) -> bool:
        if found.st_uid == uid:
            return bool(found.st_mode & stat.S_IXUSR)
        return bool(found.st_mode & (stat.S_IXGRP if found.st_gid == gid else stat.S_IXOTH))

    return all(allowed(place.stat()) for place in (path, *path.parents))


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One process at a time starts or stops the services."""
    VAR.mkdir(exist_ok=True)
    lock = VAR / "embedded.lock"
    try:
        handle = lock.open("w")
    except PermissionError:
        raise CannotStart(_someone_elses(lock)) from None
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def claim(place: House) -> None:
    """Makes the services' folders, and the link to them where they lie outside the project."""
    own_folder(place.data, place)
    own_folder(place.sockets, place)
    link = VAR / "services"
    if place.data != link and not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(place.data)


def own_folder(path: Path, place: House) -> None:
    """Makes a folder that only the services' user may enter, or refuses one that someone else has put there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or found.st_uid not in {os.geteuid(), place.uid}:
        raise CannotStart(_someone_elses(path))
    if os.geteuid() == 0:
        os.chown(path, place.uid, place.gid)
    path.chmod(0o700)


def _someone_elses(path: Path) -> str:
    try:
        owner = pwd.getpwuid(path.lstat().st_uid).pw_name
    except KeyError:
        owner = f"the user with the number {path.lstat().st_uid}"
    return (
        f"PostgreSQL and Valkey cannot start: {path} belongs to {owner}, who ran this project before. "
        "Start it as that user or as root, or remove that folder and its data."
    )
