"""A financial year's costs, month by month: added up as people are read, person by person only when asked. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from rewards.packages.rules import pence
from rewards.reports.costs.rules import Cost, shares
from rewards.reports.published import Fact
from rewards.reports.rules import ZERO
from rewards.reports.tabling import Group

Parts = tuple[Decimal, ...]


class Year:
    """Twelve months between thirteen `marks`; `parts` are stretches of people's costs, pounds a year."""

    def __init__(self, marks: Sequence[date]) -> None:
        self.marks = marks
        self.names = [f"{day:%B %Y}" for day in marks[:-1]]
        self.parts: list[tuple[int, date, date, Parts]] = []

    def add(self, key: int, starts: date, ends: date, costs: Sequence[Cost]) -> None:
        """What a person's roles cost from `starts` to the day before `ends`."""
        each = [cost.parts for cost in costs]
        whole = each[0] if len(each) == 1 else tuple(sum(those, ZERO) for those in zip(*each, strict=True))
        self.parts.append((key, starts, ends, whole))

    def groups(self) -> dict[str, Group]:
        """Each month's people, sums and how many people each sum is of: stretches of the same days are added first."""
        alike: dict[tuple[date, date], list[tuple[int, Parts]]] = defaultdict(list)
        for key, starts, ends, parts in self.parts:
            alike[starts, ends].append((key, parts))
        width = len(self.parts[0][3])
        sums = [[ZERO] * width for _ in self.names]
        paid: list[list[set[int]]] = [[set() for _ in range(width + 1)] for _ in self.names]
        for (starts, ends), those in alike.items():
            totals = [sum((parts[n] for _, parts in those), ZERO) for n in range(width)]
            who = [{key for key, parts in those if parts[n]} for n in range(width)] + [{key for key, _ in those}]
            for month, share in shares(starts, ends, self.marks):
                for n, total in enumerate(totals):
                    sums[month][n] += total * share
                for n, keys in enumerate(who):
                    paid[month][n] |= keys
        return {
            name: Group(
                name, len(paid[n][-1]), (), tuple(map(pence, sums[n])), tuple(len(keys) for keys in paid[n][:-1])
            )
            for n, name in enumerate(self.names)
            if paid[n][-1]
        }

    def facts(self) -> Iterator[Fact]:
        """Each person's part in each month, to the penny."""
        own: dict[tuple[int, int], list[Decimal]] = {}
        for key, starts, ends, parts in self.parts:
            for month, share in shares(starts, ends, self.marks):
                sums = own.setdefault((month, key), [ZERO] * len(parts))
                for n, amount in enumerate(parts):
                    sums[n] += amount * share
        for (month, key), sums in own.items():
            yield Fact(key, self.names[month], tuple(map(pence, sums)))
