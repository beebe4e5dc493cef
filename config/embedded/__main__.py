"""The command line: `python -m config.embedded up | down | status`."""

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
        else:
            print("Usage: python -m config.embedded up | down | status", file=sys.stderr)
            return 2
    except embedded.CannotStart as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
