"""The embedded services, as real processes in a project folder of their own."""

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

CONFIG = Path(__file__).resolve().parents[2] / "config"


@dataclass
class Project:
    folder: Path

    def call(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def embedded(self, verb: str) -> str:
        process = self.call("-m", "config.embedded", verb)
        output, _ = process.communicate(timeout=90)
        return output

    def ask(self, expression: str) -> str:
        process = self.call(
            "-c", f"from config import embedded; from config.embedded.places import house; print({expression})"
        )
        return process.communicate(timeout=20)[0].strip()

    def sql(self, statement: str) -> list[tuple]:
        connection = psycopg2.connect(self.ask("embedded.database_url()"))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    @property
    def cluster(self) -> Path:
        return Path(self.ask("house().data")) / "postgres"

    def pid(self) -> int:
        return int((self.cluster / "postmaster.pid").read_text().splitlines()[0])


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Iterator[Project]:
    """A project with a long path below folders that only their owner may enter."""
    folder = tmp_path_factory.mktemp("a-project-whose-path-is-too-long-for-the-address-of-a-unix-socket") / ("x" * 80)
    shutil.copytree(CONFIG, folder / "config")
    made = Project(folder)
    assert "Started: postgres, valkey" in made.embedded("up")
    yield made
    made.embedded("down")
    for place in (made.ask("house().data"), made.ask("house().sockets")):
        shutil.rmtree(place, ignore_errors=True)


def test_a_second_up_starts_nothing(project):
    assert "nothing" in project.embedded("up")
    assert "postgres: answers\nvalkey: answers" in project.embedded("status")


def test_a_folder_that_only_root_may_enter_stays_so(project):
    for place in project.folder.parents[:2]:
        if place.owner() == project.folder.owner() and place.name.startswith(("pytest-", "a-project")):
            assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_the_server_is_never_root_and_listens_on_no_port(project):
    assert Path(f"/proc/{project.pid()}").stat().st_uid != 0
    assert project.sql("SHOW listen_addresses") == [("",)]
    assert stat.S_IMODE(Path(project.ask("house().sockets")).stat().st_mode) == 0o700


def test_text_is_unicode_and_the_extensions_are_there(project):
    assert project.sql("SHOW server_encoding") == [("UTF8",)]
    assert project.sql("SELECT lower('ÉLAN'), datlocale FROM pg_database WHERE datname = 'pathways'") == [
        ("élan", "C.UTF-8")
    ]
    names = {row[0] for row in project.sql("SELECT name FROM pg_available_extensions")}
    assert {"btree_gist", "pg_trgm", "unaccent"} <= names


def test_after_a_kill_the_data_is_there(project):
    project.sql("CREATE TABLE kept AS SELECT 1 AS one")
    project.sql("CHECKPOINT")
    os.kill(project.pid(), signal.SIGKILL)
    assert "Started: postgres" in project.embedded("up")
    assert project.sql("SELECT one FROM kept") == [(1,)]


def test_two_at_once_start_it_once(project):
    project.embedded("down")
    both = [project.call("-m", "config.embedded", "up") for _ in range(2)]
    said = sorted(process.communicate(timeout=90)[0] for process in both)
    assert said == ["Started: nothing, both were running\n", "Started: postgres, valkey\n"]


def test_a_command_has_them_while_it_runs_and_they_end_with_it_if_it_brought_them(project):
    project.embedded("down")
    ask = "from config import embedded; print(embedded.status()); raise SystemExit(7)"
    running = project.call("-m", "config.embedded", "while", sys.executable, "-c", ask)
    assert "{'postgres': True, 'valkey': True}" in running.communicate(timeout=90)[0]
    assert running.returncode == 7
    assert "postgres: does not answer" in project.embedded("status")
    assert "Started: postgres, valkey" in project.embedded("up")
    assert project.call("-m", "config.embedded", "while", "true").wait(90) == 0
    assert "postgres: answers" in project.embedded("status")


def test_a_process_that_took_over_a_dead_servers_number_is_left_alone(project):
    project.embedded("down")
    bystander = subprocess.Popen(["sleep", "60"])
    pid_file = project.cluster / "postmaster.pid"
    pid_file.write_text(f"{bystander.pid}\n{project.cluster}\n")
    try:
        project.embedded("down")
        assert bystander.poll() is None
        assert "Started: postgres, valkey" in project.embedded("up")
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_socket_folder_that_someone_else_made_is_refused_in_a_sentence(tmp_path):
    folder = tmp_path / "squatted"
    shutil.copytree(CONFIG, folder / "config")
    squatted = Project(folder)
    sockets = Path(squatted.ask("house().sockets"))
    sockets.symlink_to(tmp_path)
    try:
        assert f"{sockets} belongs to" in squatted.embedded("up")
    finally:
        sockets.unlink()
        shutil.rmtree(squatted.ask("house().data"), ignore_errors=True)


def test_the_address_differs_from_project_to_project(project):
    mark = hashlib.sha256(str(project.folder / "var").encode()).hexdigest()[:10]
    assert mark in project.ask("embedded.database_url()")
    assert mark in project.ask("embedded.redis_url()")
