"""Who is reminded of an interview the day before, and when nobody is any more."""

from django.urls import reverse
from django.utils import timezone

from people.design.words import timeuk
from people.models import Role, User
from reminders.services import cancel, finish, set_due
from roles.applications.models import Application, ApplicationStatus
from roles.interviews.models import Booking, Slot
from roles.posts.models import Post
from roles.selection.models import PanelSeat

KIND = "interview"


def remind(booking: Booking, slot: Slot, post: Post) -> None:
    """The applicant and the panel, the day before; a moved interview is reminded of anew."""
    reference = booking.application.reference
    at = timeuk(slot.starts_at)
    _due(
        booking,
        booking.application.applicant,
        slot,
        f"Your interview at {at}: {post.title}",
        "interviews:pick",
        reference,
    )
    for seat in PanelSeat.objects.sitting().filter(post=post).select_related("user"):
        title = f"Interview of {booking.application.applicant} at {at}: {post.title}"
        _due(booking, seat.user, slot, title, "interviews:panel", post.pk, only_as=Role.PANEL_MEMBER)


def _due(booking: Booking, user: User, slot: Slot, title: str, route: str, key: object, *, only_as: str = "") -> None:
    day = timezone.localdate(slot.starts_at)
    set_due(
        kind=KIND,
        subject=f"booking:{booking.pk}",
        user=user,
        due_on=day,
        title=title[:200],
        path=reverse(route, args=[key]),
        organisation=booking.application.post.organisation_id,
        only_as=only_as,
    )


def over(application: Application, former: ApplicationStatus) -> None:
    """An application that leaves the shortlist has no interview ahead."""
    if former != ApplicationStatus.SHORTLISTED:
        return
    end = cancel if application.status == ApplicationStatus.WITHDRAWN else finish
    for booking in Booking.objects.filter(application=application):
        end(kind=KIND, subject=f"booking:{booking.pk}")


def forget_all(post: Post) -> None:
    """A withdrawn post interviews nobody."""
    for booking in Booking.objects.filter(application__post=post):
        cancel(kind=KIND, subject=f"booking:{booking.pk}")
