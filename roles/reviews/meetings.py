"""When holder and reviewer meet: proposed by one, agreed by the other, moved or called off; calendars follow."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from people.design.words import longtime
from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.invitations import CANCEL, REQUEST
from reminders.rules import ANY_ROLE
from reminders.services import cancel, finish, set_due, tell
from roles.appointments.models import RoleReview
from roles.reviews import policies, rules
from roles.reviews.calendars import invitation
from roles.reviews.locking import locked
from roles.reviews.models import Meeting, MeetingState

KIND = "review_meeting"


def propose(review: RoleReview, *, by: User, starts_at: datetime, minutes: int, place: str, link: str) -> Meeting:
    """Proposes a time, `minutes` long; one that was agreed stands until the other agrees to this one.

    Proposed twice alike it is one; another proposal takes the place of the one that waited.
    """
    with transaction.atomic(), because("Proposed a time to meet", by=by):
        review = locked(review, by, held=False)
        other = policies.other_of(by, review)
        if other is None:
            raise Refused("Nobody is named to review this role yet. Ask your medical director’s office.")
        asked = (starts_at, minutes, place, link)
        for state in (MeetingState.PROPOSED, MeetingState.AGREED):
            there = policies.meeting_of(review, state)
            if there and (there.starts_at, there.minutes, there.place, there.link) == asked:
                return there
        if wrong := rules.meeting_problem(starts_at, timezone.now()):
            raise Refused(wrong, field="starts")
        review.meetings.filter(state=MeetingState.PROPOSED).update(state=MeetingState.MOVED)
        made = Meeting.objects.create(
            review=review, starts_at=starts_at, minutes=minutes, place=place, link=link, proposed_by=by
        )
        _tell(made, review, other, "proposed", f"A time to meet is proposed: {review.appointment.title}", who=str(by))
        return made


def agree(meeting: Meeting, *, by: User) -> Meeting:
    """Agrees to the proposed time; both get an invitation that moves an earlier one. Agreed twice, it stays."""
    with transaction.atomic(), because("Agreed a time to meet", by=by):
        review = locked(meeting.review, by, held=False)
        meeting = Meeting.objects.select_for_update(no_key=True, of=("self",)).get(pk=meeting.pk)
        if meeting.state == MeetingState.AGREED:
            return meeting
        if meeting.state != MeetingState.PROPOSED:
            raise Refused("Another time was proposed meanwhile. Look at that one, please.")
        if meeting.proposed_by_id == by.pk:
            raise Refused("You proposed this time; it waits for the other’s word.")
        if wrong := rules.meeting_problem(meeting.starts_at, timezone.now()):
            raise Refused(f"{wrong}. Propose another.")
        moved = review.meetings.filter(state=MeetingState.AGREED).update(state=MeetingState.MOVED) > 0
        meeting.state, meeting.sequence = MeetingState.AGREED, _next_sequence(review)
        meeting.save(update_fields=["state", "sequence"])
        two = _two(review)
        calendar = invitation(review, meeting, two).text(REQUEST)
        for user in two:
            words = f"Your role review meeting is {'moved' if moved else 'agreed'}: {review.appointment.title}"
            _tell(meeting, review, user, "agreed", words, calendar=calendar, moved=moved)
            set_due(
                kind=KIND,
                subject=f"review-meeting:{review.pk}",
                user=user,
                due_on=timezone.localdate(meeting.starts_at),
                title=f"Role review meeting: {review.appointment.title}"[:200],
                path=reverse("reviews:detail", args=[review.pk]),
                organisation=review.appointment.organisation_id,
                only_as="" if user.pk == review.appointment.user_id else ANY_ROLE,
            )
        return meeting


def call_off(review: RoleReview, *, by: User) -> None:
    """Calls the agreed meeting off, and a time that waits; twice is once. Another can be proposed."""
    with transaction.atomic(), because("Called the meeting off", by=by):
        end(locked(review, by, held=False), who=str(by))


def end(review: RoleReview, *, who: str = "") -> None:
    """Ends what is proposed or agreed, and says so to both and to their calendars. The caller holds the review."""
    review.meetings.filter(state=MeetingState.PROPOSED).update(state=MeetingState.CALLED_OFF)
    meeting = policies.meeting_of(review)
    if meeting is None:
        return
    meeting.state, meeting.sequence = MeetingState.CALLED_OFF, _next_sequence(review)
    meeting.save(update_fields=["state", "sequence"])
    cancel(kind=KIND, subject=f"review-meeting:{review.pk}")
    two = _two(review)
    ended = invitation(review, meeting, two).text(CANCEL)
    for user in two:
        words = f"Your role review meeting is called off: {review.appointment.title}"
        _tell(meeting, review, user, "called_off", words, calendar=ended, who=who)


def over(review: RoleReview) -> None:
    """The review is held: nobody is reminded of its meeting, and no proposal waits."""
    review.meetings.filter(state=MeetingState.PROPOSED).update(state=MeetingState.MOVED)
    finish(kind=KIND, subject=f"review-meeting:{review.pk}")


def _next_sequence(review: RoleReview) -> int:
    told = review.meetings.exclude(state=MeetingState.PROPOSED).aggregate(last=Max("sequence"))["last"]
    return 1 if told is None else told + 1


def _two(review: RoleReview) -> list[User]:
    return [user for user in (review.appointment.user, review.reviewer) if user is not None]


def _tell(
    meeting: Meeting, review: RoleReview, user: User, event: str, subject: str, *, calendar: str = "", **facts: object
) -> None:
    tell(
        user,
        kind=KIND,
        key=f"meeting:{meeting.pk}:{event}:{user.pk}",
        subject=subject,
        template="roles/mail/review_meeting",
        context={
            "event": event,
            "title": review.appointment.title,
            "when": longtime(meeting.starts_at),
            "minutes": meeting.minutes,
            "place": meeting.place,
            "link": meeting.link,
            **facts,
        },
        path=reverse("reviews:detail", args=[review.pk]),
        calendar=calendar,
    )
