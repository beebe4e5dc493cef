"""One mentoring session in a real browser, from its proposal to a note that is shared, wide and narrow."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.models import SessionTime
from reminders.models import Message
from tests.mentoring.sessions.meeting import NOTED, PURPOSE, WHY, Meeting
from tests.system.browser import Visitor
from tests.system.steps import fill_date

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


def propose(mentee: Visitor, of: Meeting) -> list[str]:
    mentee.go(reverse("mentoring:home"))
    mentee.follow("Maya Mentor")
    mentee.sees("None is planned")
    found = mentee.faults()
    mentee.follow("Propose a session")
    mentee.press("Propose it")
    mentee.sees("Write what the session is for")
    found += mentee.faults()
    mentee.fill("What it is for", PURPOSE)
    fill_date(mentee, "starts", timezone.localdate() + timedelta(days=4))
    mentee.fill("Time", "2pm")
    mentee.fill("Place", "Room 4")
    mentee.press("Propose it")
    mentee.sees("It is the turn of Maya Mentor")
    return found + mentee.faults()


def answer_with_another_time(mentor: Visitor) -> list[str]:
    mentor.go("/home/")
    found = mentor.faults()
    mentor.follow("Answer Tom Mentee, who proposes a mentoring session at 2pm")
    mentor.sees(PURPOSE)
    found += mentor.faults()
    mentor.follow("Propose another time")
    fill_date(mentor, "starts", timezone.localdate() + timedelta(days=5))
    found += mentor.faults()
    mentor.press("Propose it")
    mentor.sees("It is the turn of Tom Mentee")
    return found


def agree(mentee: Visitor, of: Meeting) -> list[str]:
    letter = Message.objects.get(user=of.mentee, subject="Maya Mentor proposes a mentoring session")
    mentee.go(letter.path)
    mentee.press("Agree to this time")
    mentee.sees("You both get an invitation by email")
    assert Message.objects.exclude(calendar="").count() == 2
    found = mentee.faults()
    mentee.go("/home/")
    mentee.sees("Mentoring session at 2pm with Maya Mentor")
    return found + mentee.faults()


def move(mentor: Visitor, mentee: Visitor) -> list[str]:
    mentor.page.reload()
    mentor.follow("Propose another time")
    fill_date(mentor, "starts", timezone.localdate() + timedelta(days=6))
    mentor.press("Propose it")
    mentor.sees("Write why another time is better")
    found = mentor.faults()
    mentor.fill("Why another time", WHY)
    mentor.press("Propose it")
    mentor.sees("Another time is proposed")
    found += mentor.faults()
    mentee.go("/home/")
    mentee.follow("Answer Maya Mentor, who proposes")
    mentee.sees(WHY)
    found += mentee.faults()
    mentee.press("Agree to this time")
    mentee.sees("You both get an invitation by email")
    assert Message.objects.filter(subject__endswith="is moved").count() == 2
    return found


def note(mentee: Visitor, mentor: Visitor) -> list[str]:
    SessionTime.objects.filter(state="agreed").update(starts_at=timezone.now() - timedelta(hours=2))
    mentee.page.reload()
    mentee.follow("Note what you take from it")
    mentee.press("Keep it")
    mentee.sees("Write what you take from it")
    found = mentee.faults()
    mentee.fill("What I take from it", NOTED)
    mentee.press("Keep it")
    mentee.sees("Nobody reads this but you")
    found += mentee.faults()
    mentor.page.reload()
    mentor.sees("Over")
    assert NOTED not in mentor.page.content()
    mentee.follow("Change it or who reads it")
    mentee.page.get_by_label("Share it with my mentor").check()
    mentee.press("Keep it")
    mentee.sees("reads this for as long as you share it")
    mentor.page.reload()
    mentor.sees(NOTED)
    return found + mentor.faults()


def cancel_another(mentor: Visitor, mentee: Visitor, of: Meeting) -> list[str]:
    session = of.agrees()
    at = reverse("sessions:detail", args=[session.pk])
    mentor.go(at)
    mentor.follow("Cancel the session")
    mentor.press("Cancel it")
    mentor.sees("Write why you cancel the session")
    found = mentor.faults()
    mentor.fill("Why you cancel it", WHY)
    mentor.press("Cancel it")
    mentor.sees("You cancelled it")
    found += mentor.faults()
    mentee.go(at)
    mentee.sees(WHY)
    mentee.go(reverse("mentoring:mentorship", args=[of.pair.pk]))
    mentee.sees("Sessions over or cancelled")
    return found + mentee.faults()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_session_goes_from_its_proposal_to_a_note_that_is_shared(visit: Callable[..., Visitor], width: int) -> None:
    of = Meeting()
    mentee, mentor = visit(of.mentee, width=width), visit(of.mentor, width=width)
    found = propose(mentee, of)
    found += answer_with_another_time(mentor)
    found += agree(mentee, of)
    found += move(mentor, mentee)
    found += note(mentee, mentor)
    found += cancel_another(mentor, mentee, of)
    assert found == []
