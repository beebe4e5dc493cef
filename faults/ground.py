"""The database and the broker that are to fail: servers of their own, or a database given by its address."""

import contextlib
import dataclasses
import os
import shutil
import signal
import subprocess
import sys
import time

import psycopg2

from config.demo.steps import DATA, digest
from config.embedded import places, postgres, process, valkey

NAME, BASE = "faults", "faults_base"


class Ground:
    """A Valkey of its own, and a PostgreSQL of its own unless `database_url` names a database to be used."""

    def __init__(self, database_url: str = "") -> None:
        whole = places.house()
        mark = "faults" if not database_url else f"faults{os.getpid()}"
        self.house = dataclasses.replace(
            whole, data=whole.data / mark, sockets=whole.sockets.with_name(f"{whole.sockets.name}-{mark}")
        )
        self._given = database_url
        self.database_url = database_url or postgres.address(self.house, NAME)
        self.redis_url = valkey.address(self.house)

    def up(self) -> None:
        """Starts both, with an empty broker and a database that has its tables and nothing in them."""
        with places.alone():
            places.claim(places.house())
            for folder in (self.house.data, self.house.sockets):
                places.own_folder(folder, self.house)
        self._share_programs()
        valkey.start(self.house)
        if not self._given:
            postgres.start(self.house)
            self._make_database()

    def _share_programs(self) -> None:
        """Where the servers' programs had to be copied for them, the copy of the demo's servers will do."""
        for programs in places.house().data.glob("programs-*"):
            if not (link := self.house.data / programs.name).exists():
                link.symlink_to(programs)

    def _make_database(self) -> None:
        """A copy of one that is migrated once for each set of migrations."""
        mark = digest(DATA)
        with contextlib.closing(psycopg2.connect(postgres.address(self.house, "postgres"))) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
            cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [BASE])
            if (cursor.fetchone() or [None])[0] != mark:
                cursor.execute(f"DROP DATABASE IF EXISTS {BASE} WITH (FORCE)")
                cursor.execute(f"CREATE DATABASE {BASE}")
                self._migrate()
                cursor.execute(f"COMMENT ON DATABASE {BASE} IS %s", [mark])
            cursor.execute(f"CREATE DATABASE {NAME} TEMPLATE {BASE}")

    def _migrate(self) -> None:
        environment = {**os.environ, "DATABASE_URL": postgres.address(self.house, BASE), "REDIS_URL": self.redis_url}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=environment, check=True)

    def restart_broker_empty(self) -> None:
        """SIGKILL, nothing of what it had on disk stays, and a new one."""
        folder = self.house.data / "valkey"
        pid = process.running(folder / "valkey.pid", str(self.house.sockets))
        if pid:
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(folder)
        valkey.start(self.house)

    def crash_database(self) -> None:
        """Its own server ends without finishing anything and recovers; of a given one, every connection is cut."""
        if self._given:
            with contextlib.closing(psycopg2.connect(self._given)) as connection:
                connection.cursor().execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'faults'"
                )
            return
        cluster = self.house.data / "postgres"
        pid = process.running(cluster / "postmaster.pid", str(cluster))
        if pid:
            os.kill(pid, signal.SIGQUIT)  # PostgreSQL's immediate shutdown
        deadline = time.monotonic() + 30
        while process.running(cluster / "postmaster.pid", str(cluster)) and time.monotonic() < deadline:
            time.sleep(0.05)
        postgres.start(self.house)

    def down(self) -> None:
        """Stops what it started; a broker beside a given database leaves nothing."""
        valkey.stop(self.house)
        if self._given:
            shutil.rmtree(self.house.data, ignore_errors=True)
            shutil.rmtree(self.house.sockets, ignore_errors=True)
        else:
            postgres.stop(self.house)
