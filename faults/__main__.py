"""Starts everything, lets it fail, waits until it is over, and judges."""

import argparse
import json
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from config.embedded.places import VAR
from faults.ground import Ground
from faults.processes import Crew, Process, start_sink
from faults.verdict import Verdict, judge

OVER = {"sent", "held", "failed", "doubt"}
STILL_SECONDS = 3


def main() -> int:
    """Returns 0 where the promise was kept."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(2))  # so that nothing is left running
    ground = Ground(asked.database)
    folder = asked.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ground.up()
    crew: Crew | None = None
    sink: Process | None = None
    try:
        port = _free_port()
        crew = Crew(ground, folder, port, random.Random(asked.seed))  # noqa: S311 -- nothing secret
        sink = start_sink(folder, port, asked.pace, crew.environment)
        _inside(crew, "fill", str(asked.dues))
        crew.start()
        kills, seconds = _let_fail(asked, ground, crew)
        crew.stop()
        sink.stop()
        return _tell(asked, crew, sink, kills, seconds)
    finally:
        if crew:
            crew.stop()
        if sink:
            sink.kill()
        ground.down()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--dues", type=int, default=10_000)
    parser.add_argument("--life", type=float, default=6, help="seconds that a worker works until it is killed, about")
    parser.add_argument("--pace", type=float, default=0, help="seconds that the mail server takes for each letter")
    parser.add_argument("--patience", type=float, default=900, help="seconds until it gives up")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--database", default="", help="a migrated database to use, whose server is not to be ended")
    parser.add_argument("--folder", type=Path, default=VAR / "faults", help="for letters and logs; emptied first")
    return parser.parse_args()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _inside(crew: Crew, *what: str) -> Any:
    command = [sys.executable, "-m", "faults.inside", *what]
    done = subprocess.run(command, env=crew.environment, stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603 -- ours
    return json.loads(done.stdout.splitlines()[-1])


def _let_fail(asked: argparse.Namespace, ground: Ground, crew: Crew) -> tuple[int, float]:
    """Until every message has its end; returns how often a worker was killed, and the seconds."""
    todo: list[tuple[float, str, Callable[[], None]]] = [
        (0.2, "the broker is killed and starts empty", ground.restart_broker_empty),
        (0.4, "PostgreSQL crashes and starts again", ground.crash_database),
        (0.6, "the clock is moved over the October hour", lambda: crew.move_clock(timedelta(hours=1))),
    ]
    start = time.monotonic()
    kills, seen, still_since = 0, -1, start
    while True:
        time.sleep(0.1)
        now = time.monotonic()
        arrived = len(list((crew.folder / "mail" / "new").glob("*")))
        if arrived != seen:
            seen, still_since = arrived, now
        if todo and arrived >= todo[0][0] * asked.dues:
            _, what, act = todo.pop(0)
            _say(at=round(now - start, 1), arrived=arrived, event=what)
            act()
        else:
            kills += crew.kill_workers(asked.life)
        if not todo and now - still_since > STILL_SECONDS:  # to ask costs as much as a worker's start
            still_since = now
            if _over(_inside(crew, "states"), asked.dues):
                return kills, time.monotonic() - start
        if now - start > asked.patience:
            _say(gave_up=True, words=crew.last_words())
            return kills, now - start


def _over(found: dict[str, Any], dues: int) -> bool:
    return sum(found["states"].values()) >= dues and set(found["states"]) <= OVER


def _tell(asked: argparse.Namespace, crew: Crew, sink: Process, kills: int, seconds: float) -> int:
    found = _inside(crew, "states")
    verdict: Verdict = judge(found, crew.folder / "mail", asked.dues)
    _say(name="dues", value=asked.dues)
    _say(name="workers killed", value=kills)
    _say(name="what the mail server did", value=json.loads(sink.log.read_text().splitlines()[-1]))
    _say(name="messages by state", value=found["states"])
    _say(name="tried more than once", value=found["tried again"])
    _say(name="arrived", value=verdict.arrived)
    _say(name="to addresses refused for good", value=verdict.refused)
    for name in ("twice", "missing", "strangers", "wrong_state"):
        wrong = getattr(verdict, name)
        _say(name=name.replace("_", " "), value=len(wrong), **({"which": wrong[:20]} if wrong else {}))
    _say(name="dues without a message", value=verdict.without_message)
    _say(name="seconds", value=round(seconds, 1))
    _say(name="promise kept", value=verdict.kept)
    return 0 if verdict.kept else 1


def _say(**found: Any) -> None:
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    sys.exit(main())
