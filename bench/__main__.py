"""Makes the databases, serves them, measures, prints."""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import psycopg2.extensions

from bench.data_size import Size
from bench.load import requests_a_second
from bench.typed import milliseconds
from config import embedded

WORKERS = 2


def main() -> None:
    """Measures at full size and at a tenth of it, then says how each grew."""
    asked = _arguments()
    embedded.up()
    size = Size(**{name: getattr(asked, name) for name in vars(Size())})
    tenth_name = f"{asked.database}_tenth"
    _fill({asked.database: size, tenth_name: size.tenth()}, reuse=asked.reuse)
    with _served(asked.database) as (whole_port, whole_pages), _served(tenth_name) as (port, pages):
        whole: dict[str, list[float]] = {page["name"]: [] for page in whole_pages}
        tenth: dict[str, list[float]] = {page["name"]: [] for page in pages}
        for at, asked_pages in ((whole_port, whole_pages), (port, pages)):
            for page in asked_pages:  # what is kept after the first time is kept before the first round
                requests_a_second(at, page["addresses"], page["cookie"], asked.seconds / 2)
        for _ in range(asked.rounds):
            for rates, at, asked_pages in ((whole, whole_port, whole_pages), (tenth, port, pages)):
                for page in asked_pages:
                    rates[page["name"]].append(requests_a_second(at, page["addresses"], page["cookie"], asked.seconds))
        typed = milliseconds(whole_port)
    _say(name="ceiling", value=round(statistics.median(whole["ceiling"]), 1), unit="requests/s")
    for name in list(whole)[1:]:
        ratio, before = _ratio(whole, name), _ratio(tenth, name)
        value = round(statistics.median(whole[name]), 1)
        _say(name=name, value=value, unit="requests/s", ratio=round(ratio, 3), growth=round(before / ratio, 2))
    _say(name="Enter in the search box to the first painted results", value=round(typed, 1), unit="ms")
    _say(**_letters(asked.database, size))
    of = ((asked.database, size), (tenth_name, size.tenth()))
    within = [_inside(name, "measure", each) + _inside(name, "export", each) for name, each in of]
    for found, less in zip(*within, strict=True):
        growth = round(found["value"] / less["value"], 2)
        _say(**{**found, "value": round(found["value"], 3), "growth": growth})


def _ratio(rates: dict[str, list[float]], name: str) -> float:
    """The median over the rounds of the page's rate to the ceiling's of the same round."""
    return statistics.median(rate / top for rate, top in zip(rates[name], rates["ceiling"], strict=True))


def _say(**found: Any) -> None:
    print(json.dumps(found), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    for name, value in vars(Size()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=value)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="each page, each round")
    parser.add_argument("--database", default="pathways_bench", help="its name; a second one ends in _tenth")
    parser.add_argument("--reuse", action="store_true", help="measure the data of the last run of this size")
    return parser.parse_args()


def _environment(database: str) -> dict[str, str]:
    own = {"DATABASE_URL": embedded.database_url(database), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    return {**os.environ, **own, "REDIS_PREFIX": database, "WEB_CONCURRENCY": str(WORKERS), "LOG_LEVEL": "ERROR"}


def _inside(database: str, verb: str, size: Size) -> Any:
    command = [sys.executable, "-m", "bench.inside", verb, json.dumps(vars(size))]
    done = subprocess.run(command, env=_environment(database), stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603 -- ours
    return json.loads(done.stdout.splitlines()[-1])


def _letters(database: str, size: Size) -> Any:
    """How fast letters go out; not on a tenth: it is a rate."""
    command = [sys.executable, "-m", "bench.mail", str(size.letters)]
    done = subprocess.run(command, env=_environment(database), stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603 -- ours
    return json.loads(done.stdout.splitlines()[-1])


def _fill(wanted: dict[str, Size], *, reuse: bool) -> None:
    """Databases of these names, each filled; those that are there and filled to the same size can be used again."""
    connection = psycopg2.connect(embedded.database_url("postgres"))
    connection.autocommit = True
    base = f"{next(iter(wanted))}_base"
    with connection.cursor() as cursor:
        if reuse:
            wanted = {name: size for name, size in wanted.items() if _mark_of(cursor, name) != json.dumps(vars(size))}
        if not wanted:
            return
        _create(cursor, base)  # migrated once, copied for each
        _inside(base, "prepare", Size())
        for name, size in wanted.items():
            _create(cursor, name, template=base)
            start = time.monotonic()
            _inside(name, "fill", size)
            seconds = round(time.monotonic() - start, 1)
            _say(name=f"seeding {size.people:,} people and {size.posts:,} posts", value=seconds, unit="s")
            cursor.execute(f'COMMENT ON DATABASE "{name}" IS %s', [json.dumps(vars(size))])
        cursor.execute(f'DROP DATABASE "{base}" WITH (FORCE)')


def _mark_of(cursor: psycopg2.extensions.cursor, database: str) -> str | None:
    """The size to which a database has been filled; None where it is not there or was not filled to the end."""
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database])
    return (cursor.fetchone() or [None])[0]


def _create(cursor: psycopg2.extensions.cursor, database: str, template: str = "template1") -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')


@contextmanager
def _served(database: str) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The site on a free port, as config/gunicorn.py serves it, with the pages to ask for."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = ["--access-logfile", os.devnull]
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", *quiet, "config.wsgi"]
    server = subprocess.Popen(command, env={**_environment(database), "PORT": str(port)})  # noqa: S603 -- ours
    try:
        _until_answered(port)
        yield port, _inside(database, "pages", Size())
    finally:
        server.terminate()
        server.wait(20)


def _until_answered(port: int) -> None:
    for _ in range(200):
        try:
            requests_a_second(port, ["/bench/ceiling/"], "", 0)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start: see its messages above.")


if __name__ == "__main__":
    main()
