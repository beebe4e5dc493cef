"""Pay over time as a picture of steps: where each part stands in it. Pure; the page draws it beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rewards.packages.facts import ZERO
from rewards.packages.record import ORDER, Step
from rewards.packages.rules import Kind

WIDTH, HEIGHT = Decimal(1000), Decimal(200)
TENTH = Decimal("0.1")
ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Bar:
    """One kind of pay over one step, in the picture's own units from its top left corner."""

    kind: Kind
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


@dataclass(frozen=True)
class Picture:
    """`ceiling`: pounds a year at the top. `day_at`: where the day asked about stands, if it is in the picture."""

    first: date
    last: date
    ceiling: Decimal
    bars: tuple[Bar, ...]
    kinds: tuple[Kind, ...]
    day_at: Decimal | None = None


def picture(steps: Sequence[Step], day: date) -> Picture | None:
    """The steps drawn to scale, from the first of them to the last; None where there is nothing to draw."""
    top = max((step.total for step in steps), default=ZERO)
    if not top:
        return None
    first, last = steps[0].starts, steps[-1].ends
    ceiling, span = _above(top), Decimal((last - first).days)
    bars = []
    for step in steps:
        x, width = _across(step.starts, first, span), _tenths(Decimal(step.days) / span * WIDTH)
        y = HEIGHT
        for kind in ORDER:
            if height := _tenths(step.of(kind) / ceiling * HEIGHT):
                y -= height
                bars.append(Bar(kind, x, y, width, height))
    kinds = tuple(kind for kind in ORDER if any(step.of(kind) for step in steps))
    return Picture(first, last, ceiling, tuple(bars), kinds, _across(day, first, span) if first <= day < last else None)


def _across(day: date, first: date, span: Decimal) -> Decimal:
    return _tenths(Decimal((day - first).days) / span * WIDTH)


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(TENTH)


def _above(top: Decimal) -> Decimal:
    """The next round sum: 1, 2, 2.5 or 5 and noughts."""
    unit = Decimal(10) ** top.adjusted()
    return next(unit * times for times in ROUND if unit * times >= top)
