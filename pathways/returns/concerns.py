"""Concerns of a supervisor: to the responsible officer alone, and back (docs/adr/0024-concerns-are-private.md)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pathways.returns import policies, telling
from pathways.returns.concern_models import Concern, Outcome
from pathways.returns.models import ReturnPlan, ReturnStatus
from pathways.returns.services import locked
from people.history import because
from people.models import Role, User
from people.refusals import Refused
from reminders.services import finish, set_due

LENGTH = 4000
DUE, ANSWER_IN = "return_concern", timedelta(days=7)
"""A concern is answered within a week (this service's own)."""
OFFICER = "you are a responsible officer where this return to practice is"
NOBODY = (
    "Nobody but you and the clinician is medical director here today, so there is no responsible officer to hear it. "
    "Speak to the chief executive’s office, who name one."
)


def raise_concern(plan: ReturnPlan, *, by: User, text: str, withheld: bool = False) -> Concern:
    """The supervisor tells the responsible officers; the clinician is told that there is a concern, unless `withheld`.

    What it says is in no message. The same words twice are one concern.
    """
    with transaction.atomic(), because("Raised a concern", by=by):
        plan = locked(plan.pk)
        if not policies.is_supervisor_of(by, plan):
            raise PermissionDenied
        if plan.status == ReturnStatus.CLOSED:
            raise Refused("This plan is closed. Raise the concern with the responsible officer in person.")
        officers = policies.responsible_officers(plan)
        if not officers:
            raise Refused(NOBODY)
        text = text.strip()
        there = plan.concerns.filter(raised_by=by, text=text, answered_at=None).first()
        if there is not None:
            return there
        made = Concern.objects.create(plan=plan, raised_by=by, text=text, withheld=withheld)
        for officer in officers:
            set_due(
                kind=DUE,
                subject=f"concern:{made.pk}",
                user=officer,
                due_on=timezone.localdate() + ANSWER_IN,
                title=f"Answer a concern about the return of {plan.user}"[:200],
                path=reverse("returns:concern", args=[made.pk]),
                organisation=plan.organisation_id,
                only_as=Role.MEDICAL_DIRECTOR,
            )
            _tell(
                made,
                officer,
                "raised",
                f"{by} has raised a concern about a return to clinical practice with you.",
                "Read it, and say what is done about it. Only the two of you can:",
            )
        if not withheld:
            _tell_clinician(made)
        return made


def answer(concern: Concern, *, by: User, outcome: str, text: str, tell_clinician: bool) -> Concern:
    """A responsible officer says what is done; the supervisor is told, and the clinician if that was withheld till now.

    Answered twice alike, it stays; otherwise the second is refused with the name of who was first.
    """
    text = text.strip()
    with transaction.atomic(), because("Answered a concern", by=by):
        plan = locked(concern.plan_id)
        concern = (
            Concern.objects.select_for_update(of=("self",))
            .select_related("raised_by", "answered_by")
            .get(pk=concern.pk)
        )
        concern.plan = plan
        if not policies.is_responsible_officer(by, plan):
            raise PermissionDenied
        if concern.answered_at is not None:
            if (concern.outcome, concern.answer) == (outcome, text):
                return concern
            raise Refused(f"{concern.answered_by} has answered this already. What you typed was not kept.")
        concern.outcome, concern.answer = Outcome(outcome), text
        concern.answered_by, concern.answered_at = by, timezone.now()
        newly_told = concern.withheld and tell_clinician
        concern.withheld = concern.withheld and not tell_clinician
        concern.save()
        finish(kind=DUE, subject=f"concern:{concern.pk}")
        if newly_told:
            _tell_clinician(concern)
        if concern.raised_by != by:
            _tell(
                concern,
                concern.raised_by,
                "answered",
                f"{by} has answered the concern that you raised about a return to clinical practice.",
                "Read what is done about it:",
            )
        return concern


def _tell(concern: Concern, user: User, event: str, sentence: str, step: str) -> None:
    why = telling.SUPERVISOR if user == concern.raised_by else OFFICER
    telling.say(
        concern.plan,
        user,
        f"concern:{concern.pk}:{event}",
        sentence=sentence,
        step=step,
        why=why,
        path=reverse("returns:concern", args=[concern.pk]),
    )


def _tell_clinician(concern: Concern) -> None:
    telling.say(
        concern.plan,
        concern.plan.user,
        f"concern:{concern.pk}:told",
        sentence=f"{concern.raised_by} has raised a concern about your return with the responsible officer.",
        step="What it says is between the two of them until they speak with you. You may ask either about it now:",
        why=telling.CLINICIAN,
    )
