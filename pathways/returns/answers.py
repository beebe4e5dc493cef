"""A check-in by five questions: the clinician answers in under two minutes, the supervisor replies, and it is held."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from pathways.returns import policies, telling
from pathways.returns.answers_models import ASKED, CheckInAnswers
from pathways.returns.models import CheckIn
from pathways.returns.services import complete, locked, why_not_now
from people.history import because
from people.models import User
from people.refusals import Refused


def why_not_ask(check_in: CheckIn, held: set[str], agreed: int) -> str:
    """Why the questions can't be answered today, in words; empty where they can. `held`, `agreed`: see why_not_now."""
    if check_in.kind not in ASKED:
        return "This is a meeting: hold it, then record it."
    if check_in.done_on is not None:
        return "This check-in is recorded already."
    wrong = why_not_now(check_in, timezone.localdate(), held, agreed)
    return wrong[0] if wrong else ""


def give(
    check_in: CheckIn, *, by: User, practice: str, confidence: str, support: str, wellbeing: str, helps: str = ""
) -> CheckInAnswers:
    """The clinician's answers; they can be given anew until the supervisor replies. Each supervisor is told, once."""
    with transaction.atomic(), because("Answered the questions", by=by):
        plan = locked(check_in.plan_id)
        if not policies.is_clinician_of(by, plan):
            raise PermissionDenied
        check_in = CheckIn.objects.get(pk=check_in.pk)
        check_in.plan = plan
        held = set(plan.check_ins.exclude(done_on=None).values_list("kind", flat=True))
        wrong = why_not_ask(check_in, held, plan.days.agreed().count())
        if wrong:
            raise Refused(f"{wrong} What you typed was not kept." if check_in.done_on else wrong)
        said = {
            "practice": practice,
            "confidence": confidence,
            "support": support,
            "wellbeing": wellbeing,
            "helps": helps.strip(),
        }
        there = CheckInAnswers.objects.filter(check_in=check_in).first()
        known = there is not None and there.given_to_id == plan.supervisor_id
        if there is not None and known and all(getattr(there, name) == value for name, value in said.items()):
            return there
        made, _ = CheckInAnswers.objects.update_or_create(
            check_in=check_in, defaults={**said, "given_to": plan.supervisor, "answered_at": timezone.now()}
        )
        if not known:
            telling.answered(check_in)
        return made


def reply(check_in: CheckIn, *, by: User, text: str) -> CheckIn:
    """The supervisor's reply, with which the check-in is held today. Raises Refused before there are answers."""
    if not policies.is_supervisor_of(by, check_in.plan):
        raise PermissionDenied
    if not CheckInAnswers.objects.filter(check_in=check_in).exists():
        raise Refused("There are no answers to reply to yet.")
    if not text.strip():
        raise Refused("Write a reply: a sentence will do", field="text")
    return complete(check_in, by=by, done_on=timezone.localdate(), note=text)
