"""What leading costs the employer, by stretches of days on which nothing changes. Pure.

Amounts are pounds a year, hours programmed activities (PAs) a week, periods half-open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from people.dates import after_months
from rewards.packages.rules import pence
from rewards.reports.rules import ZERO

TWELFTH = Decimal(1) / 12


@dataclass(frozen=True)
class OnCosts:
    """Shares of pay that the employer pays on top: for pensionable pay, and for all of it. None: not published."""

    pension: Decimal | None
    insurance: Decimal


@dataclass(frozen=True)
class Element:
    """One pay element of someone who leads; `role` names the leadership role it belongs to, if any."""

    kind: str
    annual_gbp: Decimal
    pas: Decimal
    pensionable: bool
    starts: date
    ends: date | None
    role: str = ""
    service: str = ""

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class Cost:
    """What one role of one person costs, pounds a year."""

    role: str
    service: str
    allowance: Decimal
    time: Decimal
    """Leadership PAs within the full-time week, at the person's basic pay for one PA."""
    apas: Decimal
    """Leadership PAs paid as additional ones."""
    on_costs: Decimal

    @property
    def parts(self) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal]:
        """The four parts and what they come to, to the penny."""
        each = (self.allowance, self.time, self.apas, self.on_costs)
        return (*each, sum(each, ZERO))


def costs_on(elements: Sequence[Element], day: date, on_costs: OnCosts) -> list[Cost]:
    """What each of a person's roles costs on the day.

    Leadership time counts as additional PAs as far as the person has any, and else as basic pay: a PA costs the same
    either way, but only basic pay and allowances carry pension (domain.md 1.4, 2.5).
    """
    held = [each for each in elements if each.holds(day)]
    basic = [each for each in held if each.kind == "basic" and each.pas]
    weekly = sum((each.pas for each in basic), ZERO)
    a_pa = sum((each.annual_gbp for each in basic), ZERO) / weekly if weekly else ZERO
    spare = sum((each.pas for each in held if each.kind == "apa"), ZERO)
    found = []
    for each in held:
        if each.kind != "allowance" or not each.role:
            continue
        additional = min(each.pas, spare)
        spare -= additional
        allowance, time, apas = each.annual_gbp, pence(a_pa * (each.pas - additional)), pence(a_pa * additional)
        pension = (on_costs.pension or ZERO) * (time + (allowance if each.pensionable else ZERO))
        insurance = on_costs.insurance * (allowance + time + apas)
        found.append(Cost(each.role, each.service, allowance, time, apas, pence(pension + insurance)))
    return found


def months(first: date, count: int = 12) -> list[date]:
    """First days of as many months, and of the one after."""
    return [after_months(first, n) for n in range(count + 1)]


def stretches(
    elements: Sequence[Element], first: date, last: date, on_costs: OnCosts
) -> list[tuple[date, date, list[Cost]]]:
    """The days from `first` to before `last` in stretches on which nothing changes, each with what its roles cost."""
    days = {day for each in elements for day in (each.starts, each.ends) if day is not None}
    turns = sorted({first, last, *(day for day in days if first < day < last)})
    return [(starts, ends, costs_on(elements, starts, on_costs)) for starts, ends in pairwise(turns)]


def shares(starts: date, ends: date, marks: Sequence[date]) -> Iterator[tuple[int, Decimal]]:
    """The months between marks in which a stretch lies, each with the share of a year that it is paid for in it.

    A whole month is a twelfth of a year; part of one is that part of its days.
    """
    for month, (begins, following) in enumerate(pairwise(marks)):
        within = (min(ends, following) - max(starts, begins)).days
        if within > 0:
            whole = (following - begins).days
            yield month, TWELFTH if within == whole else Decimal(within) / (whole * 12)
