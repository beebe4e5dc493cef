"""What the rules of a return ask, gathered: the proposal, and the clinical work kept up meanwhile."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pathways.returns import rules
from pathways.returns.settings import LOW_VOLUME
from pathways.splits.models import AGREED, TimeSplit
from pathways.splits.settings import WORKING_WEEKS
from people.models import Clinician, Service, User
from people.settings.reading import settings_on
from roles.models import Appointment


@dataclass(frozen=True)
class Proposal:
    """A return plan as the clinician asks for it, before it is opened."""

    appointment: Appointment
    away_from: date
    returns_on: date
    return_dcc_pas: Decimal
    supervisor: User
    supervised_days: int

    @property
    def service(self) -> Service | None:
        """Where the clinician comes back to."""
        return self.appointment.return_service or self.appointment.service

    @property
    def strength(self) -> rules.Strength:
        return rules.strength(self.away_from, self.returns_on)

    def steps(self, opened_on: date) -> tuple[rules.Step, ...]:
        return rules.steps(self.away_from, self.returns_on, opened_on=opened_on, supervised_days=self.supervised_days)


def flags_for(
    user: User, organisation_id: int, away_from: date, returns_on: date, *, today: date
) -> tuple[rules.Flag, ...]:
    """R4 to R6 for this person, in three queries."""
    day = min(max(today, away_from), returns_on)
    split = TimeSplit.objects.filter(
        user=user, organisation=organisation_id, status__in=AGREED, period__contains=day
    ).first()
    held = settings_on(organisation_id, day, WORKING_WEEKS, LOW_VOLUME)
    clinician = Clinician.objects.filter(user=user).first()
    return rules.flags(
        clinician.profession if clinician else "",
        away_from,
        returns_on,
        dcc_pas_meanwhile=split.dcc_pas if split else None,
        working_weeks=held[WORKING_WEEKS],
        low_volume=held[LOW_VOLUME],
    )
