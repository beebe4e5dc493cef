"""What ends with a review that falls away as its term ends: its meeting, and requests for feedback."""

from reminders.services import cancel
from roles.appointments.models import RoleReview
from roles.reviews import actions, feedback, meetings


def falls_away(review: RoleReview) -> None:
    """Tells calendars, and reminds nobody any more."""
    meetings.end(review)
    feedback.close(review)
    for key in review.actions.values_list("pk", flat=True):
        cancel(kind=actions.KIND, subject=f"action:{key}")
