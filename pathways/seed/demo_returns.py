"""Returns to practice of the demo: a colleague in each state from plan to last check-in, and a log of practice.

Each plan is opened as if today, by the services, and then moved back to where it stands.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import F
from django.utils.timezone import make_aware

from pathways.models import CheckIn, ReturnPlan
from pathways.practice import services as practice
from pathways.practice import sharing, targets
from pathways.returns import answers, concerns, services, supervision, telling
from pathways.returns.facts import Proposal
from pathways.returns.grounds import of_absence
from people.dates import after_months
from people.models import Membership, Organisation, Role, User

NOTE = "We agreed two lists a month, and who is called when it is busy."
STATES = 7
"""How many colleagues it takes: one for each state but the draft, which the mentor's plan is in."""


def send_on_their_way(colleagues: Sequence[User], supervisor: User, on: date) -> list[ReturnPlan]:
    """One plan in each state, in the order of the states; `colleagues` are as many."""
    agreed = _plan(colleagues[0], supervisor, after_months(on, 2), after_months(on, 14))
    _hold(agreed, "before", on)
    away = _plan(colleagues[1], supervisor, after_months(on, -4), after_months(on, 8))
    _hold(away, "before", on)
    _answer(away)
    preparing = _back(colleagues[2], supervisor, on, away_months=9, in_days=50)
    supervised = _back(colleagues[3], supervisor, on, away_months=6, in_days=0)
    _return(supervised, 0)
    extended = _back(colleagues[4], supervisor, on, away_months=14, in_days=0)
    _return(extended, 21, days=12)
    services.extend(extended, by=supervisor, supervised_days=20)
    reviewed = _back(colleagues[5], supervisor, on, away_months=5, in_days=0)
    _return(reviewed, 40, days=10)
    _end(reviewed, on)
    closed = _back(colleagues[6], supervisor, on, away_months=7, in_days=0)
    _return(closed, 200, days=10)
    _end(closed, on)
    _hold(closed, "after_3_months", on)
    _hold(closed, "after_6_months", on)
    plans = [agreed, away, preparing, supervised, extended, reviewed, closed]
    for plan in plans:  # the figures of days gone by count a plan from the day it was opened
        opened = make_aware(datetime.combine(min(plan.away_from, on) - timedelta(days=40), time(9)))
        ReturnPlan.objects.filter(pk=plan.pk).update(created_at=opened)
    return plans


def worry(plan: ReturnPlan) -> None:
    """The supervisor raises a concern, which waits for the medical director."""
    if plan.supervisor is not None:
        text = "Two referral letters went out late last week. We have spoken; I would like us to meet all three."
        concerns.raise_concern(plan, by=plan.supervisor, text=text)


def keep_practice(clinician: User, lead: User, hr: User, organisation: Organisation, on: date) -> None:
    """The clinician's log of a year beside the employer's targets, shared with the lead."""
    source = "Agreed by the heads of service, as an example."
    for kind, what, amount in (("procedure", "Coronary angiogram", 20), ("cpd", "", 50)):
        targets.add(organisation, by=hr, kind=kind, what=what, amount=Decimal(amount), months=12, source=source)
    for month in range(12):
        day = after_months(on, -month)
        practice.log(by=clinician, kind="procedure", on=day, what="Coronary angiogram", amount=Decimal(2))
        practice.log(by=clinician, kind="session", on=day, what="Heart failure clinic", amount=Decimal(3))
        practice.log(by=clinician, kind="cpd", on=day, what="Journal club and courses", amount=Decimal(3))
    started = after_months(on, -34)
    holds = {"Advanced life support": 36, "Safeguarding, level 3": 33}
    for what, months in holds.items():
        expires = after_months(started, months)
        practice.log(by=clinician, kind="training", on=started, what=what, expires_on=expires)
    sharing.share(by=clinician, person=lead, starts=on, last_day=after_months(on, 6))


def _plan(user: User, supervisor: User, away_from: date, returns_on: date) -> ReturnPlan:
    member = Membership.objects.filter(user=user, role=Role.CLINICIAN).select_related("user", "organisation", "service")
    ground = of_absence(member.latest("period"))
    pas = ground.dcc_pas if ground.dcc_pas and ground.dcc_pas >= 4 else Decimal("6.5")
    return services.open_plan(Proposal(ground, away_from, returns_on, pas, supervisor, 10), by=user)


def _back(user: User, supervisor: User, on: date, *, away_months: int, in_days: int) -> ReturnPlan:
    """A plan whose first two meetings are held, with the return so many days ahead."""
    back = on + timedelta(days=in_days)
    plan = _plan(user, supervisor, after_months(back, -away_months), back)
    _hold(plan, "before", plan.away_from)
    _hold(plan, "pre_return", max(plan.away_from, min(on, back - timedelta(days=1))))
    return plan


def _return(plan: ReturnPlan, days_ago: int, *, days: int = 1) -> None:
    """Moves the whole plan back by so many days, holds the meeting on return, and logs the first supervised days."""
    by = timedelta(days=days_ago)
    if days_ago:
        moved = ReturnPlan.objects.filter(pk=plan.pk)
        moved.update(
            away_from=F("away_from") - by, returns_on=F("returns_on") - by, first_returns_on=F("first_returns_on") - by
        )
        plan.phases.update(starts=F("starts") - by)
        plan.refresh_from_db()
        for step in plan.check_ins.order_by("due_on"):
            step.plan, step.due_on = plan, step.due_on - by
            step.done_on = step.done_on - by if step.done_on else None
            step.save(update_fields=["due_on", "done_on"])
            if step.done_on is None:
                telling.due(step)
    _hold(plan, "on_return", plan.returns_on)
    for n in range(days):
        day = plan.returns_on + timedelta(days=n)
        who = plan.user if days == 1 else plan.supervisor  # a lone day waits to be agreed
        if who is not None:
            supervision.log_day(plan, by=who, day=day, work="clinic" if n % 2 else "list")


def _end(plan: ReturnPlan, on: date) -> None:
    """Ends the supervised period, and reviews."""
    _hold(plan, "supervised_end", plan.returns_on + timedelta(days=14))
    _hold(plan, "review", plan.returns_on + timedelta(days=21))


def _hold(plan: ReturnPlan, kind: str, day: date) -> CheckIn:
    step = plan.check_ins.filter(kind=kind, done_on=None).order_by("due_on")[0]
    by = plan.supervisor or plan.user
    held = services.complete(step, by=by, done_on=day, note=NOTE)
    plan.refresh_from_db()
    return held


def _answer(plan: ReturnPlan) -> None:
    """The clinician answers the next check-in by its questions; the reply waits."""
    step = plan.check_ins.filter(kind="in_role", done_on=None).order_by("due_on")[0]
    answers.give(
        step,
        by=plan.user,
        practice="less",
        confidence="supported",
        support="partly",
        wellbeing="getting_by",
        helps="A second list each month.",
    )
