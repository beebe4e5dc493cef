"""Who opens, reads and records a return plan, and who may supervise one."""

from datetime import date

from django.db.models import Q, QuerySet

from mentoring.models import Mentorship, MentorshipStatus
from pathways.returns.models import ReturnPlan
from people.memberships.policies import memberships_today
from people.models import Membership, Role, User
from roles.models import Appointment


def may_open_for(user: User, appointment: Appointment) -> bool:
    """Only the holder opens the way back from a role."""
    return appointment.user_id == user.pk


def is_clinician_of(user: User, plan: ReturnPlan) -> bool:
    return plan.user_id == user.pk


def is_supervisor_of(user: User, plan: ReturnPlan) -> bool:
    return plan.supervisor_id == user.pk


def may_record(user: User, plan: ReturnPlan) -> bool:
    """The two who hold the meetings."""
    return is_clinician_of(user, plan) or is_supervisor_of(user, plan)


def possible_supervisors(appointment: Appointment, today: date) -> QuerySet[User]:
    """Clinicians and leads of the service to come back to and the organisation's medical directors, today.

    The holder is not among them.
    """
    service = appointment.return_service_id or appointment.service_id
    of_service = Q(role__in=[Role.CLINICIAN, Role.SERVICE_LEAD], service=service) if service else Q(pk__in=[])
    over_all = Q(role=Role.MEDICAL_DIRECTOR) | Q(role=Role.SERVICE_LEAD, service__isnull=True)
    held = Membership.objects.filter(of_service | over_all, organisation=appointment.organisation_id)
    held = held.filter(period__contains=today)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk=appointment.user_id)


def why_not_supervise(supervisor: User, clinician: User, organisation_id: int) -> str:
    """The sentence why this person cannot supervise the return; "" if they can (domain.md 4.3, M)."""
    if supervisor.pk == clinician.pk:
        return "Choose someone else: nobody supervises their own return"
    if not supervisor.is_active or not memberships_today(supervisor).filter(organisation=organisation_id).exists():
        return f"{supervisor} does not work for this organisation today. Choose someone else"
    pair = Mentorship.objects.filter(mentor__user=supervisor, mentee=clinician, status=MentorshipStatus.ACTIVE)
    if pair.exists():
        return f"{supervisor} is your mentor, and a mentor does not supervise. Choose someone else"
    return ""
