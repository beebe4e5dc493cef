"""PostgreSQL and Valkey out of Python wheels, for the demo, the tests and the bench: nothing to install.

`python -m config.embedded up | down | status`. Used where DATABASE_URL and REDIS_URL are not set. Both listen on
Unix sockets in a folder that only their owner may enter. The wheel's own start layer is not used: run as root it
opens every parent folder to the world. Started by root, the servers run as an unprivileged user, from a place
which that user can reach; no permission outside the project's own folders is changed.
"""

from pathlib import Path

from config.embedded import postgres, valkey
from config.embedded.places import DATABASE, CannotStart, alone, claim, house

__all__ = ["CannotStart", "alive", "database_url", "down", "log", "redis_url", "status", "up"]

SERVERS = {"postgres": postgres, "valkey": valkey}


def database_url(name: str = DATABASE) -> str:
    """The embedded PostgreSQL's address; it may not be running."""
    return postgres.address(house(), name)


def redis_url() -> str:
    """The embedded Valkey's address, in redis-py's form; it may not be running."""
    return valkey.address(house())


def up() -> list[str]:
    """Starts what is not running; returns the names of what it started. Safe to call twice, or twice at once."""
    with alone():
        place = house()
        claim(place)
        started = [name for name, server in SERVERS.items() if not server.answers(place)]
        for name in started:
            SERVERS[name].start(place)
        postgres.make_database(place)
    return started


def down(names: list[str] | None = None) -> None:
    """Stops the services named, or both, and waits for them to end; one that is not running is left as it is."""
    with alone():
        for name in names if names is not None else list(SERVERS):
            SERVERS[name].stop(house())


def status() -> dict[str, bool]:
    """Which service answers now."""
    return {name: server.answers(house()) for name, server in SERVERS.items()}


def alive() -> dict[str, bool]:
    """Which service has a living process, whether or not it answers just now."""
    return {name: server.running(house()) for name, server in SERVERS.items()}


def log(name: str) -> Path:
    """Where a service writes what it has to say."""
    return house().data / f"{name}.log"
