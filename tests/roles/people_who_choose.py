"""A post that has closed, its panel, its recruiter and its applicants, ready to be scored."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from people.models import Organisation, Role, User
from roles.applications.models import Application, Statement
from roles.applications.services import new_reference
from roles.posts.models import Criterion, Post
from roles.selection import services
from roles.selection.models import PanelSeat, Score
from tests.factories import (
    ClinicianFactory,
    CriterionFactory,
    MembershipFactory,
    OrganisationFactory,
    PanelSeatFactory,
    PostFactory,
    UserFactory,
)
from tests.roles.applying import fill_parts

STATEMENT = "I led the winter plan, cut waits by a third and taught two others to do it."


def clinician(**fields: Any) -> User:
    """Someone who may apply."""
    user = UserFactory(**fields)
    ClinicianFactory(user=user, registration_body="GMC", registration_number=f"77{user.pk:05}")
    return user


def member(organisation: Organisation, role: Role, **fields: Any) -> User:
    """Someone with a role in the organisation."""
    user = UserFactory(**fields)
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


def draft(post: Post, applicant: User | None = None, text: str = STATEMENT) -> Application:
    """A draft with every statement and every part written."""
    application = Application.objects.create(post=post, applicant=applicant or clinician(), reference=new_reference())
    for criterion in post.criteria.all():
        Statement.objects.create(application=application, criterion=criterion, text=text)
    fill_parts(application)
    return application


def sent(post: Post, applicant: User | None = None, text: str = STATEMENT) -> Application:
    """An application that was sent while the post was open."""
    application = draft(post, applicant, text)
    Application.objects.filter(pk=application.pk).update(
        status=Application.Status.SUBMITTED,
        confirmed=True,
        submitted_at=timezone.now() - timedelta(days=3),
    )
    application.refresh_from_db()
    return application


def give(seat: PanelSeat, application: Application, points: int) -> None:
    """The member's complete scores for one application."""
    for criterion in application.post.criteria.all():
        Score.objects.create(seat=seat, application=application, criterion=criterion, points=points)


@dataclass
class Choice:
    """One choice: post, criteria, recruiter, two declared seats and the applications."""

    post: Post
    criteria: list[Criterion]
    recruiter: User
    seats: list[PanelSeat]
    applications: list[Application] = field(default_factory=list)

    def score_all(self, *points: int) -> None:
        """Both members give the first application points[0] for each criterion, the next points[1], …"""
        for application, given in zip(self.applications, points, strict=True):
            for seat in self.seats:
                give(seat, application, given)

    def lock(self, places: int = 1) -> Post:
        return services.lock_shortlist(self.post, by=self.recruiter, places=places)


def make_choice(applicants: int = 2, criteria: int = 2, **post: Any) -> Choice:
    """A post that closed yesterday, with a panel of two who have declared, and sent applications."""
    organisation = post.pop("organisation", None) or OrganisationFactory()
    fields = {"closes_at": timezone.now() - timedelta(days=1), "organisation": organisation, **post}
    made = PostFactory(**fields)
    lines = [CriterionFactory(post=made, position=n, text=f"Criterion {n}") for n in range(1, criteria + 1)]
    seats = [
        PanelSeatFactory(post=made, user=member(organisation, Role.PANEL_MEMBER), declared_at=timezone.now())
        for _ in range(2)
    ]
    choice = Choice(made, lines, member(organisation, Role.RECRUITER), seats)
    choice.applications = [sent(made) for _ in range(applicants)]
    return choice
