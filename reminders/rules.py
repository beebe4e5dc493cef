"""When someone is told of what is due, and when their letter goes. Pure: no database, no clock.

A due has steps: before its day, on it, after it, and then an escalation to someone else. Days are whole days in London.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices

MORNING = time(7)
"""When digests are written, and what waited for someone who is back."""
DAY = timedelta(days=1)
ANY_ROLE = "any"
"""Of a due: it is theirs while they hold a role of whichever kind in its organisation."""


class Stage(TextChoices):
    """A due's steps, in their order."""

    BEFORE = "before", "Before the day"
    ON_THE_DAY = "day", "On the day"
    AFTER = "after", "After the day, if it is not done"
    ESCALATION = "escalation", "To someone else, if it is still not done"


class Every(TextChoices):
    """How often someone hears of a kind of thing by email; all of it stands in their inbox at once."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day, in the morning"
    WEEKLY = "weekly", "Once a week, on Monday morning"
    OFF = "off", "Not by email"


@dataclass(frozen=True)
class Step:
    """A stage of one due, and its day."""

    stage: str
    day: date


def steps(due_on: date, offsets: Sequence[tuple[str, int]]) -> list[Step]:
    """The steps of what is due on the day, in order; an offset is in days from that day, negative before it."""
    order = list(Stage)
    return sorted(
        (Step(stage, due_on + timedelta(days=days)) for stage, days in offsets),
        key=lambda step: (step.day, order.index(Stage(step.stage))),
    )


def first_step(found: Sequence[Step], due_on: date, today: date) -> Step:
    """Where a due begins that is written today: at the next step, or at the latest one where its day has come.

    An earlier step whose day is over is left out: who agrees on Monday what is due on Wednesday needs no word that
    it is a week away.
    """
    come = [step for step in found if step.stage != Stage.ESCALATION and step.day <= today]
    if due_on <= today and come:
        return come[-1]
    return next((step for step in found if step.day >= today), found[-1])


def begun_on(remind_on: date, due_on: date, first: Step) -> Step:
    """Where a due begins whose first reminder has a day of its own; `first` is where it would begin without."""
    return Step(Stage.BEFORE if remind_on < due_on else first.stage, remind_on)


def told_and_next(found: Sequence[Step], stage: str, today: date) -> tuple[str, Step | None]:
    """Which stage is told now of a due that stands at `stage`, whose day has come, and where it stands then.

    Of several that came while nobody looked the latest is told, once. An escalation waits for another day than that
    on which the person was told: nobody is passed over unheard. None: nothing more is to come.
    """
    place = next((n for n, step in enumerate(found) if step.stage == stage), None)
    if place is None:
        return stage, None
    told = place
    if stage != Stage.ESCALATION:
        for n in range(place + 1, len(found)):
            if found[n].stage != Stage.ESCALATION and found[n].day <= today:
                told = n
    for step in found[told + 1 :]:
        if step.stage == Stage.ESCALATION:
            return found[told].stage, Step(step.stage, max(step.day, today + DAY))
        if step.day > today:
            return found[told].stage, step
    return found[told].stage, None


@dataclass(frozen=True)
class Quiet:
    """Hours in which a person gets no letter: from a full hour to another, over midnight where `to` is not later."""

    starts: int
    to: int

    def end(self, moment: datetime) -> datetime | None:
        """When the quiet that holds at the moment is over (local time); None where it is not quiet."""
        hour = moment.hour
        over_midnight = self.to <= self.starts
        inside = hour >= self.starts or hour < self.to if over_midnight else self.starts <= hour < self.to
        if not inside:
            return None
        day = moment.date() + (DAY if over_midnight and hour >= self.starts else timedelta(0))
        return datetime.combine(day, time(self.to), tzinfo=moment.tzinfo)


def letter_at(
    every: str, now: datetime, zone: ZoneInfo, *, quiet: Quiet | None = None, back_on: date | None = None
) -> datetime | None:
    """When the letter about something that happens now may go; None: never.

    `back_on` is the first day on which a person who is away is there again. Quiet hours come last: they move a letter
    to their end.
    """
    local = now.astimezone(zone)
    if every == Every.OFF:
        return None
    at = local
    if every != Every.AT_ONCE:
        day = local.date() if local.time() < MORNING else local.date() + DAY
        if every == Every.WEEKLY:
            day += timedelta(days=-day.weekday() % 7)
        at = datetime.combine(day, MORNING, tzinfo=zone)
    if back_on is not None:
        at = max(at, datetime.combine(back_on, MORNING, tzinfo=zone))
    return (quiet and quiet.end(at)) or at
