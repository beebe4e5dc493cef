"""What of an allowance is paid on after its role, as its employer has set for that day (domain.md 2.6), in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from people.design.words import pounds, shortdate
from people.settings.reading import settings_on_days
from rewards.comparisons.spans import paid
from rewards.protection.rules import Sum, steps
from rewards.protection.settings import PROTECTION_FULL_MONTHS, PROTECTION_TAPER_MONTHS

Policy = tuple[int, int]
"""Months in full, and months of equal steps to nothing."""
Policies = Callable[[int, date], Policy]
"""What an organisation, by its key, has set for the first day without the role."""
NONE = (
    "The employer has set no protection of allowances here, so this one ends with its role. Protection is each "
    "employer’s own: ask HR."
)


def policies(asked: Iterable[tuple[int, date]]) -> Policies:
    """Reads the policies of organisations on days: one query an organisation."""
    days: dict[int, set[date]] = defaultdict(set)
    for organisation, day in asked:
        days[organisation].add(day)
    found = {
        organisation: settings_on_days(organisation, those, PROTECTION_FULL_MONTHS, PROTECTION_TAPER_MONTHS)
        for organisation, those in days.items()
    }

    def policy(organisation: int, day: date) -> Policy:
        held = found[organisation][day]
        return held[PROTECTION_FULL_MONTHS], held[PROTECTION_TAPER_MONTHS]

    return policy


def protection_said(allowance: Decimal | None, ends: date, policy: Policy) -> str:
    """How an allowance, pounds a year, is paid on from the day after the term, and what that comes to."""
    full, taper = policy
    if not full and not taper:
        return NONE
    if not allowance:
        return "The employer protects an allowance for a time after its role: ask HR what that would come to."
    following = steps(Sum("", allowance, ends, full, taper))
    money = paid((step.starts, step.ends, step.annual_gbp) for step in following)
    said = []
    if full:
        said.append(f"in full until {shortdate(following[0].ends)}")
    if taper:
        said.append(f"in equal monthly steps to nothing on {shortdate(following[-1].ends)}")
    how = ", then ".join(said)
    return f"The employer protects the allowance of {pounds(allowance)} a year: {how}; {pounds(money)} in all."
