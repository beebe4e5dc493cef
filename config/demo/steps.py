"""What must be done before the demo can be served, each step only where it has not been done yet."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import psycopg2
from psycopg2.extensions import cursor as Cursor

from config.demo.children import PROJECT
from config.demo.single import FOLDER
from config.embedded import CannotStart

Manage = Callable[[str], None]  # runs one management command to its end, or raises CannotStart
DATA = [
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/data/**/*",
    "*/*/data/**/*",
    "*/reference.py",
    "*/*/reference.py",
]
SEED = ["pathways/seed/**/*.py", "*/management/commands/*.py"]
MARK = "The demo's data, prepared from "


def prepare_data(database_url: str, manage: Manage) -> None:
    """Migrations, reference data and the demo's people.

    That it was done is written down as the database's comment: it lives and dies with the data. Each of the three
    may run again on a database in use (after an update of the code) and takes nothing away.
    """
    mark = MARK + digest(DATA + SEED)
    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
            )
            if (cursor.fetchone() or [None])[0] == mark:
                return
            _refuse_tables_made_another_way(cursor)
        for command in ("migrate", "load_reference_data", "seed_demo"):
            manage(command)
        with connection.cursor() as cursor:
            cursor.execute("SELECT format('COMMENT ON DATABASE %%I IS %%L', current_database(), %s::text)", [mark])
            cursor.execute((cursor.fetchone() or [""])[0])
    finally:
        connection.close()


def _refuse_tables_made_another_way(cursor: Cursor) -> None:
    """Raises CannotStart where migrations have made the tables that are no longer here (docs/adr/0027)."""
    cursor.execute("SELECT to_regclass('django_migrations')")
    if (cursor.fetchone() or [None])[0] is None:
        return
    cursor.execute("SELECT app, name FROM django_migrations")
    ours = [(PROJECT / app / "migrations", name) for app, name in cursor.fetchall()]
    if any(folder.is_dir() and not (folder / f"{name}.py").exists() for folder, name in ours):
        raise CannotStart(
            "The demo's data was made by an earlier version, whose tables this one cannot take over. "
            "`make clean` removes that data; then start the demo again."
        )


def prepare_static(manage: Manage) -> None:
    """Style sheets, scripts and icons under hashed names."""
    stamp, manifest = FOLDER / "static", PROJECT / "var" / "static" / "staticfiles.json"
    mark = digest(["static/**/*", "config/assets.py", "requirements.lock", "package-lock.json"])
    if manifest.exists() and stamp.exists() and stamp.read_text() == mark:
        return
    manage("collectstatic")
    stamp.write_text(mark)


def digest(patterns: Iterable[str]) -> str:
    """One text for the content of all these files."""
    whole = hashlib.sha256()
    for path in sorted(_files(patterns)):
        whole.update(f"{path.relative_to(PROJECT)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _files(patterns: Iterable[str]) -> set[Path]:
    found = {path for pattern in patterns for path in PROJECT.glob(pattern) if path.is_file()}
    return {path for path in found if "__pycache__" not in path.parts}
