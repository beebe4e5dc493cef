"""The command line: `python -m config.demo` runs the demo, `… stop` ends one that runs, `… remove` forgets its data."""

import shutil
import sys

from config import embedded
from config.demo.run import Demo
from config.demo.single import stop_the_other
from config.demo.words import say
from config.embedded.places import VAR, house


def main(arguments: list[str]) -> int:
    """Carries out one verb; returns the exit status."""
    try:
        if not arguments:
            return Demo().run()
        if arguments == ["stop"]:
            say("The demo has stopped." if stop_the_other() else "No demo is running here.")
        elif arguments == ["remove"]:
            remove()
        else:
            say("Usage: python -m config.demo [stop | remove]")
            return 2
    except embedded.CannotStart as trouble:
        say(f"\n{trouble}")
        return 1
    return 0


def remove() -> None:
    """Stops what runs and removes everything under var/, and the data and sockets that lie elsewhere."""
    stop_the_other()
    embedded.down()
    place = house()
    for folder in (place.data, place.sockets, VAR):
        shutil.rmtree(folder, ignore_errors=True)
    if VAR.exists():
        raise embedded.CannotStart(f"{VAR} cannot be removed whole: another user ran the demo. Remove it as that user.")
    say("Removed the demo's data and everything else under var/.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
