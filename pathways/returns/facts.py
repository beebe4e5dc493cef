"""What the rules of a return ask, gathered: the proposal, and the clinical work kept up meanwhile."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pathways.regulators.facts import facts_of, kept_by
from pathways.regulators.rules import Route, routes
from pathways.returns import rules
from pathways.returns.grounds import Ground
from pathways.returns.settings import FIRST_SHARE, LOW_VOLUME, PHASE_WEEKS, SECOND_SHARE, intervals_on
from people.models import Organisation, Service, User
from people.settings.reading import setting, settings_on
from roles.models import Appointment


@dataclass(frozen=True)
class Proposal:
    """A return plan as the clinician asks for it, before it is opened."""

    ground: Ground
    away_from: date
    returns_on: date
    return_dcc_pas: Decimal
    supervisor: User
    supervised_days: int

    @property
    def organisation(self) -> Organisation:
        return self.ground.organisation

    @property
    def appointment(self) -> Appointment | None:
        return self.ground.appointment

    @property
    def service(self) -> Service | None:
        """Where the clinician comes back to."""
        return self.ground.service

    @property
    def strength(self) -> rules.Strength:
        return rules.strength(self.away_from, self.returns_on)

    @property
    def notice_by(self) -> date | None:
        return rules.notice_by(self.returns_on, self.ground.notice_months)

    def steps(self, opened_on: date) -> tuple[rules.Step, ...]:
        """The meetings, by what the organisation has set on the day."""
        return rules.steps(
            self.away_from,
            self.returns_on,
            opened_on=opened_on,
            supervised_days=self.supervised_days,
            intervals=intervals_on(self.organisation.pk, opened_on),
        )

    def phases(self, opened_on: date) -> tuple[rules.PhaseOf, ...]:
        """How clinical work grows, by what the organisation has set on the day."""
        return phases_for(self.organisation.pk, opened_on, self.returns_on, self.return_dcc_pas)


def phases_for(organisation_id: int, day: date, returns_on: date, dcc_pas: Decimal) -> tuple[rules.PhaseOf, ...]:
    """The phases that the organisation's settings of the day make: one query."""
    held = settings_on(organisation_id, day, FIRST_SHARE, SECOND_SHARE, PHASE_WEEKS)
    return rules.phases(returns_on, dcc_pas, shares=(held[FIRST_SHARE], held[SECOND_SHARE]), weeks=held[PHASE_WEEKS])


Said = rules.Flag | Route


def flags_for(
    user: User,
    organisation_id: int,
    away_from: date,
    returns_on: date,
    *,
    today: date,
    own: bool,
    right_until: date | None = None,
) -> tuple[Said, ...]:
    """R1 and R4 to R6 for this person, in five queries.

    Regulators ask of all practice, so the person's `own` page counts every employer's weeks; a supervisor's page
    counts this employer's alone, and says so.
    """
    day = min(max(today, away_from), returns_on)
    known = facts_of(
        user,
        kept_by(user, today, only=None if own else organisation_id),
        on=day,
        today=today,
        away_from=away_from,
        returns_on=returns_on,
        low_volume=setting(organisation_id, LOW_VOLUME, today),
        here_only=not own,
    )
    flags = (rules.right_flag(returns_on, right_until), rules.long_away(away_from, returns_on))
    return (*(flag for flag in flags if flag), *routes(known))
