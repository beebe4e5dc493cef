"""A date as day, month and year: three inputs, months by number or name, errors naming the wrong part."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from people.design.words import shortdate
from people.forms.looks import Looks

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEARS = range(1900, 2200)
"""Room on both sides to reckon with a day before or a term after."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class Typed(NamedTuple):
    """A date as it was typed."""

    day: str
    month: str
    year: str


class DateParts(forms.Widget):
    """Reads `starts-day`, `starts-month` and `starts-year`; an ISO date under the plain name is read too."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed | None:
        parts = [str(data.get(f"{name}-{part}") or "").strip()[:20] for part in PARTS]
        if not any(parts) and (iso := _ISO.fullmatch(str(data.get(name) or "").strip())):
            parts = [iso[3], iso[2], iso[1]]
        return Typed(*parts) if any(parts) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key in data for key in (name, *(f"{name}-{part}" for part in PARTS)))

    def use_required_attribute(self, initial: Any) -> bool:
        return False


def as_typed(value: Any) -> Typed:
    """The three inputs' texts for a date, for what was typed, or for nothing."""
    if isinstance(value, Typed):
        return value
    if isinstance(value, date):
        return Typed(str(value.day), str(value.month), str(value.year))
    return Typed("", "", "")


class DateField(Looks, forms.Field):
    """A calendar date, Europe/London; `earliest` and `latest` are inclusive."""

    widget = DateParts

    def __init__(
        self, label: str = "", *, earliest: date | None = None, latest: date | None = None, **options: Any
    ) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(label, **options)

    def to_python(self, value: Any) -> date | None:
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        typed = value if isinstance(value, Typed) else self._from_text(str(value))
        label = self.label or "Date"
        for part, text in zip(PARTS, typed, strict=True):
            if not text:
                raise ValidationError(f"{label} must include a {part}", code="part", params={"part": part})
        month = self._month(typed.month)
        if month is None:
            raise ValidationError(f"{label} must have a month from 1 to 12", params={"part": "month"})
        if not re.fullmatch(r"[0-9]{4}", typed.year) or typed.year == "0000":
            raise ValidationError(f"{label} must have a year of four numbers, like 2026", params={"part": "year"})
        if int(typed.year) not in YEARS:
            said = f"{label} must have a year from {YEARS.start} to {YEARS.stop - 1}"
            raise ValidationError(said, params={"part": "year"})
        try:
            return date(int(typed.year), month, int(typed.day) if typed.day.isascii() and typed.day.isdigit() else 0)
        except (ValueError, OverflowError):
            raise ValidationError(f"{label} must be a real date, like 27 3 2026", params={"part": "day"}) from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise ValidationError(f"{self.label} must be on or after {shortdate(self.earliest)}")
        if value and self.latest and value > self.latest:
            raise ValidationError(f"{self.label} must be on or before {shortdate(self.latest)}")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return as_typed(initial) != as_typed(data)

    def _from_text(self, text: str) -> Typed:
        iso = _ISO.fullmatch(text.strip())
        return Typed(iso[3], iso[2], iso[1]) if iso else Typed(text[:20], "", "")

    def _month(self, text: str) -> int | None:
        if text.isascii() and text.isdigit():
            return int(text) if 1 <= int(text) <= 12 else None
        name = text.lower()
        return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS and _is_month(name) else None


def _is_month(name: str) -> bool:
    full = date(2000, MONTHS.index(name[:3]) + 1, 1).strftime("%B").lower()
    return full.startswith(name.rstrip(".")) or name == "sept"
