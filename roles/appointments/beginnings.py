"""What else happens when a role begins: the rooms above say it (`when_begun`), within the same transaction."""

from collections.abc import Callable

from roles.appointments.models import Appointment

Act = Callable[[Appointment], object]
_acts: list[Act] = []


def when_begun(act: Act) -> None:
    """Registers what is done for a new appointment; called once, when an app is ready."""
    _acts.append(act)


def begun(appointment: Appointment) -> None:
    """Does it all."""
    for act in _acts:
        act(appointment)
