"""What stands on an appointment of its reviews: objectives and the wish, for the two whose they are."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from people.models import User
from roles.appointments.asides import Aside
from roles.appointments.models import Appointment
from roles.appointments.policies import is_holder
from roles.reviews import objectives, policies


def objectives_and_wish(user: User, appointment: Appointment) -> Iterator[Aside]:
    """The agreed objectives, for holder and reviewer; the wish, for the holder."""
    if appointment.term.upper and appointment.term.upper <= timezone.localdate():
        return
    if policies.agrees_objectives(user, appointment):
        stands, waits = objectives.agreed(appointment), objectives.waiting(appointment)
        lines = stands.lines if stands else ["None are agreed yet."]
        if waits:
            lines = [*lines, f"{waits.proposed_by} proposed {'others' if stands else 'some'}."]
        address = reverse("reviews:objectives", args=[appointment.pk])
        yield Aside("Objectives", lines, [("Propose, answer or change them", address)])
    if is_holder(user, appointment) and appointment.term.upper:
        wish = getattr(appointment, "wish", None)
        said = f"{wish.get_wish_display()}." if wish else "You have not said yet what you want after this term."
        yield Aside(
            "After this term",
            [said],
            [("Change this" if wish else "Say it", reverse("reviews:wish", args=[appointment.pk]))],
        )
