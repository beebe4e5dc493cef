"""What a proposed week is made of, in plain values, for the rules to judge (rules.py).

PAs are Decimal programmed activities a week, of 4 hours each; periods are half-open dates.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pathways.splits import settings

ZERO = Decimal(0)
FULL_TIME = Decimal(10)
TOLERANCE = Decimal("0.01")
STEP = Decimal("0.125")
SCREEN_STEP = Decimal("0.25")
HOURS_A_PA = Decimal(4)
PREMIUM_HOURS_A_PA = Decimal(3)
THOUSANDTH = Decimal("0.001")
CATEGORIES = ("dcc", "spa", "anr", "ed")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SESSIONS = {"am": "morning", "pm": "afternoon", "evening": "evening"}


class Level(StrEnum):
    """An error stops the split; a warning is weighed by the approvers; information is only told."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


class ContractKind(StrEnum):
    """What the rules need to know of a contract; `full_week` is its whole-time week in hours."""

    CONSULTANT = "consultant"
    SAS = "sas"
    HOURS = "hours"


@dataclass(frozen=True)
class Finding:
    """What a rule says of a split, in the words the user reads."""

    rule: str
    level: Level
    text: str


@dataclass(frozen=True)
class Line:
    """One line of a split. `additional` marks an additional PA, which counts inside the total (S1)."""

    category: str
    pas: Decimal
    what: str = ""
    additional: bool = False
    weekday: int | None = None
    session: str = ""
    hours: Decimal | None = None
    premium: bool = False
    sessions_a_year: Decimal | None = None
    service: int | None = None

    def counted(self, working_weeks: int) -> Decimal | None:
        """The PAs a week that follow from the hours or the sessions a year; None where PAs are simply given."""
        if self.sessions_a_year is not None:
            return pas_of_year(self.sessions_a_year, working_weeks)
        return None if self.hours is None else pas_of_hours(self.hours, premium=self.premium)


@dataclass(frozen=True)
class Span:
    """A half-open period; without an end it runs on."""

    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class Thresholds:
    """An employer's own limits in PAs a week; the defaults, their sources and marks stand in settings.py."""

    pa_cap: Decimal = settings.PA_CAP.default
    spa_floor: Decimal = settings.SPA_FLOOR.default
    sas_spa_floor: Decimal = settings.SAS_SPA_FLOOR.default
    clinical_minimum: Decimal = settings.CLINICAL_MINIMUM.default
    step: Decimal = STEP
    working_weeks: int = settings.WORKING_WEEKS.default


@dataclass(frozen=True)
class SplitFacts:
    """All that the rules ask of a proposed split, its owner and the splits agreed before it."""

    lines: tuple[Line, ...]
    total: Decimal
    span: Span | None = None
    agreed: tuple[Span, ...] = ()
    contract: ContractKind = ContractKind.CONSULTANT
    thresholds: Thresholds = field(default_factory=Thresholds)
    override_reason: str = ""
    override_agreed_by: str = ""
    wtr_opt_out: bool = False
    private_practice: bool = False
    extra_pa_offered: bool = False
    allowance_paid: bool = False

    def sum_of(self, *categories: str) -> Decimal:
        """PAs a week of the categories, additional ones included."""
        return sum((line.pas for line in self.lines if line.category in categories), ZERO)

    @property
    def additional(self) -> Decimal:
        return sum((line.pas for line in self.lines if line.additional), ZERO)


def pas_of_hours(amount: Decimal, *, premium: bool = False) -> Decimal:
    """Hours a week as PAs: 4 hours a PA, 3 in premium time (domain.md 1.1, V), to a thousandth."""
    return (amount / (PREMIUM_HOURS_A_PA if premium else HOURS_A_PA)).quantize(THOUSANDTH)


def pas_of_year(sessions: Decimal, working_weeks: int) -> Decimal:
    """Sessions a year, of 1 PA each, as PAs a week over the working weeks (domain.md 1.1), to a thousandth."""
    return (sessions / working_weeks).quantize(THOUSANDTH)


def hours(amount: Decimal) -> Decimal:
    """PAs a week as hours a week: 4 hours a PA (S12)."""
    return amount * HOURS_A_PA


def wte(amount: Decimal) -> Decimal:
    """PAs a week as a share of the 37.5-hour week of Agenda for Change and salaried GPs (S12, domain.md 1.5)."""
    return (hours(amount) / Decimal("37.5")).quantize(Decimal("0.01"))
