"""What an organisation's signed-off time splits are measured by (domain.md section 7). Pure."""

from decimal import Decimal

TARGET = Decimal(90)
"""Level 1 of the national levels of attainment: over 90 in 100 with a signed-off plan. Mark V."""


def share(part: int, whole: int) -> Decimal | None:
    """How many in 100, to one decimal; None of nobody."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else None


def level(signed: int, people: int) -> int | None:
    """The level of attainment that the share alone can show: 0 or 1; None where there is nobody.

    Levels 2 to 4 ask for agreed clinical output, and for delivery matched to demand: no record here shows that.
    """
    return None if not people else 1 if signed * 100 > people * TARGET else 0
