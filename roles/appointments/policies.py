"""Who holds, reads and reviews a role."""

from people.memberships.policies import holders, holds_role
from people.models import Role, User
from roles.appointments.models import Appointment, RoleReview

RUN_TERMS = (Role.HR, Role.MEDICAL_DIRECTOR)


def is_holder(user: User, appointment: Appointment) -> bool:
    """Whether the role is the user's own."""
    return appointment.user_id == user.pk


def may_see_pay(user: User, appointment: Appointment) -> bool:
    """The holder, HR and medical directors; a service lead sees no pay here."""
    return is_holder(user, appointment) or any(
        holds_role(user, role, appointment.organisation_id) for role in (Role.HR, Role.MEDICAL_DIRECTOR)
    )


def may_record(user: User, review: RoleReview) -> bool:
    """The reviewer, a medical director or a lead of the service, but never the holder."""
    appointment = review.appointment
    if is_holder(user, appointment):
        return False
    return (
        review.reviewer_id == user.pk
        or holds_role(user, Role.MEDICAL_DIRECTOR, appointment.organisation_id)
        or holds_role(user, Role.SERVICE_LEAD, appointment.organisation_id, appointment.service_id)
    )


def runs_term(user: User, appointment: Appointment) -> bool:
    """HR and medical directors end and lengthen a role's term; nobody their own."""
    return not is_holder(user, appointment) and runs_terms(user, appointment.organisation_id)


def runs_terms(user: User, organisation_id: int) -> bool:
    """Whether the user ends and lengthens terms in the organisation."""
    return any(holds_role(user, role, organisation_id) for role in RUN_TERMS)


def reviewer_for(appointment: Appointment) -> User | None:
    """A medical director of the organisation, else a lead of the service; nobody reviews themselves."""
    directors = holders(Role.MEDICAL_DIRECTOR, appointment.organisation_id)
    leads = holders(Role.SERVICE_LEAD, appointment.organisation_id, appointment.service_id)
    return next((user for user in [*directors, *leads] if user.pk != appointment.user_id), None)
