"""What else happens when an application moves on: the rooms above say it (`when_moved`), in the same transaction."""

from collections.abc import Callable

from roles.applications.models import Application, ApplicationStatus

Act = Callable[[Application, ApplicationStatus], object]
_acts: list[Act] = []


def when_moved(act: Act) -> None:
    """Registers what is done after each move, with the status it had before; called once, when an app is ready."""
    _acts.append(act)


def moved(application: Application, former: ApplicationStatus) -> None:
    """Does it all."""
    for act in _acts:
        act(application, former)
