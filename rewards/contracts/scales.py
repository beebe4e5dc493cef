"""The scales of the contracts as published: which points there are on a day, and after how many years."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rewards.rates.models import PayPoint


@dataclass(frozen=True)
class Point:
    """A point of a scale: pounds a year full time; reached after so many whole years (None: not published)."""

    label: str
    annual_gbp: Decimal
    years: int | None
    checked: bool = True


@dataclass(frozen=True)
class Scale:
    """The points that hold on a day, the lowest first; or those published last before it.

    `published`: whether they are published for the day itself (P8). `starts`: the first day of this table.
    """

    points: tuple[Point, ...] = ()
    starts: date | None = None
    ends: date | None = None
    published: bool = False

    @property
    def labels(self) -> list[str]:
        return [point.label for point in self.points]


class Scales:
    """Every table of the contracts asked for; no query after loading."""

    def __init__(self, points: Iterable[PayPoint]) -> None:
        self._tables: dict[str, dict[tuple[date, date | None], list[PayPoint]]] = defaultdict(lambda: defaultdict(list))
        for point in points:
            if point.period.lower:
                self._tables[point.contract][point.period.lower, point.period.upper].append(point)

    def on(self, contract: str, day: date) -> Scale:
        """The scale that holds on the day, or else the last one published before it (docs/adr/0007)."""
        begun = [days for days in self._tables.get(contract, {}) if days[0] <= day]
        if not begun:
            return Scale()
        starts, ends = max(begun)
        points = sorted(self._tables[contract][starts, ends], key=lambda point: point.annual_gbp)
        return Scale(
            tuple(Point(p.point, p.annual_gbp, p.years_from, "MEMORY" not in p.mark) for p in points),
            starts,
            ends,
            published=ends is None or day < ends,
        )


def scales(contracts: Collection[str]) -> Scales:
    """The scales of these contracts, in one query."""
    return Scales(PayPoint.objects.filter(contract__in=contracts).order_by("contract", "period", "annual_gbp"))
