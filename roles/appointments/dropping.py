"""What else ends with a review that falls away: the rooms above say it (`when_dropped`), in the same transaction."""

from collections.abc import Callable

from roles.appointments.models import RoleReview

Act = Callable[[RoleReview], object]
_acts: list[Act] = []


def when_dropped(act: Act) -> None:
    """Registers what is done before a review is deleted; called once, when an app is ready."""
    _acts.append(act)


def dropped(review: RoleReview) -> None:
    """Does it all."""
    for act in _acts:
        act(review)
