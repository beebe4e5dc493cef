"""What an applicant sees of this on their application: the time to pick or picked, and feedback once they heard."""

from collections.abc import Iterator

from django.urls import reverse

from people.design.words import longtime
from roles.applications.asides import Aside
from roles.applications.models import Application, ApplicationStatus
from roles.interviews.models import Booking
from roles.selection.messages import feedback_on
from roles.selection.outcome_models import Offer


def interview_and_feedback(application: Application) -> Iterator[Aside]:
    """At most an interview, questions about an offer, and the recruiter's feedback: three queries."""
    status = application.status
    if status not in {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN}:
        booking = Booking.objects.filter(application=application).select_related("slot").first()
        if booking is not None and (booking.slot is not None or status == ApplicationStatus.SHORTLISTED):
            words = longtime(booking.slot.starts_at) if booking.slot else "Pick a time: whoever picks first has it."
            action = "Your interview" if booking.slot else "Pick a time"
            yield Aside("Interview", [("", words)], reverse("interviews:pick", args=[application.reference]), action)
    if status == ApplicationStatus.OFFERED and Offer.objects.filter(application=application).exists():
        href = reverse("offers:talk", args=[application.reference])
        yield Aside("Questions", [("", "Ask the organisation anything about the offer.")], href, "Ask about the offer")
    if status in {ApplicationStatus.NOT_SHORTLISTED, ApplicationStatus.REJECTED} and (
        lines := feedback_on(application)
    ):
        yield Aside("What the organisation writes to you", lines)
