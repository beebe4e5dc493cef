"""Mentorships as links that a panel member declares (R11), either way round."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentoring.models import Mentorship, MentorshipStatus
from people.models import User
from roles.selection.links import Pair

LATELY = timedelta(days=365)
"""A mentorship that ended is a link for so long (our judgement)."""


def _now_or_lately() -> QuerySet[Mentorship]:
    ended = Q(status=MentorshipStatus.ENDED, ended_at__gte=timezone.now() - LATELY)
    return Mentorship.objects.filter(Q(status=MentorshipStatus.ACTIVE) | ended)


def pairs(members: Collection[int], applicants: Collection[int]) -> Iterator[Pair]:
    """Panel members and applicants of whom one mentors the other, or lately did."""
    one_way = Q(mentor__user__in=members, mentee__in=applicants)
    other_way = Q(mentor__user__in=applicants, mentee__in=members)
    found = _now_or_lately().filter(one_way | other_way).values_list("mentor__user", "mentee")
    for mentor, mentee in found:
        if mentor in members and mentee in applicants:
            yield mentor, mentee
        if mentee in members and mentor in applicants:
            yield mentee, mentor


def has_any(user: User) -> bool:
    """Whether the person mentors anyone, or is mentored, or lately was."""
    return _now_or_lately().filter(Q(mentor__user=user) | Q(mentee=user)).exists()
