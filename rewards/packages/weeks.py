"""How a contract counts its week: in PAs, in hours, or as a share of full time (domain.md S12).

Pure. All sums are in PAs; hours and shares are for display only.
"""

from dataclasses import dataclass
from decimal import Decimal

from people.design.words import number, pas, plural

HOURS_A_PA = 4
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Unit:
    """What a week is counted in. `pas`: how many PAs one of it is; the rest is how pay for one of it is said."""

    pas: Decimal
    each: str
    per: str

    @property
    def heading(self) -> str:
        """What stands before a year's pay for one of it."""
        return f"{self.each[0].upper()}{self.each[1:]}"

    def said(self, week: Decimal) -> str:
        """PAs a week in this unit: "10 PAs", "37.5 hours", "0.8 of full time"."""
        if self == IN_PAS:
            return pas(week)
        if self == IN_HOURS:
            return hours(week)
        share = week / self.pas
        return "full time" if share == 1 else f"{number(share.quantize(HUNDREDTH))} of full time"

    def with_pas(self, week: Decimal) -> str:
        """The time of a role, which is agreed in PAs: "2 PAs a week", "8 hours a week (2 PAs)"."""
        if self == IN_PAS:
            return f"{pas(week)} a week"
        return f"{hours(week)} a week ({pas(week)})"


IN_PAS = Unit(Decimal(1), "for each PA a week", "Per PA")
IN_HOURS = Unit(Decimal(1) / HOURS_A_PA, "for each hour a week", "Per hour")
IN_WTE = Unit(Decimal(10), "for a full-time week", "For a full-time week")


def hours(week: Decimal) -> str:
    """PAs a week as hours, to the hundredth in which hours are typed."""
    found = (week * HOURS_A_PA).quantize(HUNDREDTH)
    return plural(1, "hour") if found == 1 else f"{number(found)} hours"
