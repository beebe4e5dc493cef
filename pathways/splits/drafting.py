"""A time split on its owner's desk: kept as it was typed, errors and all."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from pathways.splits import past, policies, rules
from pathways.splits.facts import Proposal, lines_of
from pathways.splits.models import CHANGEABLE, SplitLine, SplitStatus, TimeSplit
from pathways.splits.moving import STALE, lock_person, locked
from people.history import because
from people.models import Service, User
from people.refusals import Refused

MOST_LINES = 20
WEEK_PAS = 42
"""A week holds 168 hours, 42 PAs."""


def save_draft(
    proposal: Proposal, *, by: User, split: TimeSplit | None = None, version: int | None = None
) -> TimeSplit:
    """Keeps a proposal as the owner's draft, errors and all, so that nothing typed is lost.

    Without `split` a new draft is made; sending the same new one twice makes one. Raises Refused for what
    cannot even be kept: more time than a week holds, one session twice (S7), an end before the start.
    """
    with transaction.atomic(), because(past.SAVED, by=by):
        lock_person(by)
        if not policies.may_propose_for(by, proposal.service.organisation_id, split.corrects if split else None):
            raise PermissionDenied
        _refuse_unkeepable(proposal)
        if split is None:
            same = _same_draft(proposal, by)
            if same is not None:
                return same
            split = TimeSplit(user=by, version=0)
        else:
            split = locked(split)
            if not policies.may_change(by, split):
                raise PermissionDenied
            if split.version != version:
                raise Refused(STALE)
            if split.status not in CHANGEABLE:
                raise Refused(f"A split that is {split.get_status_display().lower()} cannot be changed.")
        write(split, proposal)
        return split


def write(split: TimeSplit, proposal: Proposal) -> None:
    """Writes a proposal onto its split, lines and all."""
    facts = rules.SplitFacts(proposal.lines, proposal.total)
    split.organisation_id = proposal.service.organisation_id
    split.service = proposal.service
    split.appointment = proposal.appointment
    split.period = DateRange(proposal.starts, proposal.ends)
    split.agreed_until = proposal.ends
    split.total_pas = proposal.total
    for category in rules.CATEGORIES:
        setattr(split, f"{category}_pas", facts.sum_of(category))
    split.apa_pas = facts.additional
    split.reason = proposal.reason.strip()
    split.override_reason = proposal.override_reason.strip()
    split.override_agreed_by = proposal.override_agreed_by.strip()
    split.version += 1
    split.save()
    split.lines.all().delete()
    SplitLine.objects.bulk_create(
        SplitLine(
            split=split,
            position=n,
            category=line.category,
            what=line.what,
            pas=line.pas,
            additional=line.additional,
            weekday=line.weekday,
            session=line.session,
            hours=line.hours,
            premium=line.premium,
            sessions_a_year=line.sessions_a_year,
            service_id=line.service,
        )
        for n, line in enumerate(proposal.lines, start=1)
    )


def _refuse_unkeepable(proposal: Proposal) -> None:
    if len(proposal.lines) > MOST_LINES:
        raise Refused(f"A split has {MOST_LINES} lines at most. Put smaller ones together.")
    if max(proposal.total, sum((line.pas for line in proposal.lines), rules.ZERO)) > WEEK_PAS:
        raise Refused(f"A week holds 168 hours, which is {WEEK_PAS} PAs. Take some off.", field="total")
    if proposal.ends is not None and proposal.ends <= proposal.starts:
        raise Refused("Last day must be on or after the first day", field="last_day")
    if proposal.appointment and proposal.appointment.organisation_id != proposal.service.organisation_id:
        raise Refused("This role is with another employer than the service. Change one of them.", field="service")
    named = {line.service for line in proposal.lines if line.service is not None}
    if Service.objects.filter(pk__in=named).exclude(organisation=proposal.service.organisation_id).exists():
        raise Refused(
            "A line is for a service of another employer. Take it out: a week with each employer is a split of its own."
        )
    facts = rules.SplitFacts(proposal.lines, proposal.total)
    for finding in rules.s7_no_session_twice(facts):
        raise Refused(finding.text)


def _same_draft(proposal: Proposal, by: User) -> TimeSplit | None:
    """The same proposal already kept as a draft: the second press of a button, not a second split."""
    drafts = TimeSplit.objects.filter(
        user=by,
        status=SplitStatus.DRAFT,
        service=proposal.service,
        appointment=proposal.appointment,
        total_pas=proposal.total,
        period=DateRange(proposal.starts, proposal.ends),
    )
    return next((d for d in drafts.prefetch_related("lines") if lines_of(d) == proposal.lines), None)
