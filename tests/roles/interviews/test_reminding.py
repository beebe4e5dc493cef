"""An interview is reminded of the day before: the applicant and the panel, and nobody once it is off."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reminders.models import Due
from roles.applications.services import withdraw
from roles.authoring import services as authoring
from roles.interviews import services
from roles.selection import offers
from tests.roles.interviews.meeting import asked, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked():
    """A choice whose first applicant has picked a time."""
    choice, times = asked()
    application = choice.applications[0]
    services.pick(application, times[0], by=application.applicant)
    return choice, times, application


def dues(state="open"):
    return Due.objects.filter(kind="interview", state=state)


def test_applicant_and_panel_are_reminded_the_day_before(booked):
    choice, times, application = booked
    day = timezone.localdate(times[0].starts_at)
    assert {due.user for due in dues()} == {application.applicant, *(seat.user for seat in choice.seats)}
    assert {(due.due_on, due.remind_on) for due in dues()} == {(day, day - timedelta(days=1))}


def test_a_moved_interview_moves_its_reminder(booked):
    choice, times, _ = booked
    services.change_slot(times[0], by=choice.recruiter, starts_at=at(9) + timedelta(days=7), minutes=45, place="Room 2")
    assert {due.due_on for due in dues()} == {timezone.localdate(at(9) + timedelta(days=7))}


def test_nobody_is_reminded_of_one_who_withdrew(booked):
    _, _, application = booked
    withdraw(application, by=application.applicant)
    assert (dues().count(), dues("cancelled").count()) == (0, 3)


def test_nobody_is_reminded_once_the_outcome_is_told(booked):
    choice, _, application = booked
    offers.turn_down(application, by=choice.recruiter)
    assert (dues().count(), dues("done").count()) == (0, 3)


def test_a_withdrawn_post_interviews_nobody(booked):
    choice, _, _ = booked
    authoring.withdraw(choice.post, "The service is reorganised", by=choice.recruiter)
    assert dues().count() == 0
