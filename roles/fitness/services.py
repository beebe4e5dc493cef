"""Attesting, recording the yearly check, and what is due of both."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.dates import after_months
from people.design.words import longdate
from people.history import because
from people.memberships.policies import holders, holds_role
from people.models import Role, User
from people.refusals import Refused
from reminders.services import cancel, set_due
from roles.appointments.models import Appointment
from roles.fitness.models import Attestation, FitnessCheck

DUE = "fitness"
ATTEST_WITHIN = timedelta(days=28)
"""From the first day of the role. Ours: the framework names no days."""


def asks_for_it(appointment: Appointment) -> bool:
    """Whether the role's post was advertised with the fit and proper person test."""
    return appointment.post is not None and appointment.post.fit_and_proper


def may_record(user: User, appointment: Appointment) -> bool:
    """Human resources of the organisation; nobody their own."""
    return user.pk != appointment.user_id and holds_role(user, Role.HR, appointment.organisation_id)


def plan(appointment: Appointment) -> None:
    """What is due when such a role begins: the holder attests, human resources check by the first day."""
    if asks_for_it(appointment):
        _attest_by(appointment, appointment.starts + ATTEST_WITHIN)
        _check_by(appointment, appointment.starts)


def attest(appointment: Appointment, *, declared: str, by: User) -> Attestation:
    """Keeps the holder's own word; the next is due in a year."""
    with transaction.atomic(), because("Attested to be fit and proper", by=by):
        if by.pk != appointment.user_id or not asks_for_it(appointment):
            raise PermissionDenied
        made = Attestation.objects.create(appointment=appointment, declared=declared)
        _attest_by(appointment, after_months(timezone.localdate(), 12))
        return made


def record(
    appointment: Appointment, *, checked_on: date, found_fit: bool, board_reference: bool, note: str, by: User
) -> FitnessCheck:
    """Keeps what human resources checked; the next is due a year after it. Recorded twice alike, it is one.

    Raises Refused for a day to come, a second check on one day, or "not fit" without a note.
    """
    with transaction.atomic(), because("Checked whether fit and proper", by=by):
        Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
        if not may_record(by, appointment) or not asks_for_it(appointment):
            raise PermissionDenied
        if checked_on > timezone.localdate():
            raise Refused("The day of the check must be today or earlier", field="checked_on")
        if not found_fit and not note.strip():
            raise Refused("Say what was found and what follows from it", field="note")
        there = appointment.fitness_checks.filter(checked_on=checked_on).first()
        if there is not None:
            if (there.found_fit, there.board_reference, there.note) == (found_fit, board_reference, note):
                return there
            raise Refused(f"{there.by} recorded a check on {longdate(checked_on)} already", field="checked_on")
        made = FitnessCheck.objects.create(
            appointment=appointment,
            checked_on=checked_on,
            found_fit=found_fit,
            board_reference=board_reference,
            note=note,
            by=by,
        )
        _check_by(appointment, after_months(checked_on, 12))
        return made


def forget(appointment: Appointment) -> None:
    """Nothing is due any more of a role that ends."""
    for what in ("attest", "check"):
        cancel(kind=DUE, subject=f"{what}:{appointment.pk}")


def _attest_by(appointment: Appointment, day: date) -> None:
    _due(appointment, appointment.user, "attest", day, f"Attest that you are fit and proper: {appointment.title}")


def _check_by(appointment: Appointment, day: date) -> None:
    for colleague in holders(Role.HR, appointment.organisation_id):
        if colleague.pk != appointment.user_id:
            title = f"Fit and proper person check of {appointment.user}: {appointment.title}"
            _due(appointment, colleague, "check", day, title)


def _due(appointment: Appointment, user: User, what: str, day: date, title: str) -> None:
    ends = appointment.term.upper
    if ends is not None and day >= ends:
        cancel(kind=DUE, subject=f"{what}:{appointment.pk}")
        return
    path = reverse("fitness:page", args=[appointment.pk])
    set_due(
        kind=DUE,
        subject=f"{what}:{appointment.pk}",
        user=user,
        due_on=day,
        title=title[:200],
        path=path,
        organisation=appointment.organisation_id,
        only_as=Role.HR if what == "check" else "",
    )
