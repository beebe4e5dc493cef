"""Phases of a return: written with the plan, changed by the clinician, drawn as time splits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from pathways.returns import policies, rules
from pathways.returns.models import Basis, ReturnPlan, ReturnStatus
from pathways.returns.phase_models import ReturnPhase
from pathways.splits import drafting
from pathways.splits.facts import Proposal, lines_of
from pathways.splits.models import Category, SplitStatus, TimeSplit
from pathways.splits.starting import SUPPORTING, USUAL_SPA
from pathways.splits.week import FULL_TIME, SCREEN_STEP, Line
from people.design.words import plural
from people.history import because
from people.models import User
from people.refusals import Refused

GONE = (SplitStatus.WITHDRAWN, SplitStatus.DECLINED)
"""A time split that is one of these leaves its phase to be drawn anew."""


@dataclass(frozen=True)
class Drawn:
    """A phase with its last day and what became of its time split."""

    phase: ReturnPhase
    last_day: date | None
    split: TimeSplit | None


def drawn(plan: ReturnPlan) -> list[Drawn]:
    """The plan's phases in their order, each with its time split: one query."""
    found = list(plan.phases.select_related("split", "split__waits_for_person"))
    ends = [phase.starts - timedelta(days=1) for phase in found[1:]]
    return [
        Drawn(phase, last, phase.split if phase.split and phase.split.status not in GONE else None)
        for phase, last in zip(found, [*ends, None], strict=True)
    ]


def write(plan: ReturnPlan, found: Sequence[rules.PhaseOf]) -> None:
    """Puts these phases in the place of those there are."""
    plan.phases.all().delete()
    for n, phase in enumerate(found, start=1):
        ReturnPhase.objects.create(plan=plan, position=n, starts=phase.starts, dcc_pas=phase.dcc_pas)


def change(plan: ReturnPlan, found: Sequence[rules.PhaseOf], *, by: User) -> ReturnPlan:
    """The clinician writes other phases, while none has been drawn as a time split.

    Raises Refused for phases that make no way back (rules.phases_refusal).
    """
    with transaction.atomic(), because("Changed the phases of the return", by=by):
        plan = _locked(plan)
        if not policies.is_clinician_of(by, plan):
            raise PermissionDenied
        if any(each.split for each in drawn(plan)):
            raise Refused("A time split was drawn from a phase. Change that time split, or withdraw it first.")
        wrong = rules.phases_refusal(found, returns_on=plan.returns_on, dcc_pas=plan.return_dcc_pas)
        if wrong:
            raise Refused(wrong[0], field=wrong[1])
        write(plan, found)
        return plan


def draw(phase: ReturnPhase, *, by: User) -> TimeSplit:
    """Drafts the phase's time split, filled in; its owner checks it and sends it for sign-off as any other.

    Asked twice it is the same draft. Raises Refused where the plan has no service, or is closed.
    """
    with transaction.atomic(), because("Drew a phase of the return", by=by):
        plan = _locked(phase.plan)
        if not policies.is_clinician_of(by, plan):
            raise PermissionDenied
        [here] = [each for each in drawn(plan) if each.phase.pk == phase.pk]
        if here.split is not None:
            return here.split
        if plan.status == ReturnStatus.CLOSED:
            raise Refused("This plan is closed. Propose the time split from your time splits.")
        if plan.service is None:
            raise Refused("This plan names no service to come back to. Propose the time split from your time splits.")
        number = f"Phase {phase.position} of {plural(plan.phases.count(), 'phase')}"
        lines = week_of(plan, phase)
        split = drafting.save_draft(
            Proposal(
                service=plan.service,
                starts=phase.starts,
                last_day=here.last_day,
                total=sum((line.pas for line in lines), Decimal(0)),
                lines=lines,
                reason=f"{number} of the agreed return to practice.",
            ),
            by=by,
        )
        ReturnPhase.objects.filter(pk=phase.pk).update(split=split)
        return split


def week_of(plan: ReturnPlan, phase: ReturnPhase) -> tuple[Line, ...]:
    """The phase's clinical work, supporting time in proportion to it, and leading that goes on beside it.

    Leading goes on where the plan is not the way back from a role: then the week agreed for the phase's first day says.
    """
    share = min(phase.dcc_pas / plan.return_dcc_pas, Decimal(1))
    spa = (USUAL_SPA * share / SCREEN_STEP).to_integral_value(ROUND_HALF_UP) * SCREEN_STEP
    lines = [
        Line(Category.DCC, phase.dcc_pas, "Direct clinical care"),
        Line(Category.SPA, min(spa, max(FULL_TIME - phase.dcc_pas, SCREEN_STEP)), SUPPORTING),
    ]
    if plan.basis != Basis.ROLE:
        agreed = TimeSplit.objects.filter(user=plan.user_id, organisation=plan.organisation_id).in_force(phase.starts)
        current = agreed.prefetch_related("lines").first()
        lines += [
            line for line in (lines_of(current) if current else ()) if line.category in (Category.ANR, Category.ED)
        ]
    return tuple(line for line in lines if line.pas)


def _locked(plan: ReturnPlan) -> ReturnPlan:
    held = ReturnPlan.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("user", "service", "service__organisation").get(pk=plan.pk)
