"""A moved clock: the days of a story go by one by one, and on each runs what Celery beat would have run."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import time_machine
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

from config.celery import app
from pathways.splits.tasks import bring_into_force
from reminders.models import Message
from reminders.tasks import deliver, follow, sweep

DAY = timedelta(days=1)
EVERY_MINUTE = (sweep.name, deliver.name)
"""What runs all the time and tells people: here after each act of a story, as each day begins, and after what tells."""
EACH_DAY = (follow, bring_into_force)
"""Of the hourly tasks, what brings something about for no other reason than that the day has come."""


def timetable() -> list[tuple[time, partial[Any], set[int]]]:
    """Each entry of beat's timetable at the first time of the day at which it is due, with its days of the week."""
    found = []
    entries: Iterable[dict[str, Any]] = settings.CELERY_BEAT_SCHEDULE.values()
    for entry in entries:
        if entry["task"] not in EVERY_MINUTE:
            when, task = entry["schedule"], partial(app.tasks[entry["task"]], *entry.get("args", ()))
            timed = isinstance(when, crontab)
            at = time(min(when.hour), min(when.minute)) if timed else time(0)
            found.append((at, task, set(when.day_of_week) if timed else set(range(7))))
    return sorted(found, key=lambda each: each[0])


class Clock:
    """Stands still at a moment (London) until the story moves it on, which it does a day at a time.

    Each day begins with what is due that day, what follows from the data, and the splits that come into force. The
    whole timetable runs in the first night after an act, and as each month begins: no letter waits for the rest.
    """

    def __init__(self, day: date, hour: int) -> None:
        self._travel = time_machine.travel(self._moment(day, time(hour)), tick=False)

    def __enter__(self) -> "Clock":
        app.loader.import_default_modules()
        self._timetable = timetable()
        self._moved = self._travel.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._travel.stop()

    def until(self, day: date, hour: int = 10) -> None:
        """The days before go by, each with its tasks, until it is this hour of the day."""
        assert day >= timezone.localdate(), "a story goes forward"
        self.a_minute_goes_by()
        acted_on = timezone.localdate()
        while (today := timezone.localdate()) < day:
            day_after = today + DAY
            self._begin(day_after, whole=today == acted_on or day_after.day == 1)
        self._move(day, time(hour))

    def a_minute_goes_by(self) -> None:
        """It is a minute later, and what has come of the one before is told and sent."""
        self._moved.shift(60)
        self._tell()

    def _tell(self) -> None:
        sweep()
        if Message.objects.filter(state=Message.State.WAITING).exists():
            deliver()

    def _begin(self, day: date, *, whole: bool) -> None:
        self._move(day, time(0))
        self._tell()
        for at, task, days in self._timetable:
            if task.func in EACH_DAY or (whole and day.isoweekday() % 7 in days):
                self._move(day, at)
                if task():
                    self._tell()

    def _move(self, day: date, at: time) -> None:
        self._moved.move_to(self._moment(day, at))

    @staticmethod
    def _moment(day: date, at: time) -> datetime:
        return timezone.make_aware(datetime.combine(day, at))
