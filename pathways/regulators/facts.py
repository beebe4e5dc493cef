"""What the regulators' rules ask of a person, gathered from agreed weeks, the clinical profile and settings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pathways.regulators.rules import HOURS_A_SESSION, NURSE_YEARS, Facts
from pathways.regulators.settings import LOW_VOLUME
from pathways.splits.models import AGREED, TimeSplit
from pathways.splits.settings import WORKING_WEEKS
from people.dates import after_months
from people.models import Clinician, User
from people.settings.reading import settings_on

GENERAL_PRACTICE = "General practice"
DAYS_A_YEAR = Decimal("365.25")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Kept:
    """An agreed week in a half-open time: its direct clinical care, PAs a week."""

    starts: date
    ends: date | None
    dcc: Decimal


def practice_hours(weeks: Iterable[Kept], starts: date, ends: date, working_weeks: int) -> Decimal:
    """Clinical hours from `starts` until `ends`: PAs × 4 hours × working weeks, by days; of one employer."""
    hours = ZERO
    for week in weeks:
        days = (min(week.ends or ends, ends) - max(week.starts, starts)).days
        if days > 0:
            hours += week.dcc * HOURS_A_SESSION * working_weeks * days / DAYS_A_YEAR
    return hours.quantize(Decimal("0.1"))


def kept_by(user: User, organisation_id: int) -> list[Kept]:
    """The person's agreed weeks with an employer, the earliest first: one query."""
    agreed = TimeSplit.objects.filter(user=user, organisation=organisation_id, status__in=AGREED).order_by("period")
    found = agreed.values_list("period", "dcc_pas")
    return [Kept(period.lower, period.upper, dcc) for period, dcc in found if period.lower]


def facts_of(
    user: User,
    organisation_id: int,
    *,
    on: date,
    today: date,
    away_from: date | None = None,
    returns_on: date | None = None,
    logged: Facts | None = None,
) -> Facts:
    """What is known on the day, in three queries. `today` is the day settings are asked of.

    `logged` brings hours of practice and learning from the person's own evidence, which count where they are more.
    """
    weeks = kept_by(user, organisation_id)
    held = settings_on(organisation_id, today, WORKING_WEEKS, LOW_VOLUME)
    clinician = Clinician.objects.filter(user=user).select_related("specialty").first()
    current = next(
        (week for week in reversed(weeks) if week.starts <= on and (week.ends is None or on < week.ends)), None
    )
    since = after_months(on, -12 * NURSE_YEARS)
    hours = practice_hours(weeks, since, on, held[WORKING_WEEKS]) if weeks else None
    facts = Facts(
        profession=clinician.profession if clinician else "",
        on=today,
        away_from=away_from,
        returns_on=returns_on,
        sessions=current.dcc * held[WORKING_WEEKS] if current else None,
        hours=hours,
        both_registers=bool(clinician and clinician.both_registers),
        general_practice=bool(clinician and clinician.specialty and clinician.specialty.name == GENERAL_PRACTICE),
        appraised_on=clinician.appraised_on if clinician else None,
        revalidates_on=clinician.revalidates_on if clinician else None,
        low_volume=held[LOW_VOLUME],
    )
    if logged is None:
        return facts
    more = max((found for found in (facts.hours, logged.hours) if found is not None), default=None)
    return replace(facts, hours=more, cpd_hours=logged.cpd_hours)
