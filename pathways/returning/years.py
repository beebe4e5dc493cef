"""Years of the health service, from 1 April, and when what they held is settled. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from people.dates import after_months

SETTLED_MONTHS = 3
"""So long after its end a year waits for what is recorded late; what comes after that changes it no more."""


@dataclass(frozen=True)
class Year:
    """From 1 April until the next, half-open."""

    starts: date

    @property
    def ends(self) -> date:
        return after_months(self.starts, 12)

    @property
    def last_day(self) -> date:
        return self.ends - timedelta(days=1)

    @property
    def settled_on(self) -> date:
        """From this day on its figures stand."""
        return after_months(self.ends, SETTLED_MONTHS)

    @property
    def title(self) -> str:
        return f"{self.starts.year} to {self.ends.year}"


def settled_years(on: date, count: int) -> list[Year]:
    """The last so many years that are settled on the day, the newest first."""
    newest = Year(date(on.year - 1, 4, 1))
    if newest.settled_on > on:
        newest = Year(date(on.year - 2, 4, 1))
    return [Year(date(newest.starts.year - n, 4, 1)) for n in range(count)]
