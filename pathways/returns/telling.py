"""Who is told what of a return plan, once for each event. What was noted in a meeting is in no message."""

from uuid import uuid4

from django.urls import reverse

from pathways.returns.models import CheckIn, ReturnPlan
from people.design.words import longdate, shortdate
from people.models import User
from reminders.rules import ANY_ROLE
from reminders.services import cancel, finish, set_due, tell

DUE, NOTICE = "return_check_in", "return_notice"
CLINICIAN = "this is your return plan"
SUPERVISOR = "you supervise this return to clinical practice"


def opened(plan: ReturnPlan) -> None:
    """The supervisor: someone counts on them."""
    if plan.supervisor is None:
        return
    sentence = f"{plan.user} has opened a return plan and named you as supervisor."
    step = "See its meetings and dates. If you cannot do it, talk to each other now:"
    say(plan, plan.supervisor, "opened", sentence=sentence, step=step, why=SUPERVISOR)


def recorded(check_in: CheckIn, by: User) -> None:
    """The other of the two."""
    plan = check_in.plan
    held = longdate(check_in.done_on)
    sentence = f"{by} has recorded a step of the return plan: {check_in.get_kind_display()}, held on {held}."
    for user, why in ((plan.user, CLINICIAN), (plan.supervisor, SUPERVISOR)):
        if user is not None and user.pk != by.pk:
            say(plan, user, f"done:{check_in.pk}", sentence=sentence, step="Read it, with what was noted:", why=why)


def extended(plan: ReturnPlan, ends_on: str) -> None:
    """The clinician: supervision goes on."""
    sentence = f"{plan.supervisor} has extended your supervised period. It now ends on {ends_on} at the earliest."
    key = f"extended:{plan.supervised_days}"
    say(plan, plan.user, key, sentence=sentence, step="See what comes next:", why=CLINICIAN)


def dates_changed(plan: ReturnPlan) -> None:
    """The supervisor: the meetings have moved."""
    if plan.supervisor is not None:
        say(
            plan,
            plan.supervisor,
            f"dates:{plan.away_from}:{plan.returns_on}:{uuid4().hex[:8]}",
            sentence=f"{plan.user} has changed the dates of the return plan: back on {longdate(plan.returns_on)}.",
            step="See when the meetings are now:",
            why=SUPERVISOR,
        )


def handed_over(plan: ReturnPlan, before: User | None) -> None:
    """The new supervisor, and the one before."""
    opened(plan)
    if before is not None:
        say(
            plan,
            before,
            f"handed_over:{uuid4().hex[:8]}",
            sentence=f"{plan.supervisor} supervises the return of {plan.user} now, and you no longer do.",
            step="The plan is theirs to read now. Those you supervise stand here:",
            why="you supervised this return to clinical practice",
            path=reverse("returns:list"),
        )


def notice_due(plan: ReturnPlan) -> None:
    """Writes or moves the day by which notice is given, for the clinician."""
    if plan.notice_by is not None and plan.notice_given_on is None:
        set_due(
            kind=NOTICE,
            subject=f"return:{plan.pk}",
            user=plan.user,
            due_on=plan.notice_by,
            title=f"Give notice that you return: {plan.appointment or plan.organisation}"[:200],
            path=reverse("returns:detail", args=[plan.pk]),
            organisation=plan.organisation_id,
        )


def notice_given(plan: ReturnPlan) -> None:
    """Nobody is reminded of it any more; the supervisor knows."""
    finish(kind=NOTICE, subject=f"return:{plan.pk}")
    if plan.supervisor is not None:
        sentence = f"{plan.user} has recorded that notice of the return is given."
        say(plan, plan.supervisor, "notice", sentence=sentence, step="See what comes next:", why=SUPERVISOR)


def answered(check_in: CheckIn) -> None:
    """The supervisor: there are answers to reply to. The clinician has done their part, and is reminded no more."""
    plan = check_in.plan
    finish(kind=DUE, subject=subject(check_in), user=plan.user)
    due(check_in, but=plan.user)
    if plan.supervisor is not None:
        say(
            plan,
            plan.supervisor,
            f"answered:{check_in.pk}",
            sentence=f"{plan.user} has answered the questions of a check-in: {check_in.get_kind_display()}.",
            step="Read the answers, and reply:",
            why=SUPERVISOR,
            path=reverse("returns:reply", args=[check_in.pk]),
        )


def due(check_in: CheckIn, *, but: User | None = None) -> None:
    """Writes or moves what is due, for both, or for the other of the two."""
    plan = check_in.plan
    what = check_in.get_kind_display()
    for user, title, only_as in ((plan.user, what, ""), (plan.supervisor, f"{what}: {plan.user}", ANY_ROLE)):
        if user is not None and user != but:
            set_due(
                kind=DUE,
                subject=subject(check_in),
                user=user,
                due_on=check_in.due_on,
                title=title[:200],
                path=reverse("returns:check_in", args=[check_in.pk]),
                organisation=plan.organisation_id,
                only_as=only_as,
            )


def done(check_in: CheckIn) -> None:
    finish(kind=DUE, subject=subject(check_in))


def dropped(check_in: CheckIn) -> None:
    cancel(kind=DUE, subject=subject(check_in))


def subject(check_in: CheckIn) -> str:
    """The name under which what is due is kept."""
    return f"check-in:{check_in.pk}"


def say(plan: ReturnPlan, user: User, event: str, *, sentence: str, step: str, why: str, path: str = "") -> None:
    """One message about the plan; `event` names it, so that it goes out once. It leads to `path`, else the plan."""
    tell(
        user,
        kind="return",
        key=f"return:{plan.pk}:{event}:{user.pk}",
        subject=sentence.split(":")[0].split(". ")[0].rstrip("."),
        template="pathways/mail/return",
        context={
            "sentence": sentence,
            "step": step,
            "why": why,
            "plan": f"Return plan of {plan.user}: back on {shortdate(plan.returns_on)}.",
        },
        path=path or reverse("returns:detail", args=[plan.pk]),
    )
