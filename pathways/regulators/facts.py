"""What the regulators' rules ask of a person, gathered from agreed weeks, the clinical profile and settings.

They ask of all of one's practice, whoever employs: the weeks of every employer count together.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pathways.regulators.rules import HOURS_A_SESSION, LOW_VOLUME_SESSIONS, NURSE_YEARS, Facts
from pathways.splits.models import AGREED, TimeSplit
from pathways.splits.settings import WORKING_WEEKS
from people.dates import after_months
from people.models import Clinician, Membership, User
from people.settings.reading import settings_of

GENERAL_PRACTICE = "General practice"
DAYS_A_YEAR = Decimal("365.25")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Kept:
    """An agreed week in a half-open time: its direct clinical care, PAs a week, in so many weeks a year of work.

    `employer` is the key of the organisation it is agreed with.
    """

    starts: date
    ends: date | None
    dcc: Decimal
    working_weeks: int
    employer: int = 0

    def holds(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on < self.ends)


def practice_hours(weeks: Iterable[Kept], starts: date, ends: date) -> Decimal:
    """Clinical hours from `starts` until `ends`: PAs × 4 hours × working weeks, by days, of all the weeks together."""
    hours = ZERO
    for week in weeks:
        days = (min(week.ends or ends, ends) - max(week.starts, starts)).days
        if days > 0:
            hours += week.dcc * HOURS_A_SESSION * week.working_weeks * days / DAYS_A_YEAR
    return hours.quantize(Decimal("0.1"))


def sessions_a_year(weeks: Iterable[Kept], on: date) -> Decimal | None:
    """Clinical sessions a year of the weeks that hold on the day, together; None where none does."""
    held = [week.dcc * week.working_weeks for week in weeks if week.holds(on)]
    return sum(held, ZERO) if held else None


def kept_by(user: User, today: date, *, only: int | None = None) -> list[Kept]:
    """The person's agreed weeks with every employer, or with one alone, the earliest first: three queries.

    A week ends at the latest when they leave the employer. `today` is the day whose working weeks a year count.
    """
    agreed = TimeSplit.objects.filter(user=user, status__in=AGREED).order_by("period")
    if only is not None:
        agreed = agreed.filter(organisation=only)
    found = list(agreed.values_list("period", "dcc_pas", "organisation_id"))
    employers = {employer for _, _, employer in found}
    held, left = settings_of(employers, today, WORKING_WEEKS), _left(user, employers)
    kept = []
    for period, dcc, employer in found:
        ends = min((day for day in (period.upper, left.get(employer)) if day), default=None)
        if period.lower and (ends is None or ends > period.lower):
            kept.append(Kept(period.lower, ends, dcc, held[employer][WORKING_WEEKS], employer))
    return kept


def _left(user: User, employers: Collection[int]) -> dict[int, date]:
    """The day after their last with each of those employers that the person has left, or will leave."""
    periods: dict[int, list[date | None]] = {}
    members = Membership.objects.filter(user=user, organisation__in=employers)
    for employer, period in members.values_list("organisation_id", "period"):
        periods.setdefault(employer, []).append(period.upper)
    return {employer: max(day for day in ends if day) for employer, ends in periods.items() if None not in ends}


def facts_of(
    user: User,
    weeks: Sequence[Kept],
    *,
    on: date,
    today: date,
    away_from: date | None = None,
    returns_on: date | None = None,
    low_volume: int = LOW_VOLUME_SESSIONS,
    here_only: bool = False,
    logged: Facts | None = None,
) -> Facts:
    """What is known today, with the person's agreed `weeks` as they stand `on` a day, ahead or gone by: one query.

    What is due or overdue is so today. `here_only`: the weeks are one employer's. `logged` brings hours of practice and
    learning from the person's own evidence, which count where they are more.
    """
    clinician = Clinician.objects.filter(user=user).select_related("specialty").first()
    hours = practice_hours(weeks, after_months(on, -12 * NURSE_YEARS), on) if weeks else None
    known = [each for each in (hours, logged.hours if logged else None) if each is not None]
    return Facts(
        profession=clinician.profession if clinician else "",
        on=today,
        away_from=away_from,
        returns_on=returns_on,
        sessions=sessions_a_year(weeks, on),
        hours=max(known, default=None),
        cpd_hours=logged.cpd_hours if logged else None,
        both_registers=bool(clinician and clinician.both_registers),
        general_practice=bool(clinician and clinician.specialty and clinician.specialty.name == GENERAL_PRACTICE),
        appraised_on=clinician.appraised_on if clinician else None,
        revalidates_on=clinician.revalidates_on if clinician else None,
        low_volume=low_volume,
        here_only=here_only,
    )
