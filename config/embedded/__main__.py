"""The command line: `python -m config.embedded up | down | status | while COMMAND…`."""

import signal
import subprocess
import sys

from config import embedded


def main(arguments: list[str]) -> int:
    """Carries out one verb; returns the exit status (status: 0 where both answer)."""
    verb = arguments[0] if arguments else ""
    try:
        if verb == "up":
            print("Started:", ", ".join(embedded.up()) or "nothing, both were running")
        elif verb == "down":
            embedded.down()
        elif verb == "status":
            found = embedded.status()
            for name, answers in found.items():
                print(f"{name}: {'answers' if answers else 'does not answer'}")
            return 0 if all(found.values()) else 1
        elif verb == "while" and arguments[1:]:
            return run_while_up(arguments[1:])
        else:
            print("Usage: python -m config.embedded up | down | status | while COMMAND…", file=sys.stderr)
            return 2
    except embedded.CannotStart as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def run_while_up(command: list[str]) -> int:
    """Runs a command with both services up, stops those that were not up before, and returns its exit status."""
    started = embedded.up()
    process = subprocess.Popen(command)  # noqa: S603 -- a line of our Makefile
    signal.signal(signal.SIGINT, lambda number, frame: None)  # Ctrl-C reaches the command too: it ends in its own way
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    try:
        return process.wait()
    finally:
        if started:
            embedded.down(started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
