"""Clinical cover as its pages show it: the picture's lines, the table's rows, and who else asks to give less.

Worked out here and not in the template, which took three times as long (1.5 ms a page): they are most of its figures.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pathways.effects.cover import Month, Reducing
from pathways.splits.effect import CoverEffect
from people.design.words import longdate, number, shortdate

WIDTH, BOTTOM, HIGHEST = 1000, 100, 96
"""Of the picture: its width, where nothing is given, and how far above that the largest figure stands."""


@dataclass(frozen=True)
class Cover:
    """The service month by month, what it needs (None where nobody has set it), and who else asks to give less."""

    needed: Decimal | None
    months: tuple[Month, ...]
    others: tuple[tuple[str, Reducing], ...]
    """By name."""
    first_day: CoverEffect

    @cached_property
    def top(self) -> Decimal:
        """The largest figure of the picture, at least 1."""
        figures = [figure for month in self.months for figure in (month.before, month.after, month.with_all)]
        return max([*figures, self.needed or Decimal(0), Decimal(1)])

    @cached_property
    def _scale(self) -> float:
        return HIGHEST / float(self.top)

    def height(self, figure: Decimal) -> float:
        """Where in the picture the figure stands, from the top down."""
        return round(BOTTOM - float(figure) * self._scale, 2)

    def steps(self, name: str) -> str:
        """The points of the line of `before`, `after` or `with_all`: level through each month."""
        edges = [round(n * WIDTH / len(self.months), 2) for n in range(len(self.months) + 1)]
        heights = [self.height(getattr(month, name)) for month in self.months]
        return " ".join(
            f"{start},{height} {end},{height}" for start, end, height in zip(edges, edges[1:], heights, strict=False)
        )

    def rows(self) -> list[list[str]]:
        """A row of words for each month; beside the need where that is set."""
        return [
            [
                shortdate(month.day),
                number(month.before),
                number(month.after),
                number(month.with_all),
                *([] if self.needed is None else [_signed(month.after - self.needed)]),
            ]
            for month in self.months
        ]

    def asking_less(self) -> list[str]:
        """Who else asks to give less, a line each."""
        return [f"{name}: {number(less.change)} PAs a week from {longdate(less.starts)}" for name, less in self.others]


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{number(value)}" if value else "none"
