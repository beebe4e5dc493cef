"""The effect of leading told again, plainly: one person's elements laid beside each other day by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rewards.reports.leading.rules import Moment, Role, moments
from rewards.reports.rules import Pay, Week, week_before_at_rates_now


@dataclass(frozen=True)
class Paid:
    """One pay element: from `starts` to the day before `ends` (None: runs on)."""

    kind: str
    annual_gbp: Decimal
    pas: Decimal
    starts: date
    ends: date | None

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


def week_on(elements: list[Paid], day: date) -> Week:
    """All that is paid on a day."""
    those = [each for each in elements if each.holds(day)]
    amounts = {
        kind: sum((e.annual_gbp for e in those if e.kind == kind), Decimal(0)) for kind in {e.kind for e in those}
    }
    return Pay(amounts, sum((e.pas for e in those if e.kind == "basic"), Decimal(0))).week


def changes(role: Role, elements: list[Paid], on: date) -> dict[Moment, Decimal]:
    """The change of each moment of the role that can be weighed."""
    before = week_on(elements, role.starts - timedelta(days=1))
    found = {}
    for moment, day in moments(role.starts, role.ends, on).items():
        now = week_on(elements, day)
        level = week_before_at_rates_now(before, now)
        if level is not None:
            found[moment] = now.total - level
    return found if Moment.START in found else {}
