"""From the locked shortlist to the decision, as recruiter, applicant (without a script, on a telephone) and panel."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reminders.models import Message
from roles.interviews.models import Slot
from tests.roles.interviews.meeting import locked

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


def offer_times(recruiter, choice):
    recruiter.go(f"/panel/{choice.post.pk}/")
    recruiter.follow("Interviews and decisions")
    recruiter.follow("Put a question")
    recruiter.fill("Question", "What would you change first?")
    recruiter.page.get_by_label("Criterion", exact=True).select_option(label=choice.criteria[0].text)
    recruiter.press("Put the question")
    recruiter.follow("Offer a time")
    day = timezone.localdate() + timedelta(days=9)
    for clock in ("9:30", "2pm"):
        recruiter.fill("Day", str(day.day))
        recruiter.fill("Month", str(day.month))
        recruiter.fill("Year", str(day.year))
        recruiter.fill("Time", clock)
        recruiter.fill("Place", "Seminar room 2")
        recruiter.press("Save and offer another")
        recruiter.sees("The time is offered")
    assert recruiter.faults() == []
    recruiter.go(f"/interviews/posts/{choice.post.pk}/")
    recruiter.press("Ask 2 applicants to pick a time")
    recruiter.sees("Asked by email: 2")


def pick(applicant, user):
    letter = Message.objects.get(user=user, subject__startswith="Pick a time for your interview")
    applicant.go(letter.path)
    applicant.page.get_by_label("2pm").check()
    applicant.press("Pick this time")
    applicant.sees("Your interview time is booked")
    applicant.go("/home/")
    applicant.sees("Your interview at ")


def score(member, choice, name):
    member.go(f"/panel/{choice.post.pk}/scoring/")
    member.follow("Interviews")
    member.follow(name)
    member.page.get_by_role("radio", name="4, good").check()
    member.fill("Why", "Knew the figures and the people.")
    member.press("Save scores")
    member.sees("every answer is scored")
    assert member.faults() == []


def test_an_interview_from_the_times_to_the_decision(visit):
    choice = locked()
    person = choice.applications[0].applicant
    recruiter = visit(choice.recruiter)
    offer_times(recruiter, choice)
    pick(visit(person, javascript=False, width=320), person)
    Slot.objects.filter(booking__isnull=False).update(starts_at=timezone.now() - timedelta(hours=1))
    for seat in choice.seats:
        score(visit(seat.user), choice, str(person))
    recruiter.go(f"/interviews/posts/{choice.post.pk}/")
    recruiter.page.get_by_role("row", name=str(person)).get_by_role("link", name="Decide").click()
    recruiter.page.get_by_label("Appointable", exact=True).check()
    recruiter.fill("Rank", "1")
    recruiter.fill("Reason", "The clearest answers, and both members agree.")
    recruiter.press("Record the decision")
    recruiter.sees("Offers go in this order")
    assert recruiter.faults() == []
