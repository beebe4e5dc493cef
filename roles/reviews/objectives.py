"""Objectives of a role: the holder proposes, the reviewer agrees, and nothing is changed without both."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.services import tell
from roles.appointments.models import Appointment
from roles.appointments.policies import is_holder
from roles.reviews import policies
from roles.reviews.models import Objectives, ObjectivesState


def waiting(appointment: Appointment) -> Objectives | None:
    """What is proposed and waits for the other's word."""
    return appointment.objectives.filter(state=ObjectivesState.PROPOSED).select_related("proposed_by").first()


def agreed(appointment: Appointment) -> Objectives | None:
    """What both have agreed."""
    return (
        appointment.objectives.filter(state=ObjectivesState.AGREED).select_related("proposed_by", "agreed_by").first()
    )


def propose(appointment: Appointment, text: str, *, by: User) -> Objectives:
    """Proposes objectives, one a line; what was agreed holds until the other agrees.

    A proposal that waited is replaced, whoever made it: the answer to objectives one does not agree with is another
    proposal. Raises Refused where there is nobody to agree, or the first proposal is not the holder's.
    """
    with transaction.atomic(), because("Proposed objectives", by=by):
        appointment = _locked(appointment, by)
        there, stands = waiting(appointment), agreed(appointment)
        if there is not None and (there.proposed_by_id, there.text) == (by.pk, text):
            return there
        holder = is_holder(by, appointment)
        if stands is None and there is None and not holder:
            raise Refused("The holder of the role proposes the first objectives. You can answer them.")
        if stands is not None and stands.text == text:
            raise Refused("These are the objectives that you have agreed already.", field="text")
        other = policies.reviewer_of(appointment) if holder else appointment.user
        if other is None:
            raise Refused("Nobody is named to review this role yet. Ask your medical director’s office.")
        if there is not None:
            there.state = ObjectivesState.REPLACED
            there.save(update_fields=["state"])
        made = Objectives.objects.create(appointment=appointment, text=text, proposed_by=by)
        _tell(made, other, f"Objectives to agree: {appointment.title}", "review_objectives", str(by))
        return made


def agree(objectives: Objectives, *, by: User) -> Objectives:
    """Agrees to what the other proposed; it takes the place of what was agreed before. Agreed twice, it stays."""
    with transaction.atomic(), because("Agreed the objectives", by=by):
        appointment = _locked(objectives.appointment, by)
        made = Objectives.objects.select_for_update(no_key=True).get(pk=objectives.pk)
        if made.state == ObjectivesState.AGREED:
            return made
        if made.state != ObjectivesState.PROPOSED:
            raise Refused("These objectives were replaced by others meanwhile. Read those, please.")
        if made.proposed_by_id == by.pk:
            raise Refused("You proposed these; they wait for the other’s word.")
        if not policies.is_answered_by(made, appointment, by):
            raise Refused("The reviewer before you proposed these; they wait for the holder’s word.")
        appointment.objectives.filter(state=ObjectivesState.AGREED).update(state=ObjectivesState.REPLACED)
        made.state, made.agreed_by, made.agreed_at = ObjectivesState.AGREED, by, timezone.now()
        made.save()
        _tell(made, made.proposed_by, f"Objectives agreed: {appointment.title}", "review_objectives_agreed", str(by))
        return made


def _locked(appointment: Appointment, by: User) -> Appointment:
    kept = Appointment.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "organisation")
    found = kept.get(pk=appointment.pk)
    if not policies.agrees_objectives(by, found):
        raise PermissionDenied
    return found


def _tell(made: Objectives, user: User, subject: str, template: str, who: str) -> None:
    tell(
        user,
        kind="role_objectives",
        key=f"objectives:{made.pk}:{made.state}",
        subject=subject,
        template=f"roles/mail/{template}",
        context={"who": who, "title": made.appointment.title},
        path=reverse("reviews:objectives", args=[made.appointment_id]),
    )
