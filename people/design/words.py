"""Figures, dates and times in words, as every page writes them (Jinja filters)."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import timezone

MINUS = "−"
UNKNOWN = "not known"
KEPT = 4_096
"""Figures and dates whose words are kept: a list writes the same few over and over."""


def pounds(value: Decimal | int | None) -> str:
    """Whole pounds, rounded half up: Decimal("12345.50") → "£12,346"; a loss as "−£1,200"."""
    if value is None:
        return UNKNOWN
    whole = Decimal(value).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{MINUS if whole < 0 else ''}£{abs(whole):,}"


def pounds_pence(value: Decimal | int | None) -> str:
    """Pounds and pence: Decimal("12345.6") → "£12,345.60"."""
    if value is None:
        return UNKNOWN
    exact = Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{MINUS if exact < 0 else ''}£{abs(exact):,}"


def change(value: Decimal | int | None) -> str:
    """A gain or a loss in whole pounds, always signed: "+£1,200", "−£800", "no change"."""
    if value is None:
        return UNKNOWN
    text = pounds(value)
    return "no change" if text == "£0" else text if text.startswith(MINUS) else f"+{text}"


def number(value: Decimal | int | None) -> str:
    """A figure without needless zeros, thousands with a comma: Decimal("2.50") → "2.5", 12000 → "12,000"."""
    if value is None:
        return UNKNOWN
    return _number(value) if value else "0"


@lru_cache(maxsize=KEPT)
def _number(value: Decimal | int) -> str:
    text = f"{Decimal(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", MINUS)


def pas(value: Decimal | int | None) -> str:
    """Programmed activities a week: Decimal("2.50") → "2.5 PAs", Decimal("1.00") → "1 PA"."""
    if value is None:
        return UNKNOWN
    return f"{number(value)} {'PA' if abs(Decimal(value)) == 1 else 'PAs'}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: (1, "post") → "1 post", (1200, "post") → "1,200 posts"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def shortdate(value: date | datetime | None) -> str:
    """The date without its weekday: "3 March 2026"."""
    return UNKNOWN if value is None else _short(_day(value))


def longdate(value: date | datetime | None) -> str:
    """The date with its weekday: "Tuesday 3 March 2026"."""
    return UNKNOWN if value is None else _long(_day(value))


# Kept: a page says the same few days over and over, and writing one takes ten times as long as finding it.
@lru_cache(maxsize=KEPT)
def _short(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@lru_cache(maxsize=KEPT)
def _long(day: date) -> str:
    return f"{day:%A} {_short(day)}"


def timeuk(value: datetime | None) -> str:
    """The time of day in London: "9am", "5:30pm", "midday", "midnight"."""
    if value is None:
        return UNKNOWN
    at = timezone.localtime(value) if timezone.is_aware(value) else value
    if at.minute == 0 and at.hour in (0, 12):
        return "midnight" if at.hour == 0 else "midday"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def longtime(value: datetime | None) -> str:
    """Date and time: "Tuesday 3 March 2026 at 5:30pm"."""
    return UNKNOWN if value is None else f"{longdate(value)} at {timeuk(value)}"


def relative(value: date | datetime | None, today: date | None = None) -> str:
    """How far off the day is: "today", "tomorrow", "in 5 days", "3 days ago", "in 6 weeks", "2 years ago"."""
    if value is None:
        return UNKNOWN
    days = (_day(value) - (today or timezone.localdate())).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    span = abs(days)
    if span < 21:
        words = plural(span, "day")
    elif span < 91:
        words = plural(span // 7, "week")
    elif span < 730:
        words = plural(round(span / 30.44), "month")
    else:
        words = plural(round(span / 365.25), "year")
    return f"in {words}" if days > 0 else f"{words} ago"
