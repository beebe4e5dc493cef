"""What panel and recruiter wrote about an applicant, in whichever room, goes with the application."""

from datetime import timedelta

import pytest
from django.utils import timezone
from time_machine import travel

from roles.interviews.models import Booking, InterviewScore, Question, Slot
from roles.keeping.due import KEPT_DAYS
from roles.keeping.tasks import erase
from roles.selection.models import Interest, InterestKind, Talk
from roles.selection.outcome_models import Decision, Feedback, Verdict
from tests.roles.database import found_in_database
from tests.roles.people_who_choose import make_choice

pytestmark = pytest.mark.django_db
WORDS = ["Gobbledygook", "Flibbertigibbet", "Hullabaloo", "Kerfuffle", "Lickspittle"]


def test_interviews_talks_decisions_and_feedback_go_and_the_slot_is_kept_empty():
    choice = make_choice(applicants=1)
    mine, criterion, seat, now = choice.applications[0], choice.criteria[0], choice.seats[0], timezone.now()
    settled = {"settled_at": now, "settled_by": choice.recruiter}
    slot = Slot.objects.create(post=choice.post, starts_at=now + timedelta(days=9), minutes=40, place="Board room")
    Booking.objects.create(application=mine, slot=slot)
    question = Question.objects.create(post=choice.post, criterion=criterion, position=1, text="How do you lead?")
    rows = [
        InterviewScore.objects.create(application=mine, seat=seat, question=question, points=3, note=WORDS[0]),
        Talk.objects.create(application=mine, criterion=criterion, outcome="held", reason=WORDS[1], **settled),
        Interest.objects.create(
            seat=seat, application=mine, kind=InterestKind.values[0], outcome="", reason=WORDS[2], **settled
        ),
        Decision.objects.create(
            application=mine, verdict=Verdict.RESERVE, rank=1, reason=WORDS[3], decided_by=choice.recruiter
        ),
        Feedback.objects.create(application=mine, criterion=criterion, text=WORDS[4]),
    ]
    for row in rows:
        row.save()
    assert {table for table, _ in found_in_database(WORDS)} >= {row._meta.db_table for row in rows}
    with travel(now + timedelta(days=KEPT_DAYS), tick=False):
        assert erase() == 1
    assert not found_in_database([*WORDS, mine.reference])
    assert Slot.objects.filter(pk=slot.pk, booking=None).exists()
    assert Question.objects.filter(pk=question.pk).exists()
