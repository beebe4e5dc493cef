"""How a session ends before it is held: cancelled by one of the pair, or with the mentoring."""

from django.utils import timezone

from mentoring.models import Mentorship
from mentoring.sessions import policies, telling
from mentoring.sessions.dues import NOTE, SESSION
from mentoring.sessions.models import STANDING, Session, TimeState
from people.models import User
from reminders.models import Due
from reminders.services import close


def call_off(session: Session, by: User, why: str = "", *, ended: bool = False) -> None:
    """Cancels what stands or waits, in calendars too, and reminds nobody any more. The caller holds the mentorship."""
    agreed, waits = (policies.time_of(session, state) for state in STANDING)
    time = agreed or waits
    assert time is not None, "Only a session that stands is called off."
    session.times.filter(state__in=STANDING).update(state=TimeState.CANCELLED)
    session.cancelled_at, session.cancelled_by, session.cancelled_why = timezone.now(), by, why
    session.sequence += 1 if agreed else 0
    session.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_why", "sequence"])
    _remind_no_more([session.pk])
    telling.cancelled(session, time, by, was_agreed=agreed is not None, ended=ended)


def fall_away(mentorship: Mentorship, *, by: User) -> None:
    """The mentoring ends: its sessions ahead are cancelled. The caller holds the mentorship.

    One that is over stays as it was held, and nobody is asked to note anything any more.
    """
    standing = Session.objects.filter(mentorship=mentorship, times__state__in=STANDING).distinct()
    for session in standing.select_related("mentorship__mentor__user", "mentorship__mentee").order_by("pk"):
        agreed = policies.time_of(session, TimeState.AGREED)
        if agreed and agreed.ends_at <= timezone.now():
            session.times.filter(state=TimeState.PROPOSED).update(state=TimeState.REPLACED)
        else:
            call_off(session, by, ended=True)
    _remind_no_more(list(mentorship.sessions.values_list("pk", flat=True)))


def _remind_no_more(sessions: list[int]) -> None:
    subjects = [f"session:{key}" for key in sessions]
    dues = Due.objects.filter(kind__in=[SESSION.key, NOTE.key], subject__in=subjects, state=Due.State.OPEN)
    close(dues, Due.State.CANCELLED)
