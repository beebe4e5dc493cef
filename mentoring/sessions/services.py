"""The verbs of planning a session; what is sent twice changes nothing and tells nobody twice.

What the pair types goes into no history (R10).
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mentoring.models import Mentorship
from mentoring.sessions import policies, rules, telling
from mentoring.sessions.ending import call_off
from mentoring.sessions.locking import locked, locked_pair
from mentoring.sessions.models import STANDING, Session, SessionTime, TimeState
from people.forms.seen import STALE, mark
from people.history import because
from people.models import User
from people.refusals import Refused


def propose(
    mentorship: Mentorship, *, by: User, purpose: str, starts_at: datetime, minutes: int, place: str, link: str
) -> SessionTime:
    """Proposes a session of the pair, `minutes` long. Proposed twice alike it is one."""
    with transaction.atomic(), because("Proposed a session", by=by):
        mentorship = locked_pair(mentorship.pk, by)
        standing = SessionTime.objects.filter(session__mentorship=mentorship, state__in=STANDING)
        same = standing.filter(proposed_by=by, starts_at=starts_at, minutes=minutes, place=place, link=link)
        if there := same.first():
            return there
        ahead = standing.filter(starts_at__gt=timezone.now()).values("session").distinct().count()
        if wrong := rules.ahead_problem(ahead):
            raise Refused(wrong)
        _refuse_unless_free(by, None, starts_at, minutes)
        session = Session.objects.create(mentorship=mentorship, purpose=purpose)
        time = session.times.create(starts_at=starts_at, minutes=minutes, place=place, link=link, proposed_by=by)
        telling.proposed(time, policies.other_of(by, mentorship), instead=None)
        return time


def propose_other(
    session: Session,
    *,
    by: User,
    starts_at: datetime,
    minutes: int,
    place: str,
    link: str,
    why: str = "",
    seen: str = "",
) -> SessionTime:
    """Proposes another time; one that was agreed stands until the other agrees to this one, and then needs a `why`.

    `seen` is the mark of the times that the page showed (`times_seen`): refused where the other acted meanwhile.
    """
    with transaction.atomic(), because("Proposed another time", by=by):
        session = locked(session.pk, by)
        agreed, waits = (policies.time_of(session, state) for state in STANDING)
        asked = (starts_at, minutes, place, link)
        if waits and _said(waits) == asked and waits.proposed_by_id == by.pk:
            return waits
        _refuse_unless_standing(session, agreed, waits)
        if seen and seen != times_seen(session):
            raise Refused(STALE)
        if waits and _said(waits) == asked:
            raise Refused(f"{waits.proposed_by} proposes just this time: agree to it instead", field="starts")
        if agreed and _said(agreed) == asked:
            raise Refused("This is the time that you have agreed", field="starts")
        if agreed and not why:
            raise Refused("Write why another time is better", field="why")
        _refuse_unless_free(by, session, starts_at, minutes)
        session.times.filter(state=TimeState.PROPOSED).update(state=TimeState.REPLACED)
        time = session.times.create(
            starts_at=starts_at, minutes=minutes, place=place, link=link, why=why, proposed_by=by
        )
        telling.proposed(time, policies.other_of(by, session.mentorship), instead=agreed)
        return time


def times_seen(session: Session) -> str:
    """A mark of the times that stand or wait, to see whether the other has acted since a page was shown."""
    return mark(list(session.times.filter(state__in=STANDING).order_by("pk").values_list("pk", "state")))


def agree(time: SessionTime, *, by: User) -> SessionTime:
    """Agrees to the time that the other proposed; both get an invitation that moves an earlier one."""
    with transaction.atomic(), because("Agreed to the time", by=by):
        session = locked(time.session_id, by)
        time = SessionTime.objects.get(pk=time.pk)
        time.session = session
        if time.state == TimeState.AGREED:
            return time
        if session.cancelled_at is not None:
            raise Refused("This session is cancelled by now, so nothing has changed.")
        if time.state != TimeState.PROPOSED:
            raise Refused("Another time was proposed meanwhile. Look at that one, please.")
        if time.proposed_by_id == by.pk:
            raise Refused("You proposed this time; it waits for the other’s word.")
        _refuse_unless_free(by, session, time.starts_at, time.minutes, ending=". Propose another time.")
        moved = session.times.filter(state=TimeState.AGREED).update(state=TimeState.REPLACED) > 0
        time.state = TimeState.AGREED
        time.save(update_fields=["state"])
        session.sequence += 1
        session.save(update_fields=["sequence"])
        telling.agreed(time, moved=moved)
        return time


def cancel(session: Session, *, by: User, why: str) -> Session:
    """Cancels the session, agreed or not, with a reason that the other reads; twice is once."""
    with transaction.atomic(), because("Cancelled the session", by=by):
        session = locked(session.pk, by)
        if session.cancelled_by is not None:
            if session.cancelled_by_id != by.pk:
                raise Refused(f"{session.cancelled_by} has cancelled it already. Nothing is left to do.")
            return session
        _refuse_unless_standing(session, *(policies.time_of(session, state) for state in STANDING))
        call_off(session, by, why)
        return session


def _said(time: SessionTime) -> tuple[datetime, int, str, str]:
    return time.starts_at, time.minutes, time.place, time.link


def _refuse_unless_standing(session: Session, agreed: SessionTime | None, waits: SessionTime | None) -> None:
    if session.cancelled_at is not None:
        raise Refused("This session is cancelled by now, so nothing has changed.")
    if wrong := policies.why_not_change(agreed, waits, timezone.now()):
        raise Refused(wrong)


def _refuse_unless_free(
    by: User, session: Session | None, starts_at: datetime, minutes: int, *, ending: str = ""
) -> None:
    own = policies.taken_by(by, session, starts_at)
    if wrong := rules.time_problem(starts_at, minutes, own, timezone.now()):
        raise Refused(f"{wrong}{ending}", field="starts")
