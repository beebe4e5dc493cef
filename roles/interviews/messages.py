"""What applicants are told about their interview, each event once."""

from django.urls import reverse

from people.design.words import longtime
from reminders.services import tell
from roles.applications.services import contact_of
from roles.interviews.models import Booking, Slot
from roles.interviews.reminding import remind
from roles.posts.models import Post


def tell_to_pick(booking: Booking, post: Post) -> None:
    """Asks an applicant to pick a time."""
    _tell(booking, post, "asked", f"Pick a time for your interview: {post.title}", "interview_pick")


def tell_of_time(booking: Booking, slot: Slot, post: Post, *, moved: bool) -> None:
    """Confirms the time that was picked, or says that it was moved; the day before, all are reminded of it."""
    remind(booking, slot, post)
    _tell(
        booking,
        post,
        str(booking.sequence),
        f"Your interview {'is moved' if moved else 'is booked'}: {post.title}",
        "interview_time",
        moved=moved,
        when=longtime(slot.starts_at),
        minutes=slot.minutes,
        place=slot.place,
        link=slot.link,
    )


def _tell(booking: Booking, post: Post, event: str, subject: str, template: str, **facts: object) -> None:
    tell(
        booking.application.applicant,
        kind="application",
        key=f"booking:{booking.pk}:{event}",
        subject=subject,
        template=f"roles/mail/{template}",
        context={"title": post.title, "organisation": post.organisation_name, "contact": contact_of(post), **facts},
        path=reverse("interviews:pick", args=[booking.application.reference]),
    )
