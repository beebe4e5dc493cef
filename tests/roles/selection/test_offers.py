"""Offers: within what was advertised, never more than seats, answered once and in time."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.dates import after_months
from people.refusals import Refused
from reminders.models import Message
from roles.applications.models import ApplicationStatus
from roles.posts.models import PaidBy
from roles.selection import offers
from roles.selection.models import TRANSITIONS, Offer, OfferStatus
from tests.roles.people_who_choose import make_choice
from tests.together import together

pytestmark = pytest.mark.django_db


def locked_choice(**post):
    choice = make_choice(**post)
    choice.score_all(5, 4)
    choice.lock(places=2)
    for application in choice.applications:
        application.refresh_from_db()
    return choice


def offer(choice, index=0, **changes):
    today = timezone.localdate()
    terms = {
        "allowance_gbp": Decimal("8000"),
        "pas": Decimal("2"),
        "starts_on": today + timedelta(days=60),
        "answer_by": today + timedelta(days=7),
    }
    return offers.make_offer(choice.applications[index], by=choice.recruiter, **{**terms, **changes})


@pytest.fixture
def choice(db):
    return locked_choice()


def test_every_offer_status_has_its_place_in_the_table_of_transitions():
    assert set(TRANSITIONS) == set(OfferStatus.values)


def test_an_offer_runs_for_the_posts_term_and_its_applicant_is_told_once(choice):
    made = offer(choice)
    assert offer(choice) == made
    assert made.ends_on == after_months(made.starts_on, 36)
    choice.applications[0].refresh_from_db()
    assert choice.applications[0].status == ApplicationStatus.OFFERED
    message = Message.objects.get(user=choice.applications[0].applicant, subject__startswith="You have an offer")
    assert "£8,000" in message.text


def test_a_post_without_a_term_makes_an_offer_without_an_end():
    assert offer(locked_choice(term_months=None)).ends_on is None


def test_another_offer_to_the_same_person_is_refused(choice):
    offer(choice)
    with pytest.raises(Refused, match="An offer was made on"):
        offer(choice, pas=Decimal("3"))


@pytest.mark.parametrize("allowance", ["7999.99", "8000.01"])
def test_an_allowance_beyond_the_advert_is_refused(choice, allowance):
    with pytest.raises(Refused, match="advertised"):
        offer(choice, allowance_gbp=Decimal(allowance))


def test_a_post_paid_by_time_only_offers_no_allowance():
    choice = locked_choice(paid_by=PaidBy.TIME_ONLY, allowance_low_gbp=None, allowance_high_gbp=None)
    with pytest.raises(Refused, match="without an allowance"):
        offer(choice)
    assert offer(choice, allowance_gbp=Decimal(0)).allowance_gbp == 0


def test_one_seat_is_offered_once_until_it_is_declined(choice):
    first = offer(choice)
    with pytest.raises(Refused, match="one seat is offered or taken"):
        offer(choice, 1)
    offers.answer_offer(first, by=choice.applications[0].applicant, accept=False)
    assert offer(choice, 1).status == OfferStatus.MADE


def test_an_unanswered_offer_runs_out_and_frees_its_seat(choice):
    first = offer(choice)
    Offer.objects.filter(pk=first.pk).update(answer_by=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="ran out on"):
        offers.answer_offer(first, by=choice.applications[0].applicant, accept=True)
    offer(choice, 1)
    first.refresh_from_db()
    assert first.status == OfferStatus.LAPSED
    with pytest.raises(Refused, match="lapsed"):
        offers.answer_offer(first, by=choice.applications[0].applicant, accept=True)


def test_an_offer_can_be_answered_on_its_last_day(choice):
    made = offer(choice, answer_by=timezone.localdate())
    answered = offers.answer_offer(made, by=choice.applications[0].applicant, accept=True)
    assert answered.status == OfferStatus.ACCEPTED


def test_nobody_but_the_applicant_answers(choice):
    made = offer(choice)
    with pytest.raises(PermissionDenied):
        offers.answer_offer(made, by=choice.recruiter, accept=True)


def test_an_answer_is_not_turned_round(choice):
    made, applicant = offer(choice), choice.applications[0].applicant
    offers.answer_offer(made, by=applicant, accept=False)
    assert offers.answer_offer(made, by=applicant, accept=False).status == OfferStatus.DECLINED
    with pytest.raises(Refused, match="declined"):
        offers.answer_offer(made, by=applicant, accept=True)
    assert Message.objects.filter(user=choice.recruiter, subject__startswith="Offer declined").count() == 1


def test_one_not_shortlisted_gets_no_offer():
    choice = make_choice()
    choice.score_all(5, 1)
    choice.lock(places=1)
    with pytest.raises(Refused, match="not shortlisted"):
        offer(choice, 1)


def test_turning_down_tells_once(choice):
    application = choice.applications[1]
    offers.turn_down(application, by=choice.recruiter)
    offers.turn_down(application, by=choice.recruiter)
    application.refresh_from_db()
    assert application.status == ApplicationStatus.REJECTED
    assert application.applicant.messages_to.filter(subject__startswith="You were not appointed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_offers_at_once_never_exceed_the_seats():
    choice = locked_choice()
    answers = together(lambda: offer(choice, 0), lambda: offer(choice, 1))
    assert sum(isinstance(answer, Offer) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert Offer.objects.count() == 1
