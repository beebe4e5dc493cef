"""A sweep that goes on and on in small batches, to be killed: `python -m tests.reminders.sweeping_process`."""

import os

import django

django.setup()

from reminders import lettering, sweeping  # noqa: E402 -- Django must be set up first


def main() -> None:
    sweeping.BATCH = lettering.PEOPLE = int(os.environ["SWEEP_BATCH"])
    while True:
        sweeping.sweep()


if __name__ == "__main__":
    main()
