"""Who acts, the mentorship and the session, held in this order while a session is changed."""

from django.core.exceptions import PermissionDenied

from mentoring.models import Mentorship
from mentoring.policies import is_of_pair
from mentoring.sessions.models import Session
from mentoring.sessions.policies import meets
from people.models import User
from people.refusals import Refused


def locked_pair(pk: int, by: User) -> Mentorship:
    """The mentorship, for one of the pair while they meet. Of one person no two sessions are planned at once.

    Raises PermissionDenied for anyone else, and Refused once the mentoring is no longer active.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    pairs = Mentorship.objects.select_for_update(no_key=True, of=("self",)).select_related("mentor__user", "mentee")
    mentorship = pairs.get(pk=pk)
    if not is_of_pair(by, mentorship):
        raise PermissionDenied
    if not meets(mentorship):
        status = mentorship.get_status_display().lower()
        raise Refused(f"This mentoring is {status} by now, so no session can be planned.")
    return mentorship


def locked(pk: int, by: User) -> Session:
    """The session, as above."""
    mentorship = locked_pair(Session.objects.values_list("mentorship", flat=True).get(pk=pk), by)
    found = Session.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    found.mentorship = mentorship
    return found
