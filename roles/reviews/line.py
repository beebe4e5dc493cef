"""The reviewer changes when the line does: reviews that were not held go to whoever reviews the role now."""

from django.db import transaction

from people.history import because
from people.models import User
from reminders.services import cancel
from roles.appointments.models import RoleReview
from roles.appointments.policies import may_review
from roles.appointments.services import DUE, remind
from roles.reviews import actions, meetings


def follow_the_line() -> int:
    """Gives reviews that were not held to another where their reviewer left the line; returns how many.

    One transaction a role; whoever is in the line as the organisation has set it stays the reviewer.
    """
    waiting = RoleReview.objects.filter(held_on=None).order_by("appointment").values_list("appointment", flat=True)
    return sum(_follow(key) for key in list(waiting.distinct()))


@transaction.atomic
def _follow(appointment: int) -> int:
    rows = RoleReview.objects.select_for_update(no_key=True, of=("self",)).filter(appointment=appointment, held_on=None)
    reviews = list(rows.select_related("appointment__user", "appointment__organisation", "reviewer"))
    if not reviews:
        return 0
    line = may_review(reviews[0].appointment)
    moved = [review for review in reviews if review.reviewer not in line and (line or review.reviewer)]
    for review in moved:
        hand_on(review, line[0] if line else None)
    return len(moved)


def hand_on(review: RoleReview, to: User | None) -> None:
    """Makes someone else the reviewer: the former one is reminded no more, a meeting with them is called off, and what
    they had to do is the next one's.

    What the former reviewer wrote is read by nobody but its author. The caller holds the review.
    """
    with because("The line has changed"):
        meetings.end(review)
        if review.reviewer is not None:
            cancel(kind=DUE, subject=f"review:{review.pk}", user=review.reviewer)
            if to is not None:
                actions.pass_on(review, review.reviewer, to)
        review.reviewer = to
        review.save(update_fields=["reviewer"])
        remind(review)
