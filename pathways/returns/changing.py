"""What the clinician changes in an open plan: its dates, its supervisor, and that notice is given."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from pathways.returns import policies, rules, telling
from pathways.returns.models import BEFORE_RETURN, TRANSITIONS, CheckIn, CheckInKind, ReturnPlan, ReturnStatus
from pathways.returns.services import locked, refuse_dates, steps_of
from people.history import because
from people.models import User
from people.refusals import Refused


def change_dates(plan: ReturnPlan, *, by: User, away_from: date, returns_on: date) -> ReturnPlan:
    """Moves the time away before the return; what is not held yet moves with it, and the supervisor is told.

    Phases that no time split was drawn from move too. Raises Refused for dates that make no plan, and after the return.
    """
    with transaction.atomic(), because("Changed the dates of the return", by=by):
        plan = locked(plan.pk)
        if not policies.is_clinician_of(by, plan):
            raise PermissionDenied
        if plan.status not in BEFORE_RETURN:
            raise Refused("You are back already, so these dates no longer change.")
        if (plan.away_from, plan.returns_on) == (away_from, returns_on):
            return plan
        refuse_dates(away_from, returns_on)
        later, plan.away_from, plan.returns_on = returns_on - plan.returns_on, away_from, returns_on
        plan.strength = rules.strength(away_from, returns_on)
        if plan.appointment is not None:
            plan.notice_by = rules.notice_by(returns_on, plan.appointment.return_notice_months)
        plan.save(update_fields=["away_from", "returns_on", "strength", "notice_by"])
        _replan(plan)
        for phase in plan.phases.filter(split=None):
            phase.starts += later
            phase.save(update_fields=["starts"])
        telling.notice_due(plan)
        telling.dates_changed(plan)
        return plan


def _replan(plan: ReturnPlan) -> None:
    """What is not held gets its new day; check-ins in the role are planned anew."""
    held = set(plan.check_ins.exclude(done_on=None).values_list("kind", "due_on"))
    kinds_held = {kind for kind, _ in held}
    for check_in in plan.check_ins.filter(done_on=None, kind=CheckInKind.IN_ROLE):
        _forget(check_in)
    open_ones: dict[str, CheckIn] = {check_in.kind: check_in for check_in in plan.check_ins.filter(done_on=None)}
    for step in steps_of(plan, timezone.localdate()):
        if step.kind == CheckInKind.IN_ROLE:
            if (step.kind, step.due_on) in held:
                continue
            check_in = CheckIn(plan=plan, kind=step.kind)
        elif step.kind in kinds_held:
            continue
        else:
            there = open_ones.pop(step.kind) if step.kind in open_ones else None
            check_in = there or CheckIn(plan=plan, kind=step.kind)
        check_in.plan, check_in.due_on = plan, step.due_on
        check_in.save()
        telling.due(check_in)
    for check_in in open_ones.values():  # a contact whose day has gone by
        _forget(check_in)


def _forget(check_in: CheckIn) -> None:
    telling.dropped(check_in)
    check_in.delete()


def hand_over(plan: ReturnPlan, *, by: User, supervisor: User) -> ReturnPlan:
    """Someone else supervises from now on, as the clinician has agreed with them; both supervisors are told.

    Raises Refused for whoever may not (policies.why_not_supervise).
    """
    with transaction.atomic(), because("Changed the supervisor", by=by):
        plan = locked(plan.pk)
        if not policies.is_clinician_of(by, plan):
            raise PermissionDenied
        if plan.status == ReturnStatus.CLOSED:
            raise Refused("This plan is closed, so nobody supervises it any more.")
        if plan.supervisor == supervisor:
            return plan
        why_not = policies.why_not_supervise(supervisor, by, plan.organisation_id)
        if why_not:
            raise Refused(why_not, field="supervisor")
        before, plan.supervisor = plan.supervisor, supervisor
        plan.save(update_fields=["supervisor"])
        for check_in in plan.check_ins.filter(done_on=None):
            if not rules.has_passed(check_in.kind, plan.status, TRANSITIONS):
                check_in.plan = plan
                telling.dropped(check_in)
                telling.due(check_in)
        telling.handed_over(plan, before)
        return plan


def give_notice(plan: ReturnPlan, *, by: User) -> ReturnPlan:
    """The clinician has told the employer that they return; they are not reminded of it any more."""
    with transaction.atomic(), because("Gave notice of the return", by=by):
        plan = locked(plan.pk)
        if not policies.is_clinician_of(by, plan):
            raise PermissionDenied
        if plan.notice_by is None:
            raise Refused("No notice was agreed with this role, so none is recorded.")
        if plan.notice_given_on is None:
            plan.notice_given_on = timezone.localdate()
            plan.save(update_fields=["notice_given_on"])
            telling.notice_given(plan)
        return plan
