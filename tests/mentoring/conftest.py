"""A mentor with a free place, and a mentee of another organisation."""

import pytest

from mentoring.models import MentorProfile, Mentorship
from mentoring.services import ask
from people.models import User
from tests.factories import MembershipFactory, MentorProfileFactory

HOPE = "I would like to learn how to say no to a board."
ANSWER = "Gladly. Shall we begin with your job plan?"


def make_mentor(**facts: object) -> MentorProfile:
    profile = MentorProfileFactory(**{"user__name": "Maya Mentor", **facts})
    MembershipFactory(user=profile.user)
    return profile


def make_mentee(name: str = "Tom Mentee") -> User:
    return MembershipFactory(user__name=name).user


@pytest.fixture
def mentor(db: None) -> MentorProfile:
    return make_mentor()


@pytest.fixture
def mentee(db: None) -> User:
    return make_mentee()


@pytest.fixture
def request_made(mentor: MentorProfile, mentee: User) -> Mentorship:
    return ask(mentor, by=mentee, message=HOPE)
