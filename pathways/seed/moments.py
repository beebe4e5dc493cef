"""Days as moments: seeded events happen at noon, UTC."""

from datetime import UTC, date, datetime, time


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
