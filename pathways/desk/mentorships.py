"""Mentoring on the desk: requests and sessions that wait for a word, and the mentorings that go on."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Mentorship, MentorshipStatus
from mentoring.sessions.policies import other_of
from mentoring.sessions.reading import with_sessions
from pathways.desk.items import MOST, Item
from people.design.words import timeuk
from people.models import User


def mentorships_of(user: User) -> QuerySet[Any]:
    """Requests and mentorings that are open, on either side, with sessions that wait; without what the pair wrote."""
    open_ones = (MentorshipStatus.REQUESTED, MentorshipStatus.ACTIVE)
    mine = Mentorship.objects.visible_to(user).filter(status__in=open_ones).select_related("mentor__user", "mentee")
    return with_sessions(mine.defer("message", "answer"), timezone.now()).order_by("requested_at")[:MOST]


def to_answer(mentorships: Iterable[Any], user: User) -> Iterator[Item]:
    """Those who ask this person to mentor them, and sessions that the other of a pair proposes."""
    for pair in mentorships:
        if pair.status == MentorshipStatus.REQUESTED and pair.mentor.user_id == user.pk:
            asked = timezone.localdate(pair.requested_at)
            address = reverse("mentoring:mentorship", args=[pair.pk])
            yield Item(f"Answer {pair.mentee}, who asks you to be their mentor", address, asked, "Asked")
        for address, at, theirs in _proposed(pair, user):
            if theirs:
                text = f"Answer {other_of(user, pair)}, who proposes a mentoring session at {timeuk(at)}"
                yield Item(text, address, timezone.localdate(at), "On")


def asked(mentorships: Iterable[Any], user: User) -> Iterator[Item]:
    """The person's own request, and the sessions that they proposed."""
    for pair in mentorships:
        if pair.status == MentorshipStatus.REQUESTED and pair.mentee_id == user.pk:
            since = timezone.localdate(pair.requested_at)
            address = reverse("mentoring:mentorship", args=[pair.pk])
            yield Item("Request to be mentored", address, since, "Asked", f"The turn of {pair.mentor.user}.")
        for address, at, theirs in _proposed(pair, user):
            if not theirs:
                other = other_of(user, pair)
                text = f"Mentoring session at {timeuk(at)} with {other}"
                yield Item(text, address, timezone.localdate(at), "On", f"The turn of {other}.")


def held(mentorships: Iterable[Any], user: User) -> Iterator[Item]:
    """Mentors and mentees."""
    for pair in mentorships:
        if pair.status == MentorshipStatus.ACTIVE:
            other = other_of(user, pair)
            since = timezone.localdate(pair.answered_at) if pair.answered_at else None
            words = "You mentor" if other == pair.mentee else "Your mentor:"
            yield Item(f"{words} {other}", reverse("mentoring:mentorship", args=[pair.pk]), since, "Since")


def _proposed(pair: Any, user: User) -> Iterator[tuple[str, datetime, bool]]:
    """Each session that waits for a word: its page, its proposed time, and whether the other proposed it."""
    for each in pair.proposed:
        at = datetime.fromisoformat(each["starts_at"])
        yield reverse("sessions:detail", args=[each["session"]]), at, each["by"] != user.pk
