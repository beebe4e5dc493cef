"""What pricing asks about a person: plain values, no database, no clock.

Amounts are pounds a year; hours are programmed activities (PAs) a week.
"""

from dataclasses import dataclass
from decimal import Decimal

from rewards.awards.rules import AwardKind
from rewards.packages.weeks import IN_PAS, Unit
from rewards.rates.figures import Figure

ZERO = Decimal(0)
FULL_WEEK = Decimal(10)
"""PAs of a full-time week of doctors (domain.md 1.1)."""
FULL_WEEK_IN_HOURS = Decimal("9.375")
"""37.5 hours as PAs of 4 hours, for those whose contract counts hours (domain.md 1.5, S12)."""


@dataclass(frozen=True)
class OnCallDuty:
    """Category and rota in words, and the share of full-time basic pay; no share: the rate is not published."""

    words: str
    share: Figure | None


@dataclass(frozen=True)
class AreaRate:
    """A high cost area: a flat sum, or a share of full-time basic pay within bounds."""

    words: str
    flat: Figure | None = None
    share: Figure | None = None
    least: Figure | None = None
    most: Figure | None = None


@dataclass(frozen=True)
class Allowance:
    """What a leadership role pays on top, pounds a year; None where it is still to be agreed.

    `pas`: PAs a week that the role takes, of those given to leadership.
    """

    title: str
    annual_gbp: Decimal | None
    pas: Decimal = ZERO


@dataclass(frozen=True)
class Award:
    """An award at its stored value, pounds a year (P6: no uplift)."""

    label: str
    annual_gbp: Decimal
    kind: AwardKind = AwardKind.OLD_LOCAL


@dataclass(frozen=True)
class Protected:
    """What is paid of a sum protected after stepping down, pounds a year; `title` names the role left."""

    title: str
    annual_gbp: Decimal


@dataclass(frozen=True)
class Salary:
    """A whole salary for a role, pounds a year; `in_trust`: paid by a trust, so P9's line applies.

    `pas`: PAs a week that it pays for beside a clinical contract.
    """

    title: str
    annual_gbp: Decimal | None
    in_trust: bool = True
    pas: Decimal = ZERO


@dataclass(frozen=True)
class Circumstances:
    """All that pricing asks about a person in one employment on one day."""

    contract: str
    basic: Figure | None = None
    """Full-time basic pay a year; None where it is not published (P8)."""
    point: str = ""
    pas: Decimal = FULL_WEEK
    apas: Decimal = ZERO
    full_time: Decimal = FULL_WEEK
    unit: Unit = IN_PAS
    """In what the contract counts its week (S12); the figures here are PAs all the same."""
    consultant: bool = True
    on_call: OnCallDuty | None = None
    allowances: tuple[Allowance, ...] = ()
    awards: tuple[Award, ...] = ()
    area: AreaRate | None = None
    salary: Salary | None = None
    protections: tuple[Protected, ...] = ()
    clinical_contract: bool = True
    """False for someone paid by a whole salary alone."""
    licence: bool = True
    """Whether they keep a licence to practise, without which no award is held (domain.md 3.2)."""
    general_practice: bool = False
    leadership: Decimal = ZERO
    """PAs a week given to leadership, of those above."""
    employer_pension: Figure | None = None
    approval_line: Figure | None = None

    @property
    def within(self) -> Decimal:
        """PAs a week paid as basic pay: never more than full time (P2)."""
        return min(self.pas, self.full_time)

    @property
    def extra(self) -> Decimal:
        """PAs a week paid as additional ones."""
        return self.apas + max(self.pas - self.full_time, ZERO)
