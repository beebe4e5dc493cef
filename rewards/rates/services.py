"""Looking rates up: pay points and single rates that hold on a day, read in one query."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from rewards.rates.figures import Figure

# By hand, as pricing asks it on every post's page (rewards/packages/reading.py).
RATES = """
SELECT name, NULL, value, '', lower(period), upper(period), source, mark FROM rewards_rate
UNION ALL
SELECT contract, point, annual_gbp, financial_year, lower(period), upper(period), source, mark FROM rewards_paypoint
WHERE %(every)s OR (contract, point) IN (SELECT * FROM unnest(%(contracts)s::text[], %(points)s::text[]))
"""


@dataclass(frozen=True)
class Held:
    """A figure with its half-open period; `ends` None runs on."""

    starts: date
    ends: date | None
    figure: Figure

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


class Rates:
    """Figures by name: `point:<contract>:<point>` in pounds a year full time, or the name of a rate."""

    def __init__(self, rows: Iterable[tuple[str, Decimal, str, date, date | None, str, str]]) -> None:
        self._held: dict[str, list[Held]] = defaultdict(list)
        for name, value, year, starts, ends, source, mark in rows:
            self._held[name].append(Held(starts, ends, Figure(value, source, mark, year)))

    def on(self, name: str, day: date) -> Figure | None:
        """The figure that holds on the day, or None: a year without a rate has none (P8)."""
        return next((held.figure for held in self._held.get(name, ()) if held.holds(day)), None)

    def day_to_price(self, names: Iterable[str], on: date) -> date:
        """The day itself if all these rates are published for it, else the last day for which all are (P1, P8).

        A rate that was never published does not count: its line stays without a figure.
        """
        known = [name for name in names if name in self._held]
        ends = {held.ends - timedelta(days=1) for name in known for held in self._held[name] if held.ends}
        days = [on, *sorted((day for day in ends if day < on), reverse=True)]
        return next((day for day in days if all(self.on(name, day) for name in known)), on)

    def changes(self, names: Iterable[str], after: date) -> set[date]:
        """First days, after the one given, of new figures under these names."""
        return {held.starts for name in names for held in self._held.get(name, ()) if held.starts > after}


def point_name(contract: str, point: str) -> str:
    """What a pay point is called among the rates."""
    return f"point:{contract}:{point}"


def load(points: Collection[tuple[str, str]] | None = None) -> Rates:
    """All single rates, and these pay points (contract, label) of all years (None: every point), in one query."""
    asked: dict[str, bool | list[str]] = {
        "every": points is None,
        "contracts": [contract for contract, _ in points or ()],
        "points": [label for _, label in points or ()],
    }
    with connection.cursor() as cursor:
        cursor.execute(RATES, asked)
        return Rates((point_name(name, point) if point else name, *figure) for name, point, *figure in cursor)
