"""Who reads and does what around a review: the two of it alone, but for its dates, decision and actions."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from people.memberships.policies import who_work_at
from people.models import User
from roles.appointments.models import Appointment, RoleReview
from roles.appointments.policies import is_holder, is_reviewer, reviewer_for
from roles.reviews import rules
from roles.reviews.models import Account, Meeting, MeetingState, Objectives


def reads_words(user: User, review: RoleReview) -> bool:
    """The holder and the reviewer; a medical director who is neither reads no written word."""
    return is_holder(user, review.appointment) or is_reviewer(user, review)


def other_of(user: User, review: RoleReview) -> User | None:
    """The other one of the two; None where no reviewer is named."""
    return review.reviewer if is_holder(user, review.appointment) else review.appointment.user


def reviewer_of(appointment: Appointment) -> User | None:
    """With whom the holder agrees objectives: the next review's reviewer, or who would be."""
    following = appointment.reviews.filter(held_on=None, reviewer__isnull=False).select_related("reviewer")
    review = following.order_by("due_on", "pk").first()
    return review.reviewer if review else reviewer_for(appointment)


def agrees_objectives(user: User, appointment: Appointment) -> bool:
    """The holder and their reviewer."""
    if is_holder(user, appointment):
        return True
    return reviewer_of(appointment) == user and bool(who_work_at([user], appointment.organisation_id))


def is_answered_by(made: Objectives, appointment: Appointment, user: User) -> bool:
    """Whether it is this one's turn: the holder answers what a reviewer proposed, whoever reviews now, and the reviewer
    what the holder did."""
    return (made.proposed_by_id == appointment.user_id) != is_holder(user, appointment)


def meeting_of(review: RoleReview, state: MeetingState = MeetingState.AGREED) -> Meeting | None:
    """The meeting that stands, or that waits for the other's word."""
    return review.meetings.filter(state=state).select_related("proposed_by").first()


def accounts_read_by(user: User, review: RoleReview, today: date | None = None) -> list[Account]:
    """The accounts that this reader reads: their own, and the other's once it is open (rules.accounts_open)."""
    if not reads_words(user, review):
        return []
    accounts = list(_of_the_two(review))
    open_now = _open(review, accounts, today or timezone.localdate())
    return [each for each in accounts if each.author_id == user.pk or (open_now and each.sent_at)]


def is_read(account: Account, review: RoleReview) -> bool:
    """Whether the other one can read the account: from then on it stays as it is."""
    return account.sent_at is not None and _open(review, list(_of_the_two(review)), timezone.localdate())


def _of_the_two(review: RoleReview) -> QuerySet[Account]:
    two = [review.appointment.user_id, review.reviewer_id]
    return review.accounts.filter(author__in=[key for key in two if key]).select_related("author").order_by("pk")


def _open(review: RoleReview, accounts: list[Account], today: date) -> bool:
    meeting = meeting_of(review)
    return rules.accounts_open(
        both_sent=sum(each.sent_at is not None for each in accounts) == 2,
        meets_on=timezone.localdate(meeting.starts_at) if meeting else None,
        held=review.held_on is not None,
        today=today,
    )
