"""Reckoning with calendar dates, as every floor does it."""

from calendar import monthrange
from datetime import date


def after_months(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier if negative), or the month's last where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
