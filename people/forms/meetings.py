"""A time to meet as people type it: a day, a time of day, a length, and a place or a link."""

import re
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone

from people.dates import after_months
from people.design.words import longdate, timeuk
from people.forms.base import Form
from people.forms.dates import DateField
from people.forms.fields import TextField, WholeNumberField

_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(am|pm)?")


def read_time(text: str) -> time:
    """A time of day as people write it: "9:30", "14.00", "2pm"; raises ValueError for anything else."""
    found = _CLOCK.fullmatch(text.strip().lower())
    if found is None or (found[2] is None and found[3] is None):
        raise ValueError(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute)


def moment(day: date, clock: time) -> datetime | None:
    """The moment in UTC at which clocks here show this; None in the hour that they leave out in spring.

    In UTC, since adding minutes to a local time would skip or repeat that hour. Of an hour that comes twice in autumn
    it is the first.
    """
    shown = datetime.combine(day, clock)
    at = timezone.make_aware(shown).astimezone(UTC)
    return at if timezone.make_naive(at) == shown else None


class Timed(Protocol):
    """Anything that has a time, a length, and a place or a link."""

    starts_at: datetime
    minutes: int
    place: str
    link: str


class MeetingForm(Form):
    """A time to meet, from now to three years ahead."""

    starts = DateField("Day", hint="For example 14 9 2027", missing="Enter the day")
    clock = TextField("Time", width=5, max_length=10, hint="For example 9:30 or 2pm", missing="Enter the time")
    minutes = WholeNumberField("Length", suffix="minutes", min_value=5, max_value=480, missing="Enter the length")
    place = TextField("Place (optional where there is a link)", required=False, max_length=200)
    link = TextField(
        "Link to meet online (optional)",
        required=False,
        max_length=300,
        hint="It begins with https://",
        spellcheck=False,
    )

    @staticmethod
    def of(there: Timed) -> dict[str, Any]:
        """What the form shows of a time there is."""
        at = timezone.localtime(there.starts_at)
        shown = {name: getattr(there, name) for name in ("minutes", "place", "link")}
        return {**shown, "starts": at.date(), "clock": f"{at.hour}:{at:%M}"}

    def clean_clock(self) -> time:
        try:
            return read_time(self.cleaned_data["clock"])
        except ValueError:
            raise ValidationError("Time must be a time of day, like 9:30 or 2pm") from None

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if link and not re.fullmatch(r"https://[^\s\"<>]+\.[^\s\"<>]+", link):
            raise ValidationError("Link must begin with https:// and hold no spaces")
        return link

    def slot(self) -> dict[str, Any]:
        """What the service is told; `starts_at` is in UTC."""
        said = self.cleaned_data
        at = moment(said["starts"], said["clock"])
        return {"starts_at": at, "minutes": said["minutes"], "place": said["place"], "link": said["link"]}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, clock = cleaned.get("starts"), cleaned.get("clock")
        if day and not timezone.localdate() <= day <= after_months(timezone.localdate(), 36):
            self.add_error("starts", "Day must be today or later, within three years")
        elif day and clock is not None and moment(day, clock) is None:
            at = timeuk(datetime.combine(day, clock))
            self.add_error("clock", f"The clocks go forward then: there is no {at} on {longdate(day)}")
        if not self.errors and not cleaned.get("place") and not cleaned.get("link"):
            self.add_error("place", "Give a place or a link")
        return cleaned
