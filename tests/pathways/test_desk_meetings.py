"""Interviews and questions about offers, on the desk of whoever has the turn."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pathways.desk.gathering import desk_of
from people.design.words import timeuk
from roles.interviews import scoring, services
from roles.interviews.models import Slot
from roles.selection import interests, offers, outcomes
from tests.roles.interviews.meeting import asked, locked, questions
from tests.roles.people_who_choose import give, make_choice

pytestmark = pytest.mark.django_db


def needs(user):
    return [item.text.split(":")[0] for item in desk_of(user, timezone.localdate()).needs_me]


def holds(user):
    return [item.text.split(":")[0] for item in desk_of(user, timezone.localdate()).holds]


def test_an_applicant_picks_a_time_and_then_holds_it():
    choice, (first, _) = asked()
    application = choice.applications[0]
    user = application.applicant
    assert needs(user) == ["Pick a time for your interview"]
    services.pick(application, first, by=user)
    assert needs(user) == []
    assert holds(user) == [f"Your interview at {timeuk(first.starts_at)}"]


def test_a_member_scores_the_interviews_that_were_held():
    choice, (first, _) = asked()
    put = questions(choice)
    application, seat = choice.applications[0], choice.seats[0]
    services.pick(application, first, by=application.applicant)
    assert needs(seat.user) == []
    assert holds(seat.user) == [f"Interview of {application.applicant} at {timeuk(first.starts_at)}"]
    Slot.objects.filter(pk=first.pk).update(starts_at=timezone.now() - timedelta(hours=2))
    assert needs(seat.user) == [f"Score the interview of {application.applicant}"]
    scoring.save_answers(seat, application, {question.pk: (3, "") for question in put}, by=seat.user)
    assert needs(seat.user) == []


def test_a_question_about_an_offer_waits_for_the_recruiter_until_it_is_answered():
    choice = locked()
    today = timezone.localdate()
    made = offers.make_offer(
        choice.applications[0],
        by=choice.recruiter,
        allowance_gbp=Decimal(8000),
        pas=Decimal(2),
        starts_on=today + timedelta(days=60),
        answer_by=today + timedelta(days=7),
    )
    outcomes.ask_about(made, "May I start later?", by=choice.applications[0].applicant)
    assert "Answer a question about the offer" in needs(choice.recruiter)
    outcomes.ask_about(made, "Yes.", by=choice.recruiter)
    assert "Answer a question about the offer" not in needs(choice.recruiter)


def test_an_interest_in_one_application_leaves_nothing_to_score_there():
    choice = make_choice()
    seat, (first, second) = choice.seats[0], choice.applications
    give(seat, first, 3)
    assert needs(seat.user) == ["Score 2 applications"]
    interests.declare_interest(seat, second, "close", by=seat.user)
    assert needs(seat.user) == []


def test_links_and_talks_are_the_recruiters_turn():
    choice = make_choice()
    choice.score_all(5, 4)
    interests.declare_interest(choice.seats[0], choice.applications[0], "close", by=choice.seats[0].user)
    assert needs(choice.recruiter) == ["Settle links and talks of 2 applications"]
