"""What stands on an appointment of the check, for the holder and human resources alone."""

from collections.abc import Iterator

from django.urls import reverse

from people.design.words import shortdate
from people.models import User
from roles.appointments.asides import Aside
from roles.appointments.models import Appointment
from roles.fitness import services


def fit_and_proper(user: User, appointment: Appointment) -> Iterator[Aside]:
    """When it was last checked, and where to go on."""
    holder = user.pk == appointment.user_id
    if services.asks_for_it(appointment) and (holder or services.may_record(user, appointment)):
        last = appointment.fitness_checks.first()
        words = f"Last checked on {shortdate(last.checked_on)}." if last else "Not checked yet."
        address = reverse("fitness:page", args=[appointment.pk])
        yield Aside(
            "Fit and proper person", [words], [("Attest, and read the record" if holder else "Record", address)]
        )
