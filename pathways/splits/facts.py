"""Gathers what the rules ask: from the database the contract, limits and agreed splits; from the form the rest."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from pathways.splits import rules, week
from pathways.splits.models import AGREED, TimeSplit
from people.models import Clinician, OrganisationSettings, Profession, Service, User
from rewards.models import Contract, Employment
from roles.models import Appointment
from roles.posts.models import PaidBy

SAS = (Contract.SPECIALTY_DOCTOR, Contract.SPECIALIST)
IN_PAS = (Profession.DOCTOR, Profession.DENTIST)


@dataclass(frozen=True)
class Proposal:
    """A time split as its owner proposes it. `last_day` is the last day that counts; None runs on."""

    service: Service
    starts: date
    total: Decimal
    lines: tuple[week.Line, ...]
    last_day: date | None = None
    appointment: Appointment | None = None
    reason: str = ""
    override_reason: str = ""

    @property
    def ends(self) -> date | None:
        """The day after the last: periods are half-open."""
        return self.last_day + timedelta(days=1) if self.last_day else None


def kind_of(employment: Employment | None, clinician: Clinician | None) -> week.ContractKind:
    """How the person's week is counted; without an employment on record, by profession."""
    if employment is None:
        in_pas = clinician is None or clinician.profession in IN_PAS
        return week.ContractKind.CONSULTANT if in_pas else week.ContractKind.HOURS
    if employment.contract == Contract.CONSULTANT:
        return week.ContractKind.CONSULTANT
    return week.ContractKind.SAS if employment.contract in SAS else week.ContractKind.HOURS


def thresholds(organisation_id: int, on: date) -> week.Thresholds:
    """The employer's limits that hold on the day, or domain.md's defaults."""
    held = OrganisationSettings.objects.filter(organisation=organisation_id, period__contains=on).first()
    if held is None:
        return week.Thresholds()
    return week.Thresholds(
        pa_cap=held.pa_cap,
        spa_floor=held.spa_floor,
        sas_spa_floor=held.sas_spa_floor,
        clinical_minimum=held.clinical_minimum,
    )


def agreed_spans(user_id: int, organisation_id: int, *, but: int | None = None) -> tuple[week.Span, ...]:
    """The periods of the person's other agreed splits with this employer (S9)."""
    agreed = TimeSplit.objects.filter(user=user_id, organisation=organisation_id, status__in=AGREED)
    if but is not None:
        agreed = agreed.exclude(pk=but)
    return tuple(week.Span(split.starts, split.period.upper) for split in agreed.only("period"))


def facts_of(proposal: Proposal, user: User, *, but: int | None = None, screen: bool = False) -> week.SplitFacts:
    """All the rules need to judge a proposal; `but` is the split itself, `screen` asks for quarter PAs (S2)."""
    organisation = proposal.service.organisation_id
    clinician = Clinician.objects.filter(user=user).first()
    employment = Employment.objects.filter(user=user, organisation=organisation).in_force(proposal.starts).first()
    limits = thresholds(organisation, proposal.starts)
    appointment = proposal.appointment
    return week.SplitFacts(
        lines=proposal.lines,
        total=proposal.total,
        span=week.Span(proposal.starts, proposal.ends),
        agreed=agreed_spans(user.pk, organisation, but=but),
        contract=kind_of(employment, clinician),
        thresholds=replace(limits, step=week.SCREEN_STEP) if screen else limits,
        override_reason=proposal.override_reason,
        wtr_opt_out=bool(clinician and clinician.wtr_opt_out),
        private_practice=bool(clinician and clinician.private_practice),
        extra_pa_offered=bool(clinician and clinician.extra_pa_offered),
        allowance_paid=bool(appointment and appointment.paid_by == PaidBy.ALLOWANCE and appointment.allowance_gbp > 0),
    )


def lines_of(split: TimeSplit) -> tuple[week.Line, ...]:
    """A kept split's lines as the rules read them."""
    return tuple(
        week.Line(line.category, line.pas, line.what, line.additional, line.weekday, line.session)
        for line in split.lines.all()
    )


def proposal_of(split: TimeSplit) -> Proposal:
    """A kept split as a proposal."""
    return Proposal(
        service=split.service,
        starts=split.starts,
        last_day=split.last_day,
        total=split.total_pas,
        lines=lines_of(split),
        appointment=split.appointment,
        reason=split.reason,
        override_reason=split.override_reason,
    )


def findings_of(split: TimeSplit) -> tuple[week.Finding, ...]:
    """What the rules say of a kept split today."""
    return rules.findings(facts_of(proposal_of(split), split.user, but=split.pk))
