"""The verbs of a return plan. Each locks first, asks who may, asks the rules, writes, and tells.

The same thing sent twice changes nothing and tells nobody twice. What is noted in a meeting never goes to the history.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from pathways.returns import phases, policies, rules, telling
from pathways.returns.facts import Proposal
from pathways.returns.models import TRANSITIONS, UNDER_SUPERVISION, CheckIn, CheckInKind, ReturnPlan, ReturnStatus
from pathways.returns.settings import LEAST_SUPERVISED_DAYS, intervals_on
from pathways.returns.supervision_models import SupervisedDay
from people.design.words import longdate
from people.history import because
from people.models import User
from people.refusals import Refused
from people.settings.reading import setting

NOTE_LENGTH = 2000
MOST_DAYS = 260
"""A year of working days."""


def check(proposal: Proposal, *, by: User) -> None:
    """Raises Refused for a proposal that makes no plan: its dates, its supervised days, its supervisor."""
    if not policies.may_open_for(by, proposal.ground):
        raise PermissionDenied
    refuse_dates(proposal.away_from, proposal.returns_on)
    least = setting(proposal.organisation, LEAST_SUPERVISED_DAYS, timezone.localdate())
    if not least <= proposal.supervised_days <= MOST_DAYS:
        raise Refused(f"Supervised working days must be between {least} and {MOST_DAYS}", field="supervised_days")
    if proposal.return_dcc_pas <= 0:
        raise Refused("A return is to some clinical work: enter more than 0 PAs", field="return_dcc_pas")
    why_not = policies.why_not_supervise(proposal.supervisor, by, proposal.organisation.pk)
    if why_not:
        raise Refused(why_not, field="supervisor")


def refuse_dates(away_from: date, returns_on: date) -> None:
    """Raises Refused for dates that make no plan (R1)."""
    wrong = rules.dates_refusal(away_from, returns_on)
    if wrong is None and returns_on < timezone.localdate():
        wrong = "Day of return must be today or later"
    if wrong:
        raise Refused(wrong, field="returns_on")


def open_plan(proposal: Proposal, *, by: User) -> ReturnPlan:
    """Opens the plan with its meetings, check-ins and phases (R1 to R4), and sets each meeting due for both.

    The same proposal sent twice is one plan. Raises Refused when there is another open plan for the same way back.
    """
    with transaction.atomic(), because("Opened the return plan", by=by):
        # One at a time for a person: so that a double click finds the plan of the first.
        User.objects.select_for_update(no_key=True).get(pk=proposal.ground.owner.pk)
        if not policies.may_open_for(by, proposal.ground):
            raise PermissionDenied
        there = proposal.ground.open_plan()
        if there is not None:
            if _same(there, proposal):
                return there
            what = "This role has" if proposal.appointment else "You have"
            raise Refused(f"{what} an open return plan already. Nothing has changed.")
        check(proposal, by=by)
        plan = ReturnPlan.objects.create(
            user=by,
            organisation=proposal.organisation,
            appointment=proposal.appointment,
            service=proposal.service,
            basis=proposal.ground.basis,
            supervisor=proposal.supervisor,
            away_from=proposal.away_from,
            returns_on=proposal.returns_on,
            first_returns_on=proposal.returns_on,
            return_dcc_pas=proposal.return_dcc_pas,
            strength=proposal.strength,
            supervised_days=proposal.supervised_days,
            right_until=proposal.ground.right_until,
            notice_by=proposal.notice_by,
        )
        today = timezone.localdate()
        for step in proposal.steps(today):
            telling.due(CheckIn.objects.create(plan=plan, kind=step.kind, due_on=step.due_on))
        phases.write(plan, proposal.phases(today))
        telling.notice_due(plan)
        telling.opened(plan)
        return plan


def complete(check_in: CheckIn, *, by: User, done_on: date, note: str = "") -> CheckIn:
    """Records that a meeting or check-in was held, and moves the plan on (rules.MOVES).

    Recorded twice alike, it stays; otherwise the second is refused with the name of who was first. Raises Refused
    for a day that cannot be, for a supervised period too short (R3), and for an end without the meetings (R2).
    """
    note = note.strip()
    what = CheckInKind(check_in.kind).label
    with transaction.atomic(), because(f"Recorded: {what}", by=by):
        plan = locked(check_in.plan_id)
        if not policies.may_record(by, plan):
            raise PermissionDenied
        check_in = CheckIn.objects.select_related("done_by").get(pk=check_in.pk)
        check_in.plan = plan
        if check_in.done_on is not None:
            if (check_in.done_on, check_in.note) == (done_on, note):
                return check_in
            raise Refused(
                f"{check_in.done_by or 'Someone'} recorded this already, as held on {longdate(check_in.done_on)}. "
                "What you typed was not kept."
            )
        _refuse_unless_possible(check_in, done_on, note)
        check_in.done_on, check_in.done_by, check_in.note = done_on, by, note
        check_in.save(update_fields=["done_on", "done_by", "note"])
        telling.done(check_in)
        move(plan, rules.moves_to(check_in.kind, left=plan.away_from <= done_on))
        telling.recorded(check_in, by)
        return check_in


def extend(plan: ReturnPlan, *, by: User, supervised_days: int) -> ReturnPlan:
    """The supervisor lengthens the supervised period to so many working days; its end and the review move.

    Raises Refused outside the supervised period and for a period no longer than it is.
    """
    with transaction.atomic(), because("Extended the supervised period", by=by):
        plan = locked(plan.pk)
        if not policies.is_supervisor_of(by, plan):
            raise PermissionDenied
        ends = plan.check_ins.filter(kind=CheckInKind.SUPERVISED_END, done_on=None).first()
        if plan.status not in UNDER_SUPERVISION or ends is None:
            raise Refused("The supervised period is not under way, so it can't be extended.")
        if plan.status == ReturnStatus.EXTENDED and plan.supervised_days == supervised_days:
            return plan
        if not plan.supervised_days < supervised_days <= MOST_DAYS:
            least = plan.supervised_days + 1
            raise Refused(f"Working days in all must be between {least} and {MOST_DAYS}", field="supervised_days")
        plan.supervised_days = supervised_days
        plan.save(update_fields=["supervised_days"])
        move(plan, ReturnStatus.EXTENDED)
        days = {step.kind: step.due_on for step in steps_of(plan, plan.away_from)}
        for check_in in plan.check_ins.filter(kind__in=["supervised_end", "review"], done_on=None):
            check_in.plan, check_in.due_on = plan, days[check_in.kind]
            check_in.save(update_fields=["due_on"])
            telling.due(check_in)
        telling.extended(plan, longdate(days["supervised_end"]))
        return plan


def why_not_now(check_in: CheckIn, done_on: date, held: set[str], agreed: int) -> tuple[str, str | None] | None:
    """Why this check-in cannot be recorded as held on the day, and the field to blame; None when it can.

    `held` are the kinds recorded so far, `agreed` how many supervised days are.
    """
    plan = check_in.plan
    if plan.status == ReturnStatus.CLOSED:
        return "This plan is closed, so nothing more is recorded in it.", None
    missing = rules.needed_before(check_in.kind, held)
    if missing:
        names = ", ".join(CheckInKind(kind).label.lower() for kind in missing)
        what = "This plan cannot close yet" if check_in.kind == CheckInKind.AFTER_6_MONTHS else "It is too early"
        return f"{what}. Still to be recorded before it: {names}.", None
    wrong = rules.done_on_refusal(
        check_in.kind, done_on, away_from=plan.away_from, returns_on=plan.returns_on, today=timezone.localdate()
    )
    if wrong is None and check_in.kind == CheckInKind.SUPERVISED_END:
        wrong = rules.supervision_refusal(agreed, plan.supervised_days)
    return (wrong, "done_on") if wrong else None


def _refuse_unless_possible(check_in: CheckIn, done_on: date, note: str) -> None:
    held = set(check_in.plan.check_ins.exclude(done_on=None).values_list("kind", flat=True))
    agreed = SupervisedDay.objects.agreed().filter(plan=check_in.plan, day__lte=done_on).count()
    wrong = why_not_now(check_in, done_on, held, agreed)
    if wrong:
        raise Refused(wrong[0], field=wrong[1])
    if len(note) > NOTE_LENGTH:
        raise Refused(f"The note must be {NOTE_LENGTH} characters or fewer", field="note")


def move(plan: ReturnPlan, goal: str | None) -> None:
    """Along TRANSITIONS to the goal; a status that lies behind changes nothing. Check-ins gone by are dropped."""
    if goal is None:
        return
    for status in rules.way(TRANSITIONS, plan.status, goal):
        plan.status = status
        plan.save(update_fields=["status"])
    for check_in in plan.check_ins.filter(done_on=None):
        if rules.has_passed(check_in.kind, plan.status, TRANSITIONS):
            telling.dropped(check_in)


def locked(pk: int) -> ReturnPlan:
    """The plan, held until the transaction ends, with its people and its role."""
    plans = ReturnPlan.objects.select_for_update(no_key=True, of=("self",))
    return plans.select_related("user", "supervisor", "appointment", "organisation", "service").get(pk=pk)


def steps_of(plan: ReturnPlan, opened_on: date) -> tuple[rules.Step, ...]:
    """The plan's steps as its dates stand, by the settings of the day it was opened; none before `opened_on`."""
    return rules.steps(
        plan.away_from,
        plan.returns_on,
        opened_on=opened_on,
        supervised_days=plan.supervised_days,
        intervals=intervals_on(plan.organisation_id, timezone.localdate(plan.created_at)),
    )


def _same(plan: ReturnPlan, proposal: Proposal) -> bool:
    names = ("away_from", "returns_on", "return_dcc_pas", "supervised_days")
    return plan.supervisor_id == proposal.supervisor.pk and all(
        getattr(plan, name) == getattr(proposal, name) for name in names
    )
