"""Who is named in public: boards unless they say no, others once they say yes (docs/adr/0014-who-leads-what.md)."""

from django.db.models import Q

from roles.appointments.models import Appointment

USUALLY = ("board", "board-minus-one", "national")
SHOWN = Q(shown=True) | Q(shown=None, archetype__level__in=USUALLY)


def is_shown(appointment: Appointment) -> bool:
    """Whether the holder is named."""
    return appointment.archetype.level in USUALLY if appointment.shown is None else appointment.shown


def show(appointment: Appointment, shown: bool) -> None:
    """Keeps what the holder says about it."""
    appointment.shown = shown
    appointment.save(update_fields=["shown"])
