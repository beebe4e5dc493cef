"""The row of a review, held while it is changed."""

from django.core.exceptions import PermissionDenied

from people.models import User
from people.refusals import Refused
from roles.appointments.models import RoleReview
from roles.reviews import policies


def locked(review: RoleReview, by: User, *, held: bool | None = None) -> RoleReview:
    """The review for one of the two, its row held by this transaction.

    Raises PermissionDenied for anyone else, and Refused where it is (`held` False) or is not (True) recorded yet.
    """
    rows = RoleReview.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("appointment__user", "appointment__organisation", "reviewer").get(pk=review.pk)
    if not policies.reads_words(by, found):
        raise PermissionDenied
    if held is False and found.held_on is not None:
        raise Refused("This review is recorded already, so this can’t be changed any more.")
    if held is True and found.held_on is None:
        raise Refused("This review is not recorded yet.")
    return found
