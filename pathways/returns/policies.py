"""Who opens, reads and records a return plan, and who may supervise one."""

from datetime import date

from django.db.models import Q, QuerySet

from mentoring.models import Mentorship, MentorshipStatus
from pathways.returns.grounds import Ground
from pathways.returns.models import ReturnPlan, ReturnStatus
from people.memberships.policies import holders, memberships_today
from people.models import Clinician, Membership, Profession, Role, User


def may_open_for(user: User, ground: Ground) -> bool:
    """Only the clinician opens their own way back."""
    return ground.owner == user


def is_clinician_of(user: User, plan: ReturnPlan) -> bool:
    return plan.user_id == user.pk


def is_supervisor_of(user: User, plan: ReturnPlan) -> bool:
    """Who is named as supervisor, while they work where the plan is."""
    here = memberships_today(user).filter(organisation=plan.organisation_id)
    return plan.supervisor_id == user.pk and here.exists()


def supervisors_of(user: User) -> list[int]:
    """The keys of those who supervise an open return of this person."""
    plans = ReturnPlan.objects.filter(user=user).exclude(status=ReturnStatus.CLOSED).exclude(supervisor=None)
    return [key for key in plans.values_list("supervisor", flat=True) if key is not None]


def may_record(user: User, plan: ReturnPlan) -> bool:
    """The two who hold the meetings."""
    return is_clinician_of(user, plan) or is_supervisor_of(user, plan)


def possible_supervisors(organisation_id: int, service_id: int | None, clinician: User, today: date) -> QuerySet[User]:
    """Clinicians and leads of the service to come back to and the organisation's medical directors, today.

    The clinician is not among them.
    """
    of_service = Q(role__in=[Role.CLINICIAN, Role.SERVICE_LEAD], service=service_id) if service_id else Q(pk__in=[])
    over_all = Q(role=Role.MEDICAL_DIRECTOR) | Q(role=Role.SERVICE_LEAD, service__isnull=True)
    held = Membership.objects.filter(of_service | over_all, organisation=organisation_id, period__contains=today)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk=clinician.pk)


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


def responsible_officers(plan: ReturnPlan) -> list[User]:
    """Who hears of a concern: the organisation's medical directors today, neither clinician nor supervisor."""
    concerned = {plan.user_id, plan.supervisor_id}
    return [user for user in holders(Role.MEDICAL_DIRECTOR, plan.organisation_id) if user.pk not in concerned]


def is_responsible_officer(user: User, plan: ReturnPlan) -> bool:
    return user in responsible_officers(plan)


def passed_on_to(plan: ReturnPlan) -> list[User]:
    """R7: to whom a missed check-in goes: for doctors and dentists the responsible officer, for others the line lead.

    The line lead is the line manager, else a lead of the service to come back to; where there is nobody, the
    organisation's medical directors.
    """
    officers = responsible_officers(plan)
    clinician = Clinician.objects.filter(user=plan.user_id).first()
    if clinician is None or clinician.profession in (Profession.DOCTOR, Profession.DENTIST):
        return officers
    member = Membership.objects.filter(user=plan.user_id, organisation=plan.organisation_id).exclude(line_manager=None)
    latest = member.select_related("line_manager").order_by("-period").first()
    lines = [latest.line_manager] if latest and latest.line_manager else []
    lines = lines or holders(Role.SERVICE_LEAD, plan.organisation_id, plan.service_id)
    return [user for user in lines if user.pk not in {plan.user_id, plan.supervisor_id} and user.is_active] or officers
