"""`make demo`, as real processes in a project folder of its own."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import psycopg2
import pytest

from config.demo.ports import free_port
from config.demo.words import PASSWORD, PEOPLE

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parents[2]
NOT_PART_OF_IT = shutil.ignore_patterns(".*", "var", "node_modules", "tests", "docs", "bench", "__pycache__")
OUTSIDE = {"DATABASE_URL", "REDIS_URL", "REDIS_PREFIX", "PORT", "TESTS_RUN"}
CELERYS_PARTS = {"worker", "beat"}
PARTS = {"mail", "web", *CELERYS_PARTS}


class Running:
    """A demo that has been started, and what it says."""

    def __init__(self, folder: Path, *arguments: str, **environ: str) -> None:
        self.folder = folder
        self.said_in = folder.parent / f"said-{time.monotonic_ns()}"
        kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
        with self.said_in.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.demo", *arguments],
                cwd=folder,
                env={**kept, **environ},
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # whoever runs the tests under nohup
            )

    @property
    def said(self) -> str:
        return self.said_in.read_text()

    def until_ready(self, seconds: float) -> float:
        """Waits for its welcome; returns how long it took."""
        begun = time.monotonic()
        while "is ready" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() - begun < seconds, self.said
            time.sleep(0.05)
        return time.monotonic() - begun

    def end(self, number: int | None = None) -> int:
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(60)

    def groups(self) -> dict[str, int]:
        """The process group of every part, by its note."""
        return {note.stem: int(note.read_text()) for note in (self.folder / "var" / "demo").glob("*.pid")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Iterator[Path]:
    """A copy of the project without its data."""
    made = tmp_path_factory.mktemp("demo") / "project"
    shutil.copytree(ROOT, made, ignore=NOT_PART_OF_IT)
    (made / "node_modules").symlink_to(ROOT / "node_modules")
    yield made
    removed = Running(made, "remove")
    assert removed.end() == 0, removed.said
    assert not (made / "var").exists()


@pytest.fixture
def demo(folder) -> Iterator[type[Running]]:
    """Starts demos, and leaves none running."""
    started: list[Running] = []

    def start(**environ: str) -> Running:
        started.append(Running(folder, **environ))
        return started[-1]

    yield start  # type: ignore[misc]  # called like the class
    for each in started:
        with contextlib.suppress(ProcessLookupError):
            each.process.terminate()
        each.process.wait(60)


def ask_python(folder: Path, expression: str) -> str:
    code = f"from config import embedded; from config.embedded.places import house; print({expression})"
    environ = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environ, capture_output=True, text=True, check=True
    ).stdout.strip()


def sql(folder: Path, statement: str) -> list[tuple]:
    connection = psycopg2.connect(ask_python(folder, "embedded.database_url()"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def service_numbers(folder: Path) -> list[int]:
    data = Path(ask_python(folder, "house().data"))
    notes = [data / "postgres" / "postmaster.pid", data / "valkey" / "valkey.pid"]
    return [int(note.read_text().splitlines()[0]) for note in notes]


def living(groups: Iterable[int]) -> set[int]:
    """Which of these process groups have a process that is not merely waiting to be reaped."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, _, group = (process / "stat").read_text().rpartition(")")[2].split()[:3]
            if state != "Z":
                found.add(int(group))
    return found & set(groups)


def listening_addresses(groups: set[int]) -> set[str]:
    """The addresses (hexadecimal, as the kernel writes them) on which these process groups take connections."""
    sockets = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((process / "stat").read_text().rpartition(")")[2].split()[2]) in groups:
                sockets |= {os.readlink(handle) for handle in (process / "fd").iterdir()}
    rows = [line.split() for kind in ("tcp", "tcp6") for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}


def sign_in(port: int, email: str) -> str:
    """Signs in as a visitor would; returns the address of the page that follows."""
    site = f"http://127.0.0.1:{port}"
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{site}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": email, "password": PASSWORD, "next": "/account/"}
    answer = browser.open(Request(f"{site}/accounts/login/", urlencode(form).encode(), {"Referer": site}))
    return str(answer.geturl()).removeprefix(site)


def test_from_nothing_to_people_who_sign_in_and_back_to_nothing(demo, folder):
    port = free_port()
    running = demo(PORT=str(port))
    running.until_ready(240)

    with urlopen(f"http://127.0.0.1:{port}/") as home:
        page = home.read().decode()
    style = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert style
    with urlopen(f"http://127.0.0.1:{port}{style[1]}") as sheet:
        assert sheet.status == 200
    assert f"http://localhost:{port}/demo/mail/" in running.said
    for name in PEOPLE:
        assert f"{name}@demo.example" in running.said
    assert {sign_in(port, f"{name}@demo.example") for name in PEOPLE} == {"/account/"}

    groups = running.groups()
    assert set(groups) == PARTS
    services = service_numbers(folder)
    assert listening_addresses({*groups.values(), *services}) == {"0100007F"}  # 127.0.0.1
    sql(folder, "UPDATE people_user SET name = 'Changed by hand' WHERE email = 'clinician@demo.example'")

    assert running.end(signal.SIGTERM) == 0
    assert not living([*groups.values(), *services])
    assert running.groups() == {}


def test_a_second_start_is_quick_and_has_lost_nothing_and_one_killed_outright_is_cleared_away(demo, folder):
    second = demo(PORT=str(free_port()))
    assert second.until_ready(60) < 10
    assert sql(folder, "SELECT name FROM people_user WHERE email = 'clinician@demo.example'") == [("Changed by hand",)]
    left, services = second.groups(), service_numbers(folder)
    second.end(signal.SIGKILL)
    assert living(left.values()) == set(left.values())

    third = demo(PORT=str(free_port()))
    third.until_ready(60)

    assert "Cleared away what an earlier demo left running: beat, mail, web, worker." in third.said
    assert not living(left.values())
    assert third.end(signal.SIGHUP) == 0
    assert not living(services)


def test_a_part_that_dies_is_named_and_ends_the_demo(demo, folder):
    port = free_port()
    running = demo(PORT=str(port))
    running.until_ready(60)
    again = demo(PORT=str(port))
    assert again.end() == 1
    assert f"it runs here already, as process {running.process.pid}" in again.said

    groups = running.groups()
    os.killpg(groups["worker"], signal.SIGKILL)

    assert running.end() == 1
    assert f"The worker was killed by signal 9. Its last words, from {folder}/var/log/worker.log:" in running.said
    assert not living(groups.values())


def test_tables_made_by_steps_that_are_no_longer_here_get_a_sentence(demo, folder):
    running = demo(PORT=str(free_port()))
    running.until_ready(60)
    sql(folder, "INSERT INTO django_migrations (app, name, applied) VALUES ('roles', '0099_long_gone', now())")
    sql(folder, "COMMENT ON DATABASE pathways IS NULL")
    assert running.end(signal.SIGTERM) == 0

    refused = demo(PORT=str(free_port()))

    assert refused.end() == 1
    assert "The demo's data was made by an earlier version" in refused.said
    assert "`make clean` removes that data" in refused.said
    assert refused.groups() == {}


def test_a_port_in_use_gets_a_sentence_and_starts_nothing(demo, folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = demo(PORT=str(port))
        assert refused.end() == 1
    assert f"The web server cannot start: port {port} is in use by another program" in refused.said
    assert re.search(r"or choose another port: PORT=\d+ make demo", refused.said)
    assert "Starting PostgreSQL" not in refused.said
    assert refused.groups() == {}


@pytest.mark.parametrize("port", ["", "eight", "-1", "70000"])
def test_a_port_that_is_no_port_gets_a_sentence(demo, port):
    refused = demo(PORT=port)
    assert refused.end() == 1
    assert f"PORT must be a number from 1 to 65535, not {port!r}." in refused.said
