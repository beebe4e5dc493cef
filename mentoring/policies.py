"""Who may do what in mentoring, and who stands over whom at work (R8)."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.utils import timezone

from mentoring.models import Mentorship
from mentoring.rules import Over
from mentoring.settings import MENTOR_CAPACITY
from people.memberships.policies import memberships_today, organisations_where
from people.models import Membership, Role, User
from people.settings.reading import set_by_organisations
from rewards.models import Employed

_supervisors: list[Callable[[User], Iterable[int]]] = []


def supervised_by(answer: Callable[[User], Iterable[int]]) -> None:
    """Registers who knows, by key, the people that supervise someone's return; called once, when an app is ready."""
    _supervisors.append(answer)


def is_mentor_of(user: User, mentorship: Mentorship) -> bool:
    return mentorship.mentor.user_id == user.pk


def is_mentee_of(user: User, mentorship: Mentorship) -> bool:
    return mentorship.mentee_id == user.pk


def is_of_pair(user: User, mentorship: Mentorship) -> bool:
    return is_mentor_of(user, mentorship) or is_mentee_of(user, mentorship)


def may_offer_mentoring(user: User) -> bool:
    """Whoever works for an organisation here today."""
    return memberships_today(user).exists()


def usual_capacity(user: User) -> int:
    """Mentees at once by the settings of the user's employer, the smallest where there are several (R9)."""
    employers = organisations_where(user)
    own = set_by_organisations(MENTOR_CAPACITY, timezone.localdate(), among=employers)
    usual = MENTOR_CAPACITY.default
    return min((own.get(employer, usual) for employer in employers), default=usual)


def people_over(mentee: User) -> dict[int, Over]:
    """The keys of those who may not mentor this person today, each with the reason (R8).

    Two queries, and those of the rooms that answer. Approvers are those who sign the person's time splits: the leads of
    their services (by membership or employment), leads of the whole organisation, and its medical directors.
    """
    mine = list(memberships_today(mentee).values_list("organisation", "service", "line_manager", "appraiser"))
    over = dict.fromkeys((key for answer in _supervisors for key in answer(mentee)), Over.SUPERVISES)
    over |= dict.fromkeys(_approvers(mentee, {m[0] for m in mine}, {m[1] for m in mine} - {None}), Over.SIGNS)
    over |= {appraiser: Over.APPRAISES for *_, appraiser in mine if appraiser}
    over |= {manager: Over.MANAGES for _, _, manager, _ in mine if manager}
    return over


def _approvers(mentee: User, organisations: set[int], services: set[int]) -> list[int]:
    employed = Employed.objects.filter(user=mentee, period__contains=timezone.localdate())
    here = Q(organisation__in=organisations) | Q(organisation__in=employed.values("organisation"))
    own = Q(service__isnull=True) | Q(service__in=services) | Q(service__in=employed.values("service"))
    signs = (Q(role=Role.SERVICE_LEAD) & own) | Q(role=Role.MEDICAL_DIRECTOR)
    held = Membership.objects.in_force(timezone.localdate()).filter(here & signs)
    return list(held.exclude(user=mentee).values_list("user", flat=True).distinct())
