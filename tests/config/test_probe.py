"""The container's health check, against the server as production runs it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.checks import production_environment
from config.demo.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    """gunicorn with production settings; yields its environment."""
    environ = production_environment() | {"PORT": str(free_port()), "ALLOWED_HOSTS": ".pathways.example,other.example"}
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while probe(environ) != 0 and time.monotonic() < deadline:
        time.sleep(0.2)
    yield environ
    process.terminate()
    process.wait(30)


def probe(environ: dict[str, str]) -> int:
    return subprocess.run([sys.executable, "-m", "config.probe"], cwd=ROOT, env={**os.environ, **environ}).returncode


def ask(environ: dict[str, str], host: str) -> tuple[int, str | None]:
    connection = HTTPConnection("127.0.0.1", int(environ["PORT"]), timeout=10)
    connection.request("GET", "/", headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.getheader("Location")


def test_a_server_that_answers_is_well(server):
    assert probe(server) == 0


def test_a_port_where_nothing_answers_is_not(server):
    assert probe(server | {"PORT": str(free_port())}) == 1


def test_visitors_are_sent_to_https(server):
    assert ask(server, "www.pathways.example") == (301, "https://www.pathways.example/")
