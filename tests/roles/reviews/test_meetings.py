"""Meetings and their invitations: one event for good, whose sequence rises, moved and ended in the same calendar."""

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from people.refusals import Refused
from reminders.models import Choice, Due, Message
from reminders.posting import as_letter
from roles.appointments import services as appointments
from roles.models import Meeting
from roles.reviews import deciding, meetings, policies
from roles.reviews.models import MeetingState
from tests.roles.reviews.reviewing import Reviewing
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return Reviewing()


def invitations(user):
    """What the person's calendar was told: method, UID, sequence, status and start, in order."""
    told = []
    for message in Message.objects.filter(user=user).exclude(calendar="").order_by("pk"):
        calendar = Calendar.from_ical(message.calendar)
        event: Any = calendar.walk("VEVENT")[0]
        words = str(calendar["METHOD"]), str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])
        told.append((*words, event["DTSTART"].dt))
    return told


def test_a_time_is_proposed_by_one_and_agreed_by_the_other(of):
    at = timezone.now() + timedelta(days=3)
    made = meetings.propose(of.review, by=of.reviewer, starts_at=at, minutes=60, place="Room 4", link="")
    assert meetings.propose(of.review, by=of.reviewer, starts_at=at, minutes=60, place="Room 4", link="") == made
    with pytest.raises(Refused, match="waits for the other"):
        meetings.agree(made, by=of.reviewer)

    meetings.agree(made, by=of.holder)
    meetings.agree(made, by=of.holder)
    assert policies.meeting_of(of.review) == made
    dues = Due.objects.filter(kind="review_meeting", state=Due.State.OPEN)
    assert {(due.user, due.due_on) for due in dues} == {
        (of.holder, timezone.localdate(at)),
        (of.reviewer, timezone.localdate(at)),
    }


def test_agreed_moved_and_called_off_is_one_event_whose_sequence_rises(of):
    first = of.meets()
    second = of.meets(timezone.now().replace(microsecond=0) + timedelta(days=5))
    meetings.call_off(of.review, by=of.reviewer)
    meetings.call_off(of.review, by=of.reviewer)

    for user in (of.holder, of.reviewer):
        told = invitations(user)
        assert [(method, status) for method, _, _, status, _ in told] == [
            ("REQUEST", "CONFIRMED"),
            ("REQUEST", "CONFIRMED"),
            ("CANCEL", "CANCELLED"),
        ]
        assert len({uid for _, uid, _, _, _ in told}) == 1
        sequences = [sequence for _, _, sequence, _, _ in told]
        assert sequences == sorted(set(sequences))
        assert told[1][4] == second.starts_at
    first.refresh_from_db()
    assert first.state == MeetingState.MOVED
    assert not Due.objects.filter(kind="review_meeting", state=Due.State.OPEN).exists()


def test_after_it_was_called_off_another_one_goes_on_in_the_same_sequence(of):
    of.meets()
    meetings.call_off(of.review, by=of.holder)
    of.meets(timezone.now() + timedelta(days=6))
    assert [sequence for _, _, sequence, _, _ in invitations(of.holder)] == [1, 2, 3]


def test_the_agreed_time_stands_until_the_other_agrees_to_another(of):
    first = of.meets()
    at = timezone.now() + timedelta(days=5)
    meetings.propose(of.review, by=of.holder, starts_at=at, minutes=30, place="", link="https://meet.example/x")
    assert policies.meeting_of(of.review) == first
    assert len(invitations(of.holder)) == 1


def test_a_time_that_was_replaced_is_not_agreed(of):
    at = timezone.now() + timedelta(days=3)
    first = meetings.propose(of.review, by=of.holder, starts_at=at, minutes=60, place="Room 4", link="")
    meetings.propose(of.review, by=of.reviewer, starts_at=at, minutes=60, place="Room 5", link="")
    with pytest.raises(Refused, match="Another time was proposed"):
        meetings.agree(first, by=of.reviewer)


def test_a_meeting_lies_ahead(of):
    with pytest.raises(Refused) as refused:
        meetings.propose(of.review, by=of.holder, starts_at=timezone.now(), minutes=60, place="Room 4", link="")
    assert refused.value.field == "starts"


def test_the_letter_carries_the_invitation_as_mail_programs_read_it(of):
    of.meets()
    message = Message.objects.filter(user=of.holder).exclude(calendar="").get()
    letter = message_from_bytes(as_letter(message).message().as_bytes(), policy=policy.default)
    [part] = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    event: Any = Calendar.from_ical(part.get_content()).walk("VEVENT")[0]
    assert {str(each) for each in event["ATTENDEE"]} == {f"mailto:{of.holder.email}", f"mailto:{of.reviewer.email}"}
    assert str(event["ORGANIZER"]) == "mailto:no-reply@demo.example"


def test_an_invitation_goes_at_once_also_to_who_wants_a_weekly_digest(of):
    Choice.objects.create(user=of.holder, kind="review_meeting", every="weekly")
    of.meets()
    assert len(invitations(of.holder)) == 1


def test_a_review_that_falls_away_takes_its_meeting_out_of_the_calendars(of):
    of.meets()
    appointments.drop_reviews(of.appointment, timezone.localdate())
    assert [method for method, *_ in invitations(of.holder)] == ["REQUEST", "CANCEL"]
    assert not Meeting.objects.exists()


def test_once_the_review_is_held_nobody_is_reminded_of_its_meeting(of):
    of.meets()
    deciding.record(of.review, by=of.reviewer, held_on=timezone.localdate(), summary="Said.", next_step="go_on")
    assert not Due.objects.filter(kind="review_meeting", state=Due.State.OPEN).exists()
    with pytest.raises(Refused, match="recorded already"):
        meetings.call_off(of.review, by=of.holder)


@pytest.mark.django_db(transaction=True)
def test_agreeing_and_calling_off_at_once_leaves_one_state_and_a_rising_sequence():
    of = Reviewing()
    of.meets()
    at = timezone.now() + timedelta(days=5)
    other = meetings.propose(of.review, by=of.holder, starts_at=at, minutes=60, place="Room 9", link="")
    together(lambda: meetings.agree(other, by=of.reviewer), lambda: meetings.call_off(of.review, by=of.holder))
    sequences = [sequence for _, _, sequence, _, _ in invitations(of.holder)]
    assert len(sequences) == len(set(sequences))
    assert of.review.meetings.filter(state=MeetingState.AGREED).count() <= 1
