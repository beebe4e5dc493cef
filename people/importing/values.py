"""Single values of an uploaded table as what they are meant to be; what is not raises ValueError with a sentence."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from people.importing.sheets import Value

UK = re.compile(r"(\d{1,2})[./ -](\d{1,2}|[A-Za-z]{3,9})[./ -](\d{4})", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)
NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = {words: n for n, name in enumerate(NAMES, start=1) for words in (name, name[:3])}
DECIMALS = {2: "two", 3: "three"}
YES, NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0", ""}


def text_of(value: Value, *, most: int) -> str:
    """Words in one line; a figure as it is written."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    found = " ".join(str("" if value is None else value).replace("\0", "").split())
    if len(found) > most:
        raise ValueError(f"has {len(found):,} characters; make it {most} or fewer")
    return found


def date_of(value: Value) -> date | None:
    """A day: a date of the spreadsheet, or words in the order day month year, or year-month-day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    words = str("" if value is None else value).strip()
    if not words:
        return None
    uk, iso = UK.fullmatch(words), ISO.fullmatch(words)
    parts = (uk[3], uk[2], uk[1]) if uk else (iso[1], iso[2], iso[3]) if iso else None
    if parts is None:
        raise ValueError(f"“{words[:40]}” is no date; write it like 1/4/2026")
    try:
        return date(int(parts[0]), MONTHS.get(parts[1].lower()) or int(parts[1]), int(parts[2]))
    except ValueError as wrong:
        raise ValueError(f"“{words[:40]}” is no day of the calendar; write day, month, year") from wrong


def pounds_of(value: Value, *, most: Decimal) -> Decimal | None:
    """Pounds from 0 to `most`, to the penny, typed with or without their sign."""
    return number_of(value.replace("£", "") if isinstance(value, str) else value, most=most, decimals=2)


def number_of(value: Value, *, most: Decimal, decimals: int = 3) -> Decimal | None:
    """A figure from 0 to `most`, with no more decimals than these; a spreadsheet's own figure is rounded to them."""
    if isinstance(value, bool | date):
        raise ValueError(f"“{value}” is no number")
    words = str("" if value is None else value).replace(",", "").replace("\u00a0", "").replace("−", "-").strip()
    if not words:
        return None
    try:
        found = Decimal(words) if words.isascii() and "_" not in words else Decimal("NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise ValueError(f"“{words[:40]}” is no number; write it like 1.5")
    if not 0 <= found <= most:
        raise ValueError(f"{words[:40]} is not between 0 and {most:,}")
    exact = found.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if exact != found and not isinstance(value, float):
        raise ValueError(f"{words[:40]} has more than {DECIMALS[decimals]} decimals")
    return exact


def yes_of(value: Value) -> bool:
    """Yes or no; nothing is no."""
    words = str("" if value is None else int(value) if isinstance(value, float) else value).strip().lower()
    if words in YES or words in NO:
        return words in YES
    raise ValueError(f"“{words[:40]}” is neither yes nor no")
