"""The project's settings for processes that are to fail: a quick timetable, short leases, and a clock that is moved.

The clock is Python's, moved by time-machine in each process as it starts; PostgreSQL, Valkey and the mail server keep
the machine's. None of the project's questions to PostgreSQL asks it for the time.
"""

import json
import os
import time
from pathlib import Path

import time_machine

if clock := os.environ.get("FAULTS_CLOCK"):
    told = json.loads(Path(clock).read_text())
    time_machine.travel(told["says"] + (time.time() - told["at"]), tick=True).start()
    time.time()  # it ticks from the first look at it

from config.settings import *  # noqa: F403

REMINDERS = ("what is due", "mail goes out")
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": 1.0, "options": {"expires": 60}}
    for name, entry in CELERY_BEAT_SCHEDULE.items()  # noqa: F405
    if name in REMINDERS
}
MAIL_FIRST_PAUSE_SECONDS = 1
EMAIL_TIMEOUT = 5
