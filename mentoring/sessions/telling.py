"""Who is told what of a session, and what their calendars are told. No word of the pair is in it but place and link."""

from django.urls import reverse

from mentoring.sessions.dues import NOTE, SESSION, due_for
from mentoring.sessions.models import Session, SessionTime
from mentoring.sessions.policies import other_of, pair_of
from people.design.words import longtime, shortdate
from people.models import User
from reminders.invitations import CANCEL, REQUEST, Invitation
from reminders.services import set_due, tell


def invitation(session: Session, time: SessionTime) -> Invitation:
    """The session as calendars hold it: one event for good; of a private one others see that the time is taken."""
    mentor, mentee = pair_of(session.mentorship)
    return Invitation(
        name=f"mentoring-session-{session.pk}",
        sequence=session.sequence,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        summary=f"Mentoring session: {mentee} and {mentor}",
        place=time.place,
        link=time.link,
        path=_path(session),
        people=(mentor, mentee),
        private=True,
    )


def proposed(time: SessionTime, to: User, *, instead: SessionTime | None) -> None:
    """The other one of the pair; `instead` is the agreed time that would move."""
    by = time.proposed_by
    moved = f" Your session on {longtime(instead.starts_at)} stands until you agree." if instead else ""
    _tell(
        time.session,
        to,
        f"{time.pk}:proposed",
        subject=f"{by} proposes {'another time for your' if instead else 'a'} mentoring session",
        sentence=f"{by} proposes to meet on {longtime(time.starts_at)}, for {time.minutes} minutes.{moved}",
        step="Agree, or propose another time:",
    )


def agreed(time: SessionTime, *, moved: bool) -> None:
    """Both, with an invitation that moves an earlier one; both are reminded from now on."""
    session = time.session
    calendar = invitation(session, time).text(REQUEST)
    for user in pair_of(session.mentorship):
        other = other_of(user, session.mentorship)
        _tell(
            session,
            user,
            f"{time.pk}:agreed:{user.pk}",
            subject=f"Your mentoring session with {other} is {'moved' if moved else 'agreed'}",
            sentence=f"You meet on {longtime(time.starts_at)}, for {time.minutes} minutes.",
            step="The session:",
            time=time,
            calendar=calendar,
        )
        due = due_for(time, user)
        set_due(kind=SESSION.key, subject=due.subject, user=user, due_on=due.due_on, title=due.title, path=due.path)


def cancelled(session: Session, time: SessionTime, by: User, *, was_agreed: bool, ended: bool) -> None:
    """Both, where calendars must follow; else the other one.

    `ended`: it falls away with the mentoring, which the other hears of by itself (mentoring.telling).
    """
    if ended and not was_agreed:
        return
    calendar = invitation(session, time).text(CANCEL) if was_agreed else ""
    pair = pair_of(session.mentorship)
    for user in pair if was_agreed else (other_of(by, session.mentorship),):
        who = "You have" if user.pk == by.pk else f"{by} has"
        why = "" if ended or user.pk == by.pk else " They have written why."
        when = f"the session on {longtime(time.starts_at)}"
        _tell(
            session,
            user,
            f"{time.pk}:cancelled:{user.pk}",
            subject=f"Your mentoring session with {other_of(user, session.mentorship)} is cancelled",
            sentence=f"{who} {'ended the mentoring, and so' if ended else 'cancelled'} {when}"
            f"{' is cancelled' if ended else ''}.{why}",
            step="See it:",
            calendar=calendar,
        )


def shared(session: Session, time: SessionTime) -> None:
    """The mentor, once, when the mentee first shares what they take from a session."""
    mentor, mentee = pair_of(session.mentorship)
    _tell(
        session,
        mentor,
        "shared",
        kind=NOTE.key,
        subject=f"{mentee} shares what they take from your session",
        sentence=f"{mentee} shares with you what they take from your session on {shortdate(time.starts_at)}.",
        step="Read it:",
    )


def _path(session: Session) -> str:
    return reverse("sessions:detail", args=[session.pk])


def _tell(
    session: Session,
    user: User,
    event: str,
    *,
    subject: str,
    sentence: str,
    step: str,
    kind: str = SESSION.key,
    time: SessionTime | None = None,
    calendar: str = "",
) -> None:
    tell(
        user,
        kind=kind,
        key=f"session:{session.pk}:{event}",
        subject=subject,
        template="mentoring/mail/session",
        context={
            "sentence": sentence,
            "step": step,
            "place": time.place if time else "",
            "link": time.link if time else "",
        },
        path=_path(session),
        calendar=calendar,
    )
