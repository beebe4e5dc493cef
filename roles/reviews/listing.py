"""One's role reviews: of roles that one holds, and those that one holds as reviewer."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from people.memberships.policies import memberships_today
from people.models import User
from roles.appointments.models import RoleReview
from roles.appointments.policies import is_holder
from roles.reviews.models import Meeting
from roles.reviews.standing import facts_of, status_of, waits_for

PAGE_SIZE = 25
RELATED = ("appointment__user", "appointment__organisation", "appointment__wish", "reviewer", "holder_answer")


@dataclass(frozen=True)
class Listed:
    """One review in the list: where it stands, when its two meet, and what waits for the reader."""

    review: RoleReview
    own: bool
    status: tuple[str, str]
    meeting: Meeting | None
    waits: list[str]


def mine(user: User) -> QuerySet[RoleReview]:
    """Those of the user's roles, and those that they hold as reviewer where they work (indexes of the foreign keys)."""
    of_roles = RoleReview.objects.filter(appointment__user=user).order_by().values("pk")
    here = memberships_today(user).values("organisation")
    to_hold = RoleReview.objects.filter(reviewer=user, appointment__organisation__in=here).order_by().values("pk")
    return RoleReview.objects.filter(pk__in=of_roles.union(to_hold)).select_related(*RELATED).defer("summary")


def still_open(user: User) -> QuerySet[RoleReview]:
    """To come, under way, or not signed by both: what is due first comes first."""
    return mine(user).filter(holder_answer__signed_at=None).order_by("due_on", "pk")


def past(user: User) -> QuerySet[RoleReview]:
    """Signed by both, the newest first."""
    return mine(user).filter(holder_answer__signed_at__isnull=False).order_by(F("held_on").desc(), "-pk")


def page_of(reviews: QuerySet[RoleReview], number: str | None) -> Page[RoleReview]:
    """One page of them."""
    return Paginator(reviews, PAGE_SIZE).get_page(number)


def listed(reviews: list[RoleReview], user: User, today: date) -> list[Listed]:
    """Each with its standing: as many queries for many as for one."""
    facts = facts_of(reviews, user)
    return [
        Listed(
            review,
            is_holder(user, review.appointment),
            status_of(review, facts[review.pk].meeting, today),
            facts[review.pk].meeting,
            waits_for(review, facts[review.pk], user, today),
        )
        for review in reviews
    ]
