"""What a new time split may start from: the one in force, a role's usual week, or one that many colleagues have."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, QuerySet

from pathways.splits.facts import lines_of
from pathways.splits.models import SplitStatus, TimeSplit
from pathways.splits.week import FULL_TIME, SCREEN_STEP, ZERO, Line
from people.models import Clinician, User
from people.settings.reading import set_by_organisations
from people.settings.shared import SMALL_NUMBER
from roles.models import Archetype

USUAL_SPA = Decimal("1.5")
"""Core supporting time in adverts (domain.md 1.1, V); the employer's own floor is judged by S5."""
MOST_PATTERNS = 6
SUPPORTING = "Appraisal, learning, audit"


@dataclass(frozen=True)
class Start:
    """A first week to change: PAs a week in all and its lines; the service and the role where it is one's own."""

    total: Decimal
    lines: tuple[Line, ...]
    service: int | None = None
    appointment: int | None = None


@dataclass(frozen=True)
class Pattern:
    """A week that `people` colleagues have, in PAs a week of each category; nobody's in particular."""

    dcc: Decimal
    spa: Decimal
    anr: Decimal
    ed: Decimal
    people: int

    @property
    def key(self) -> str:
        """As the address has it: dcc, spa, anr, ed."""
        return "_".join(f"{pas.normalize():f}" for pas in (self.dcc, self.spa, self.anr, self.ed))

    def start(self) -> Start:
        parts = (
            Line("dcc", self.dcc, "Direct clinical care"),
            Line("spa", self.spa, SUPPORTING),
            Line("anr", self.anr, "Leadership"),
            Line("ed", self.ed, "External duties"),
        )
        return Start(self.dcc + self.spa + self.anr + self.ed, tuple(line for line in parts if line.pas))


def usual_of(archetype: Archetype) -> Start | None:
    """A full week around the middle of the role's usual PAs, to a quarter; None where no usual PAs are known."""
    if archetype.pas_low is None:
        return None
    middle = (archetype.pas_low + (archetype.pas_high or archetype.pas_low)) / 2
    pas = (middle / SCREEN_STEP).to_integral_value(ROUND_HALF_UP) * SCREEN_STEP
    if not ZERO < pas <= FULL_TIME:
        return None
    supporting = min(USUAL_SPA, FULL_TIME - pas)
    parts = (
        Line("dcc", FULL_TIME - pas - supporting, "Direct clinical care"),
        Line("spa", supporting, SUPPORTING),
        Line("anr", pas, archetype.title[:120]),
    )
    return Start(FULL_TIME, tuple(line for line in parts if line.pas))


def archetypes_with_usual_pas() -> QuerySet[Archetype]:
    """The roles whose usual PAs are known."""
    return Archetype.objects.filter(pas_low__isnull=False, pas_high__gt=0, pas_low__lte=FULL_TIME)


def current_of(user: User, on: date) -> TimeSplit | None:
    """The split whose week holds on the day: the latest begun, where there are several employers."""
    held = TimeSplit.objects.filter(user=user).in_force(on).order_by("-period")
    return held.select_related("service", "organisation").prefetch_related("lines").first()


def named(user: User, name: str, on: date) -> Start | None:
    """The start that the address names ("now", "role-7", "week-6_2_2_0"); None for a name that offers none."""
    kind, _, key = name.partition("-")
    if kind == "now":
        current = current_of(user, on)
        if current is None:
            return None
        return Start(current.total_pas, lines_of(current), current.service_id, current.appointment_id)
    if kind == "role" and key.isascii() and key.isdigit() and len(key) < 10:
        archetype = archetypes_with_usual_pas().filter(pk=int(key)).first()
        return usual_of(archetype) if archetype else None
    if kind == "week":
        return next((pattern.start() for pattern in patterns(user, on) if pattern.key == key), None)
    return None


def least_people(on: date) -> int:
    """How many must have the same week before it is shown (R12): the most any employer asks, as it may be theirs."""
    return max([SMALL_NUMBER.default, *set_by_organisations(SMALL_NUMBER, on).values()])


def patterns(user: User, on: date) -> tuple[Pattern, ...]:
    """The commonest weeks of leading colleagues of the same profession, any employer, each held by enough people."""
    clinician = Clinician.objects.filter(user=user).first()
    if clinician is None:
        return ()
    held = (
        TimeSplit.objects.filter(
            status=SplitStatus.IN_FORCE,
            period__contains=on,
            anr_pas__gt=0,
            apa_pas=0,
            user__clinician__profession=clinician.profession,
        )
        .exclude(user=user)
        .values("dcc_pas", "spa_pas", "anr_pas", "ed_pas")
        .annotate(people=Count("user", distinct=True))
        .filter(people__gte=least_people(on))
        .order_by("-people", "-anr_pas", "dcc_pas", "spa_pas")
    )
    return tuple(
        Pattern(row["dcc_pas"], row["spa_pas"], row["anr_pas"], row["ed_pas"], row["people"])
        for row in held[:MOST_PATTERNS]
    )
