"""The pay points seeded people stand on: of each contract the latest year that has been published (P8)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from rewards.models import PayPoint


@dataclass
class Points:
    """Labels by contract, each with the years of service from which it holds; in order of pay."""

    by_contract: dict[str, list[tuple[int | None, str]]]

    def label(self, contract: str, years: int) -> str:
        """The point reached after so many years; where the table gives no years, one step in four years."""
        points = self.by_contract.get(contract, [])
        reached = [label for start, label in points if start is not None and start <= years]
        if reached:
            return reached[-1]
        return points[min(years // 4, len(points) - 1)][1] if points else ""


def points_on(day: date) -> Points:
    """Reads the table as it stands on the day."""
    kept: dict[str, dict[str, list[tuple[int | None, str]]]] = defaultdict(lambda: defaultdict(list))
    begun = PayPoint.objects.filter(period__startswith__lte=day).order_by("annual_gbp")
    for point in begun:
        kept[point.contract][str(point.period.lower)].append((point.years_from, point.point))
    return Points({contract: years[max(years)] for contract, years in kept.items()})
