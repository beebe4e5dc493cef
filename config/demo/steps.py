"""What must be done before the demo can be served, each step only where it has not been done yet."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import psycopg2

from config.demo.children import PROJECT
from config.demo.single import FOLDER

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
        for command in ("migrate", "load_reference_data", "seed_demo"):
            manage(command)
        with connection.cursor() as cursor:
            cursor.execute("SELECT format('COMMENT ON DATABASE %%I IS %%L', current_database(), %s::text)", [mark])
            cursor.execute((cursor.fetchone() or [""])[0])
    finally:
        connection.close()


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
