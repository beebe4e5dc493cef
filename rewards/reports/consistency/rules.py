"""Same role, different pay: the spread of a kind of role, who stands outside it, and what explains them. Pure.

Allowances are pounds a year, PAs programmed activities a week.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median, quantiles

from people.design.words import number, pounds
from rewards.packages.rules import pence
from rewards.reports.roles_held import Held

FENCE = Decimal("1.5")
"""Outside: more than so many interquartile ranges beyond a quartile (Tukey's fences)."""
LEAST = 5
"""Quartiles of fewer say nothing."""
NEAR = Decimal("0.10")
YEARS = 2


@dataclass(frozen=True)
class Spread:
    """The quartiles and the median of what holders of one kind are paid for the role, pounds a year."""

    lower: Decimal
    middle: Decimal
    upper: Decimal

    def outside(self, amount: Decimal) -> bool:
        """Whether an allowance stands outside the spread."""
        reach = FENCE * (self.upper - self.lower)
        return amount < self.lower - reach or amount > self.upper + reach


def spread_of(amounts: Sequence[Decimal]) -> Spread | None:
    """Quartiles by the inclusive method, as spreadsheets' QUARTILE.INC; None of fewer than five."""
    if len(amounts) < LEAST:
        return None
    lower, middle, upper = (pence(each) for each in quantiles(amounts, n=4, method="inclusive"))
    return Spread(lower, middle, upper)


@dataclass(frozen=True)
class Peers:
    """What is usual among the holders of one kind."""

    spread: Spread
    pas: Decimal
    """The median PAs of the role."""
    a_pa: Decimal | None
    """The median allowance for one PA of the role."""
    since: int
    """The middle year in which the roles began."""


def peers_of(holders: Sequence[Held]) -> Peers | None:
    """What is usual among them; None of fewer than five."""
    spread = spread_of([each.allowance for each in holders])
    if spread is None:
        return None
    rates = [each.allowance / each.pas for each in holders if each.pas]
    return Peers(
        spread,
        median(each.pas for each in holders),
        pence(median(rates)) if rates else None,
        int(median(each.since.year for each in holders)),
    )


def explained(one: Held, peers: Peers) -> str:
    """What on record explains an allowance that stands outside, in a sentence; empty where nothing does."""
    if not one.allowance:
        return "Unpaid: the role is time only here, or its payment is in a salary."
    usual = peers.a_pa
    if one.pas and usual and abs(one.allowance / one.pas - usual) <= NEAR * usual and one.pas != peers.pas:
        week = f"{number(one.pas)} PAs against the usual {number(peers.pas)}"
        return f"{week}; for one PA it is near the usual {pounds(usual)}."
    if abs(one.since.year - peers.since) >= YEARS:
        return f"Agreed in {one.since.year}; most began about {peers.since}."
    return ""
