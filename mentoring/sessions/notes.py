"""What the mentee takes from a session: private, until they share it with the mentor."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentoring.policies import is_mentee_of
from mentoring.sessions import policies, telling
from mentoring.sessions.dues import NOTE
from mentoring.sessions.models import Session, SessionNote, TimeState
from people.forms.seen import STALE, mark
from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.services import finish


def keep(session: Session, *, by: User, text: str, shared: bool, seen: str = "") -> SessionNote:
    """Keeps the mentee's note; `shared` lets the mentor read it for as long as it is set. Also after the mentoring.

    `seen` is the mark of what the page showed (`note_seen`), so that a page gone stale neither overwrites newer words
    nor shares again what is private by now.
    """
    with transaction.atomic(), because("Noted something", by=by):
        rows = Session.objects.select_for_update(no_key=True, of=("self",))
        session = rows.select_related("mentorship__mentor__user", "mentorship__mentee").get(pk=session.pk)
        if not is_mentee_of(by, session.mentorship):
            raise PermissionDenied
        agreed = policies.time_of(session, TimeState.AGREED)
        if agreed is None or agreed.starts_at > timezone.now():
            raise Refused("Note what you take from a session once it has begun.")
        there = SessionNote.objects.filter(session=session).first()
        if there and (there.text, there.shared) == (text, shared):
            return there
        if seen and seen != note_seen(there):
            raise Refused(STALE)
        note, _ = SessionNote.objects.update_or_create(session=session, defaults={"text": text, "shared": shared})
        finish(kind=NOTE.key, subject=f"session:{session.pk}")
        if shared:
            telling.shared(session, agreed)
        return note


def note_seen(note: SessionNote | None) -> str:
    """A mark of the note and of who reads it, to see whether it has changed since a page was shown."""
    return mark((note.text, note.shared) if note else None)
