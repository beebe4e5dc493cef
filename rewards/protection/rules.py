"""What is paid of a protected allowance after stepping down: in full, then in equal monthly steps to nothing.

Pure: no database, no clock. Amounts are pounds a year, periods half-open. That an allowance ends with the role unless
the employer protects it is local (domain.md 2.6, M); an on-call supplement is never protected (V).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from people.dates import after_months

ZERO = Decimal(0)
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Step:
    """So much a year from a day to the day before another."""

    starts: date
    ends: date
    annual_gbp: Decimal


@dataclass(frozen=True)
class Sum:
    """An allowance protected from the day after its role: for how many months in full, and in steps."""

    title: str
    annual_gbp: Decimal
    from_day: date
    full_months: int
    taper_months: int
    source: str = ""


@dataclass(frozen=True)
class Allowance:
    """An allowance paid from a day to the day before another (None: runs on), of a role held since `role_from`."""

    annual_gbp: Decimal
    role_from: date
    starts: date
    ends: date | None


@dataclass(frozen=True)
class Paid:
    """What is paid of one protected sum in a time."""

    of: Sum
    step: Step


def steps(protected: Sum) -> list[Step]:
    """The sum in full for its months, then falling by the same amount each month, to nothing after the last.

    Three months of steps pay three quarters, a half and a quarter. Without months of either, nothing.
    """
    found = []
    tapers_from = after_months(protected.from_day, protected.full_months)
    if protected.full_months:
        found.append(Step(protected.from_day, tapers_from, protected.annual_gbp))
    falls = protected.taper_months + 1
    for month in range(protected.taper_months):
        share = protected.annual_gbp * (falls - 1 - month) / falls
        starts = after_months(protected.from_day, protected.full_months + month)
        ends = after_months(protected.from_day, protected.full_months + month + 1)
        found.append(Step(starts, ends, share.quantize(PENNY, ROUND_HALF_UP)))
    return found


def paid(sums: Iterable[Sum], allowances: Sequence[Allowance], *, until: date | None = None) -> list[Paid]:
    """What is paid of each sum: its step less the allowances of roles begun since, never below nothing.

    One allowance takes up each pound once, of the sum protected first. `until`: the first day without an employment.
    """
    ordered = sorted(sums, key=_order)
    own = {each: steps(each) for each in ordered}
    edges = {day for found in own.values() for step in found for day in (step.starts, step.ends)}
    edges |= {day for each in allowances for day in (each.starts, each.ends) if day}
    days = sorted(day for day in edges | ({until} if until else set()) if until is None or day <= until)
    found: list[Paid] = []
    for day, following in pairwise(days):
        free = {index: each.annual_gbp for index, each in enumerate(allowances) if _holds(each, day)}
        for each in ordered:
            left = next((step.annual_gbp for step in own[each] if step.starts <= day < step.ends), ZERO)
            for index in free:
                if allowances[index].role_from >= each.from_day:
                    taken = min(left, free[index])
                    left, free[index] = left - taken, free[index] - taken
            if left:
                found.append(Paid(each, Step(day, following, left)))
    return _joined(found)


def paid_on(sums: Iterable[Sum], allowances: Sequence[Allowance], day: date) -> Decimal:
    """What is paid of all the sums on the day, pounds a year."""
    found = [each.step for each in paid(sums, allowances)]
    return sum((step.annual_gbp for step in found if step.starts <= day < step.ends), ZERO)


def _order(each: Sum) -> tuple[date, str, str]:
    return each.from_day, each.title, each.source


def _holds(each: Allowance, day: date) -> bool:
    return each.starts <= day and (each.ends is None or day < each.ends)


def _joined(found: list[Paid]) -> list[Paid]:
    """Puts together what goes on at the same amount."""
    joined: list[Paid] = []
    for each in sorted(found, key=lambda one: (_order(one.of), one.step.starts)):
        last = joined[-1] if joined else None
        goes_on = last and last.of == each.of and last.step.ends == each.step.starts
        if last and goes_on and last.step.annual_gbp == each.step.annual_gbp:
            joined[-1] = replace(last, step=replace(last.step, ends=each.step.ends))
        else:
            joined.append(each)
    return joined
