"""Award schemes: what becomes of each, and which awards may be recorded for whom. Pure: no database, no clock.

Source: domain.md 3.1 and 3.2. Amounts are pounds a year, periods half-open.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from people.dates import after_months
from people.design.words import longdate, pounds

MOST_GBP = Decimal(100_000)
"""More than any scheme has paid (platinum 77,320 in 2020/21): a slip of the keyboard."""
IMPACT_MONTHS = 60
"""An impact award runs five years (domain.md 3.2, V)."""


class AwardKind(StrEnum):
    """Award schemes by what becomes of an award (domain.md 3.1)."""

    OLD_LOCAL = "old_local"
    NEW_LOCAL = "new_local"
    NATIONAL = "national"
    IMPACT = "impact"


@dataclass(frozen=True)
class Granted:
    """When awards of a scheme were granted: from `first` to the day before `closed` (None: still open)."""

    first: date
    closed: date | None
    words: str


GRANTED = {
    AwardKind.OLD_LOCAL: Granted(date(2003, 4, 1), date(2018, 4, 1), "The old local scheme was closed in April 2018"),
    AwardKind.NATIONAL: Granted(date(2003, 4, 1), date(2023, 1, 1), "Impact awards replaced this scheme in 2022"),
    AwardKind.NEW_LOCAL: Granted(
        date(2018, 4, 1), date(2024, 4, 1), "Local rounds ran from April 2018 and ended on 31 March 2024"
    ),
    AwardKind.IMPACT: Granted(date(2022, 4, 1), None, "Impact awards began in 2022"),
}
"""The days are those of domain.md 3.1; that of the last national awards is known by its year alone."""


def award_kind(scheme: str) -> AwardKind:
    """The kind of a scheme of awards.csv; a scheme that is not known counts as local and not pensionable."""
    if scheme.startswith(("Local/employer CEA (granted before", "Legacy CEA", "Discretionary points")):
        return AwardKind.OLD_LOCAL
    if scheme.startswith("National CEA"):
        return AwardKind.NATIONAL
    return AwardKind.IMPACT if scheme.startswith("National clinical impact") else AwardKind.NEW_LOCAL


def may_be_recorded(scheme: str) -> bool:
    """Whether an award of the scheme can be held in England today.

    Not those of Wales and Scotland, nor the older values of a scheme: what its holder gets is typed as it is.
    """
    return not scheme.startswith(("Legacy CEA", "Discretionary points")) and "Wales only" not in scheme


def holder_problem(kind: AwardKind, *, consultant: bool, gp: bool) -> str:
    """Why someone on this contract can't hold an award of the kind; empty where they can.

    The register of general practice is accepted for impact awards (domain.md 3.3, V).
    """
    if consultant or (gp and kind == AwardKind.IMPACT):
        return ""
    if kind == AwardKind.IMPACT:
        return "Impact awards are for consultants, and for GPs with an academic post: check the contract on that day"
    return "These awards are for consultants: check the contract on that day"


def grant_problem(kind: AwardKind, starts: date) -> str:
    """P6: why an award of the kind can't have begun on the day; a closed scheme is never granted anew."""
    granted = GRANTED[kind]
    if granted.closed and starts >= granted.closed:
        return f"{granted.words}: the first day must be before {longdate(granted.closed)}"
    if starts < granted.first:
        return f"{granted.words}: the first day must be {longdate(granted.first)} or later"
    return ""


def ends_by_itself(kind: AwardKind, starts: date) -> date | None:
    """The first day on which an award is over by the rules of its scheme; None where they set none."""
    return after_months(starts, IMPACT_MONTHS) if kind == AwardKind.IMPACT else None


def period_problem(kind: AwardKind, starts: date, ends: date | None) -> str:
    """Why an award can't last from `starts` to the day before `ends`."""
    if ends is not None and ends <= starts:
        return "The last day must be the first day or later"
    limit = ends_by_itself(kind, starts)
    if limit and (ends is None or ends > limit):
        last = longdate(date.fromordinal(limit.toordinal() - 1))
        return f"An impact award runs 5 years at most: enter {last} or an earlier day"
    return ""


def value_problem(annual_gbp: Decimal) -> str:
    """Why an award can't be worth so much a year."""
    if annual_gbp <= 0:
        return "The value must be more than £0"
    return f"No award is worth more than {pounds(MOST_GBP)} a year: check the value" if annual_gbp > MOST_GBP else ""
