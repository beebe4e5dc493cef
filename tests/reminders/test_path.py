"""A role review and a check-in that come due: one email for each person, however often the sweep runs."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from people.models import Role
from reminders.delivering import deliver
from reminders.models import Message
from reminders.services import finish, set_due
from reminders.sweeping import sweep
from roles.appointments import services
from roles.selection import offers
from tests.factories import UserFactory
from tests.reminders.servers import serving
from tests.roles.people_who_choose import make_choice, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointment():
    choice = make_choice()
    member(choice.post.organisation, Role.MEDICAL_DIRECTOR, name="Dr Ada Final")
    choice.score_all(5, 4)
    choice.lock(places=2)
    choice.applications[0].refresh_from_db()
    today = timezone.localdate()
    offer = offers.make_offer(
        choice.applications[0],
        by=choice.recruiter,
        allowance_gbp=Decimal("8000"),
        pas=Decimal("2"),
        starts_on=today + timedelta(days=60),
        answer_by=today + timedelta(days=7),
    )
    appointment = services.accept(offer, by=choice.applications[0].applicant)
    Message.objects.all().delete()  # of choosing and appointing: not what is told here
    return appointment


@pytest.fixture
def server(settings):
    with serving() as (server, port):
        settings.EMAIL_PORT = port
        yield server


def morning_of(day):
    return time_machine.travel(datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone()))


def test_a_review_due_sends_its_holder_and_its_reviewer_one_email_each_time(appointment, server):
    review = appointment.reviews.earliest("due_on")
    both = sorted([appointment.user.email, review.reviewer.email])
    with morning_of(review.due_on - timedelta(days=15)):
        assert (sweep(), deliver()) == (0, 0)
    for days, letters in ((-14, 1), (-14, 1), (-1, 1), (0, 2), (0, 2), (1, 2), (2, 2)):
        with morning_of(review.due_on + timedelta(days=days)):
            sweep()
            deliver()
            assert sorted(server.to) == sorted(both * letters)
    assert all(letter["Subject"].startswith("Due: Role review") for letter in server.letters)


def test_a_review_that_was_held_before_its_day_sends_none(appointment, server):
    review = appointment.reviews.earliest("due_on")
    with morning_of(review.due_on - timedelta(days=1)):
        services.record_review(
            review, by=review.reviewer, held_on=timezone.localdate(), summary="All is well.", next_step="renew"
        )
    Message.objects.all().delete()
    with morning_of(review.due_on):
        sweep()
        deliver()
    assert server.letters == []


@pytest.mark.parametrize(("kind", "subject"), [("role_review", "review:1"), ("check_in", "checkin:1")])
def test_what_any_room_says_is_due_sends_one_email_and_another_only_when_it_moves(server, kind, subject):
    user, today = UserFactory(), timezone.localdate()
    for due_on, letters in ((today, 1), (today, 1), (today - timedelta(days=1), 2)):
        set_due(kind=kind, subject=subject, user=user, due_on=due_on, title="Check-in", path="/returns/1/")
        for _ in range(3):
            sweep()
            deliver()
        assert server.to == [user.email] * letters
    finish(kind=kind, subject=subject)
    assert sweep() == 0
