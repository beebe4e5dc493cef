"""Who holds, reads and reviews a role."""

from django.utils import timezone

from people.memberships.policies import holders, holds_role, who_work_at
from people.models import Role, User
from people.settings.reading import setting
from roles.appointments.models import Appointment, RoleReview
from roles.appointments.settings import LEAD_REVIEWS

RUN_TERMS = (Role.HR, Role.MEDICAL_DIRECTOR)


def is_holder(user: User, appointment: Appointment) -> bool:
    """Whether the role is the user's own."""
    return appointment.user_id == user.pk


def may_see_pay(user: User, appointment: Appointment) -> bool:
    """The holder, HR and medical directors; a service lead sees no pay here."""
    return is_holder(user, appointment) or any(
        holds_role(user, role, appointment.organisation_id) for role in (Role.HR, Role.MEDICAL_DIRECTOR)
    )


def is_reviewer(user: User, review: RoleReview) -> bool:
    """Whoever is named to review the role, while they work there: who has left reads no more, the same day."""
    return review.reviewer_id == user.pk and bool(who_work_at([user], review.appointment.organisation_id))


def may_record(user: User, review: RoleReview) -> bool:
    """The reviewer alone, and never the holder."""
    return not is_holder(user, review.appointment) and is_reviewer(user, review)


def runs_term(user: User, appointment: Appointment) -> bool:
    """HR and medical directors end and lengthen a role's term; nobody their own."""
    return not is_holder(user, appointment) and runs_terms(user, appointment.organisation_id)


def runs_terms(user: User, organisation_id: int) -> bool:
    """Whether the user ends and lengthens terms in the organisation."""
    return any(holds_role(user, role, organisation_id) for role in RUN_TERMS)


def reviewer_for(appointment: Appointment) -> User | None:
    """The first of who may review the role as the organisation has set it; None where there is nobody."""
    return next(iter(may_review(appointment)), None)


def may_review(appointment: Appointment) -> list[User]:
    """Those of the line who review the role: medical directors, or leads of the service first where that is set.

    Where there is none of the first, the others do. Nobody reviews themselves.
    """
    directors = holders(Role.MEDICAL_DIRECTOR, appointment.organisation_id)
    leads = holders(Role.SERVICE_LEAD, appointment.organisation_id, appointment.service_id)
    leads_first = setting(appointment.organisation_id, LEAD_REVIEWS, timezone.localdate())
    for line in (leads, directors) if leads_first else (directors, leads):
        if found := [user for user in line if user.pk != appointment.user_id]:
            return found
    return []
