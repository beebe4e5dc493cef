"""Supervised days, logged one by one (R3): the clinician logs, the supervisor agrees; what they log is agreed."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from pathways.returns import policies, rules
from pathways.returns.models import UNDER_SUPERVISION, ReturnPlan
from pathways.returns.services import locked
from pathways.returns.supervision_models import SupervisedDay
from people.design.words import longdate
from people.history import because
from people.models import User
from people.refusals import Refused

NOT_NOW = "Supervised days are logged from the meeting on return until the supervised period ends."

ENDED = "The supervised period has ended, so its days stand."


def log_day(
    plan: ReturnPlan,
    *,
    by: User,
    day: date,
    work: str,
    out_of_hours: bool = False,
    solo_out_of_hours: bool = False,
    note: str = "",
) -> SupervisedDay:
    """Logs a day worked under supervision; the same again changes nothing.

    Raises Refused for a day with out-of-hours work alone (R3), outside the period, and one that is logged otherwise.
    """
    with transaction.atomic(), because(f"Logged {longdate(day)} as supervised", by=by):
        plan = locked(plan.pk)
        if not policies.may_record(by, plan):
            raise PermissionDenied
        wrong = rules.day_refusal(
            day, returns_on=plan.returns_on, today=timezone.localdate(), solo_out_of_hours=solo_out_of_hours
        )
        if wrong:
            raise Refused(wrong[0], field=wrong[1])
        if plan.status not in UNDER_SUPERVISION or _has_ended(plan):
            raise Refused(NOT_NOW)
        said = {"work": work, "out_of_hours": out_of_hours, "note": note.strip()}
        there = plan.days.filter(day=day).first()
        if there is not None:
            if all(getattr(there, name) == value for name, value in said.items()):
                return there
            raise Refused(f"{longdate(day)} is logged already. Take it back first to log it otherwise.", field="day")
        logged = SupervisedDay(plan=plan, day=day, logged_by=by, **said)
        if policies.is_supervisor_of(by, plan):
            logged.agreed_by, logged.agreed_at = by, timezone.now()
        logged.save()
        return logged


def agree_days(plan: ReturnPlan, *, by: User, days: list[int]) -> int:
    """The supervisor agrees that these days (by key) were supervised; answers how many are new.

    Raises Refused once the supervised period has ended.
    """
    with transaction.atomic(), because("Agreed supervised days", by=by):
        plan = locked(plan.pk)
        if not policies.is_supervisor_of(by, plan):
            raise PermissionDenied
        if _has_ended(plan):
            raise Refused(ENDED)
        waiting = list(plan.days.filter(pk__in=days, agreed_at=None))
        for each in waiting:
            each.agreed_by, each.agreed_at = by, timezone.now()
            each.save(update_fields=["agreed_by", "agreed_at"])
        return len(waiting)


def take_back(logged: SupervisedDay, *, by: User) -> None:
    """Takes a day out again: whoever logged it before it is agreed, and the supervisor while the period lasts."""
    with transaction.atomic(), because(f"Took back {longdate(logged.day)}", by=by):
        plan = locked(logged.plan_id)
        if not policies.may_record(by, plan):
            raise PermissionDenied
        there = plan.days.filter(pk=logged.pk).first()
        if there is None:
            return
        if _has_ended(plan):
            raise Refused(ENDED)
        if there.agreed_at is not None and not policies.is_supervisor_of(by, plan):
            raise Refused("Your supervisor has agreed this day. Ask them to take it out.")
        there.delete()


def _has_ended(plan: ReturnPlan) -> bool:
    return plan.check_ins.filter(kind="supervised_end").exclude(done_on=None).exists()
