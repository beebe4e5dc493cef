"""What the holder wants after the term: asked early, and changed as often as they like until it ends."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.services import finish
from roles.appointments.models import Appointment
from roles.appointments.policies import is_holder
from roles.reviews.models import TermWish


def say(appointment: Appointment, wish: str, *, by: User) -> TermWish:
    """Says it; it binds nobody, and may differ from a return plan there is."""
    with transaction.atomic(), because("Said what comes after the term", by=by):
        if not is_holder(by, appointment):
            raise PermissionDenied
        Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
        if appointment.term.upper and appointment.term.upper <= timezone.localdate():
            raise Refused("This term has ended already.")
        said, _ = TermWish.objects.update_or_create(appointment=appointment, defaults={"wish": wish})
        finish(kind="term_wish", subject=f"appointment:{appointment.pk}")
        return said
