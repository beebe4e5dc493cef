"""Gathers what the rules ask: from the database the contract, limits and agreed splits; from the form the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q

from pathways.splits import rules, settings, week
from pathways.splits.models import AGREED, TimeSplit
from people.memberships.policies import memberships_today
from people.models import Clinician, Profession, Service, User
from people.prepared import Prepared
from people.rows import of_row
from people.settings.declared import Setting
from people.settings.reading import Held, settings_on, settings_on_days
from rewards.models import Contract, Employed
from roles.models import Appointment
from roles.posts.models import PaidBy

SAS = (Contract.SPECIALTY_DOCTOR, Contract.SPECIALIST)
IN_PAS = (Profession.DOCTOR, Profession.DENTIST)
PARTS = ("total", *week.CATEGORIES, "apa")
# By hand, as every page that weighs a split asks it: the ORM took 1.2 ms to write and read it, this takes 0.3.
OF_OWN = ("id", "organisation_id", "service_id", "status", "period", *(f"{part}_pas" for part in PARTS))
OWN = Prepared(
    "agreed_splits_of_someone",
    f"""
SELECT service.name, {", ".join(f"own.{column}" for column in OF_OWN)}
FROM pathways_timesplit own JOIN people_service service ON service.id = own.service_id
WHERE own.user_id = %(owner)s AND own.status = ANY(%(agreed)s) AND own.id <> ALL(%(itself)s)
ORDER BY own.period DESC
""",  # noqa: S608 -- of constants
    owner="bigint",
    agreed="text[]",
    itself="bigint[]",
)


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
    override_agreed_by: str = ""

    @property
    def ends(self) -> date | None:
        """The day after the last: periods are half-open."""
        return self.last_day + timedelta(days=1) if self.last_day else None


def kind_of(employment: Employed | None, clinician: Clinician | None) -> week.ContractKind:
    """How the person's week is counted; without an employment on record, by profession."""
    if employment is None:
        in_pas = clinician is None or clinician.profession in IN_PAS
        return week.ContractKind.CONSULTANT if in_pas else week.ContractKind.HOURS
    if employment.contract == Contract.CONSULTANT:
        return week.ContractKind.CONSULTANT
    return week.ContractKind.SAS if employment.contract in SAS else week.ContractKind.HOURS


def counts_in_hours(user: User, on: date) -> bool:
    """Whether every contract of the person counts in hours, not PAs (S12)."""
    clinician = Clinician.objects.filter(user=user).first()
    held: list[Employed | None] = list(Employed.objects.filter(user=user).in_force(on))
    return all(kind_of(each, clinician) is week.ContractKind.HOURS for each in held or [None])


def services_of(user: User, wrong: TimeSplit | None = None) -> list[Service]:
    """The open services of the employers for which the person works today, and of what is corrected."""
    here = Q(organisation__in=memberships_today(user).values("organisation"))
    there = Q(organisation=wrong.organisation_id) if wrong else Q()
    return list(Service.objects.filter(here | there, closed_on=None).select_related("organisation"))


def working_weeks(services: list[Service], on: date) -> int:
    """Weeks a year over which sessions are spread, by the first employer; S2 judges by the split's own."""
    return thresholds(services[0].organisation_id, on).working_weeks if services else week.Thresholds().working_weeks


def thresholds(organisation_id: int, on: date) -> week.Thresholds:
    """The employer's limits that hold on the day, or domain.md's defaults."""
    return thresholds_of(settings_on(organisation_id, on, *settings.ALL))


def thresholds_of(held: Held) -> week.Thresholds:
    """The limits among settings that were read."""
    return week.Thresholds(
        pa_cap=held[settings.PA_CAP],
        spa_floor=held[settings.SPA_FLOOR],
        sas_spa_floor=held[settings.SAS_SPA_FLOOR],
        clinical_minimum=held[settings.CLINICAL_MINIMUM],
        working_weeks=held[settings.WORKING_WEEKS],
    )


def agreed_spans(user_id: int, organisation_id: int, *, but: Iterable[int] = ()) -> tuple[week.Span, ...]:
    """The periods of the person's other agreed splits with this employer (S9)."""
    agreed = TimeSplit.objects.filter(user=user_id, organisation=organisation_id, status__in=AGREED)
    return _spans(agreed.exclude(pk__in=but).only("period"))


def _spans(splits: Iterable[TimeSplit]) -> tuple[week.Span, ...]:
    return tuple(week.Span(split.starts, split.period.upper) for split in splits)


@dataclass(frozen=True)
class Known:
    """What is read once of a kept split's owner and employer, for its findings and its effects alike.

    `settings` are those of its first day, `now` those of today. `own` are the person's other agreed splits with any
    employer, the newest first, without what this one corrects. `contract` is None where it has not been read.
    """

    settings: Held
    now: Held
    own: tuple[TimeSplit, ...]
    contract: week.ContractKind | None = None


def known_of(split: TimeSplit, *more: Setting[Any], today: date, contract: week.ContractKind | None = None) -> Known:
    """Two queries: the employer's limits, and `more` settings, of both days; the person's agreed splits."""
    held = settings_on_days(split.organisation_id, {split.starts, today}, *settings.ALL, *more)
    asked = {"owner": split.user_id, "agreed": AGREED, "itself": itself(split)}
    with connection.cursor() as cursor:
        OWN.ask(cursor, asked)
        own = tuple(_own(split.user_id, *row) for row in cursor)
    return Known(held[split.starts], held[today], own, contract)


def _own(owner: int, service_name: str, *columns: Any) -> TimeSplit:
    agreed = of_row(TimeSplit, user_id=owner, **dict(zip(OF_OWN, columns, strict=True)))
    agreed.service = of_row(Service, id=agreed.service_id, name=service_name)
    return agreed


def agreed_before(split: TimeSplit) -> TimeSplit | None:
    """The agreed split with the same employer that held until this one starts; None for a first one."""
    others = TimeSplit.objects.filter(user=split.user_id, organisation=split.organisation_id).exclude(pk=split.pk)
    return others.in_force(split.starts - timedelta(days=1)).prefetch_related("lines").first()


def clinician_of(user: User) -> Clinician | None:
    """The person as a clinician; no query where it was read with them."""
    try:
        return user.clinician
    except Clinician.DoesNotExist:
        return None


def facts_of(
    proposal: Proposal, user: User, *, but: Iterable[int] = (), screen: bool = False, known: Known | None = None
) -> week.SplitFacts:
    """All the rules need to judge a proposal.

    `but` are the split itself and what it corrects; `screen` asks for quarter PAs (S2).
    """
    organisation = proposal.service.organisation_id
    clinician = clinician_of(user)
    contract = known.contract if known else None
    if contract is None:
        here = Employed.objects.filter(user=user, organisation=organisation)
        contract = kind_of(here.in_force(proposal.starts).first(), clinician)
    limits = thresholds_of(known.settings) if known else thresholds(organisation, proposal.starts)
    appointment = proposal.appointment
    return week.SplitFacts(
        lines=proposal.lines,
        total=proposal.total,
        span=week.Span(proposal.starts, proposal.ends),
        agreed=_spans(each for each in known.own if each.organisation_id == organisation)
        if known
        else agreed_spans(user.pk, organisation, but=but),
        contract=contract,
        thresholds=replace(limits, step=week.SCREEN_STEP) if screen else limits,
        override_reason=proposal.override_reason,
        override_agreed_by=proposal.override_agreed_by,
        wtr_opt_out=bool(clinician and clinician.wtr_opt_out),
        private_practice=bool(clinician and clinician.private_practice),
        extra_pa_offered=bool(clinician and clinician.extra_pa_offered),
        allowance_paid=bool(appointment and appointment.paid_by == PaidBy.ALLOWANCE and appointment.allowance_gbp > 0),
    )


def lines_of(split: TimeSplit) -> tuple[week.Line, ...]:
    """A kept split's lines as the rules read them."""
    return tuple(
        week.Line(
            category=line.category,
            pas=line.pas,
            what=line.what,
            additional=line.additional,
            weekday=line.weekday,
            session=line.session,
            hours=line.hours,
            premium=line.premium,
            sessions_a_year=line.sessions_a_year,
            service=line.service_id,
        )
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
        override_agreed_by=split.override_agreed_by,
    )


def itself(split: TimeSplit) -> list[int]:
    """The split and what it corrects, neither of which is in its own way (S9)."""
    return [key for key in (split.pk, split.corrects_id) if key is not None]


def findings_of(split: TimeSplit, known: Known | None = None) -> tuple[week.Finding, ...]:
    """What the rules say of a kept split today."""
    return rules.findings(facts_of(proposal_of(split), split.user, but=itself(split), known=known))
