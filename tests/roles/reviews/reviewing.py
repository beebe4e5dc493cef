"""A role with its holder, a reviewer and a review to come, for the tests of reviews."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from people.models import Role, User
from roles.models import Appointment, Meeting, ReviewKind, RoleReview
from roles.reviews import accounts, meetings
from tests.factories import AppointmentFactory, MembershipFactory, UserFactory

TEXTS = dict.fromkeys(accounts.TEXTS, "") | {"pas_used": None}


def colleague(organisation: object, role: Role = Role.CLINICIAN, **facts: object) -> User:
    """Someone who works there."""
    user = UserFactory(**facts)
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


@dataclass
class Reviewing:
    """The two, and their review in ten days."""

    kind: ReviewKind = ReviewKind.YEARLY
    appointment: Appointment = field(init=False)
    holder: User = field(init=False)
    reviewer: User = field(init=False)
    review: RoleReview = field(init=False)

    def __post_init__(self) -> None:
        self.holder = UserFactory(name="Hana Holder")
        self.appointment = AppointmentFactory(user=self.holder)
        MembershipFactory(user=self.holder, organisation=self.appointment.organisation, role=Role.CLINICIAN)
        self.reviewer = colleague(self.appointment.organisation, Role.MEDICAL_DIRECTOR, name="Rex Reviewer")
        self.review = RoleReview.objects.create(
            appointment=self.appointment,
            kind=self.kind,
            due_on=timezone.localdate() + timedelta(days=10),
            reviewer=self.reviewer,
        )

    def sends(self, user: User, done: str = "The winter plan held.") -> None:
        accounts.send(self.review, TEXTS | {"done": done, "ahead": "Next."}, by=user)

    def meets(self, starts_at: datetime | None = None, place: str = "Room 4") -> Meeting:
        """A meeting that both agreed to, in three days or then."""
        at = starts_at or timezone.now() + timedelta(days=3)
        made = meetings.propose(self.review, by=self.holder, starts_at=at, minutes=60, place=place, link="")
        return meetings.agree(made, by=self.reviewer)
