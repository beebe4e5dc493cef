"""How an invented week divides over the categories: plain values that keep S1, S2 and S5."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from pathways.splits.models import Category

EIGHTH = Decimal("0.125")
SPA_FULL_TIME = Decimal("1.5")
FULL_WEEK = Decimal(10)

DOCTOR_WORK = ("Clinics and ward rounds", "Lists, procedures and on-call work", "Clinical administration")
OTHER_WORK = ("Patient care", "Caseload review and supervision", "Clinical administration")


@dataclass(frozen=True)
class Line:
    """One line of a week, in PAs."""

    category: Category
    what: str
    pas: Decimal
    additional: bool = False


def week(*, pas: Decimal, apa: Decimal, role: str, role_pas: Decimal, external: Decimal, medical: bool) -> list[Line]:
    """Lines that add up to `pas` + `apa`: supporting time in proportion, the role's time, then clinical care."""
    spa = _eighths(SPA_FULL_TIME * min(pas, FULL_WEEK) / FULL_WEEK)
    dcc = pas - spa - role_pas - external
    work = DOCTOR_WORK if medical else OTHER_WORK
    admin = _eighths(dcc / 8)
    second = _eighths((dcc - admin) / 3)
    lines = [
        Line(Category.DCC, work[0], dcc - admin - second),
        Line(Category.DCC, work[1], second),
        Line(Category.DCC, work[2], admin),
        Line(Category.DCC, "Additional clinical session", apa, additional=True),
        Line(Category.SPA, "Appraisal, audit, teaching and job planning", spa),
        Line(Category.ANR, role, role_pas),
        Line(Category.ED, "College and regional work", external),
    ]
    return [line for line in lines if line.pas > 0]


def total(lines: list[Line], *categories: Category) -> Decimal:
    """PAs a week of the categories, or of all."""
    return sum((line.pas for line in lines if not categories or line.category in categories), Decimal(0))


def _eighths(value: Decimal) -> Decimal:
    """Rounded up to a multiple of 0.125 (S2)."""
    return (value / EIGHTH).to_integral_value(ROUND_CEILING) * EIGHTH
