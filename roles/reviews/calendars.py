"""The meeting of a review as calendars hold it; nothing that was written is in it."""

from django.urls import reverse

from people.models import User
from reminders.invitations import Invitation
from roles.appointments.models import RoleReview
from roles.reviews.models import Meeting


def invitation(review: RoleReview, meeting: Meeting, people: list[User]) -> Invitation:
    """One event a review, however often it moves."""
    return Invitation(
        name=f"role-review-{review.pk}",
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=f"Role review: {review.appointment.title}",
        place=meeting.place,
        link=meeting.link,
        path=reverse("reviews:detail", args=[review.pk]),
        people=people,
    )
