"""From an accepted offer to an appointment, and its reviews recorded once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from psycopg2.extras import DateRange

from people.dates import after_months
from people.models import Role
from people.refusals import Refused
from reminders.models import Due, Message
from rewards.models import ElementKind, PayElement
from roles.applications.models import ApplicationStatus
from roles.appointments import services
from roles.appointments.models import Appointment, NextStep
from roles.appointments.settings import EARLY_REVIEW_MONTHS
from roles.posts.models import Post, PostStatus
from roles.selection import offers
from roles.selection.models import Offer, OfferStatus
from tests.factories import MembershipFactory, set_here
from tests.roles.people_who_choose import make_choice, member
from tests.together import together

pytestmark = pytest.mark.django_db


def make_offer(allowance="8000", **post):
    """An offer waiting for its applicant's answer."""
    choice = make_choice(**post)
    member(choice.post.organisation, Role.MEDICAL_DIRECTOR, name="Dr Ada Final")
    choice.score_all(5, 4)
    choice.lock(places=2)
    choice.applications[0].refresh_from_db()
    today = timezone.localdate()
    return offers.make_offer(
        choice.applications[0],
        by=choice.recruiter,
        allowance_gbp=Decimal(allowance),
        pas=Decimal("2"),
        starts_on=today + timedelta(days=60),
        answer_by=today + timedelta(days=7),
    )


@pytest.fixture
def offer(db):
    return make_offer()


@pytest.fixture
def applicant(offer):
    return offer.application.applicant


def test_accepting_makes_an_appointment_with_term_way_back_and_reviews(offer, applicant):
    appointment = services.accept(offer, by=applicant)

    assert (appointment.user, appointment.title) == (applicant, offer.application.post.title)
    assert (appointment.term.lower, appointment.term.upper) == (offer.starts_on, offer.ends_on)
    post = offer.application.post
    assert (appointment.return_dcc_pas, appointment.return_within_months) == (
        post.return_dcc_pas,
        post.return_within_months,
    )
    assert list(appointment.reviews.values_list("kind", flat=True)) == ["early", "yearly", "yearly", "end_of_term"]
    assert {review.reviewer and review.reviewer.name for review in appointment.reviews.all()} == {"Dr Ada Final"}
    offer.application.refresh_from_db()
    assert offer.application.status == ApplicationStatus.ACCEPTED


def test_the_first_review_comes_when_the_organisation_has_set_it_for_the_day_the_role_starts(offer, applicant):
    today = timezone.localdate()
    set_here(offer.application.post.organisation, EARLY_REVIEW_MONTHS, 2, DateRange(today, None))
    appointment = services.accept(offer, by=applicant)
    assert appointment.reviews.earliest("due_on").due_on == after_months(offer.starts_on, 2)


def test_holder_and_reviewer_are_each_reminded_of_each_review(offer, applicant):
    appointment = services.accept(offer, by=applicant)

    dues = Due.objects.filter(kind=services.DUE, state=Due.State.OPEN)
    assert dues.count() == 2 * appointment.reviews.count()
    assert set(dues.values_list("due_on", flat=True)) == set(appointment.reviews.values_list("due_on", flat=True))


@pytest.mark.parametrize("allowance", ["8000", "0"])
def test_the_allowance_is_a_pay_element_of_the_term_also_when_the_role_pays_none(allowance):
    offer = make_offer(allowance, allowance_low_gbp=Decimal("0"))
    appointment = services.accept(offer, by=offer.application.applicant)

    element = PayElement.objects.get(user=appointment.user, kind=ElementKind.ALLOWANCE)
    assert element.annual_gbp == Decimal(allowance)
    assert (element.role_title, element.role_from) == (appointment.title, appointment.term.lower)
    assert element.source == f"appointment:{appointment.pk}"


def test_accepting_twice_is_one_appointment_and_one_letter(offer, applicant):
    first = services.accept(offer, by=applicant)
    again = services.accept(Offer.objects.get(pk=offer.pk), by=applicant)

    assert first == again
    assert Message.objects.filter(Q(subject__startswith="You are appointed"), user=applicant).count() == 1


def test_the_last_seat_taken_fills_the_post(offer, applicant):
    services.accept(offer, by=applicant)
    assert Post.objects.get(pk=offer.application.post_id).status == PostStatus.FILLED


def test_only_the_applicant_answers(offer):
    with pytest.raises(PermissionDenied):
        services.accept(offer, by=offer.made_by)
    assert not Appointment.objects.exists()


def test_a_declined_offer_cannot_be_accepted_any_more(offer, applicant):
    services.decline(offer, by=applicant)
    with pytest.raises(Refused):
        services.accept(Offer.objects.get(pk=offer.pk), by=applicant)
    assert not Appointment.objects.exists()


def test_an_offer_that_ran_out_makes_no_appointment(offer, applicant):
    Offer.objects.filter(pk=offer.pk).update(answer_by=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused):
        services.accept(Offer.objects.get(pk=offer.pk), by=applicant)
    assert not Appointment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_accepting_in_two_browsers_at_once_is_one_appointment():
    offer = make_offer()
    applicant = offer.application.applicant
    together(lambda: services.accept(offer, by=applicant), lambda: services.accept(offer, by=applicant))

    assert Appointment.objects.count() == 1
    assert Offer.objects.get(pk=offer.pk).status == OfferStatus.ACCEPTED


@pytest.mark.django_db(transaction=True)
def test_accepting_and_declining_at_once_leaves_one_answer():
    offer = make_offer()
    applicant = offer.application.applicant
    answers = together(lambda: services.accept(offer, by=applicant), lambda: services.decline(offer, by=applicant))

    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    accepted = Offer.objects.get(pk=offer.pk).status == OfferStatus.ACCEPTED
    assert Appointment.objects.exists() == accepted


def begun(offer):
    """The appointment of an accepted offer, 100 days after its first day."""
    appointment = services.accept(offer, by=offer.application.applicant)
    term = (timezone.localdate() - timedelta(days=100), appointment.term.upper)
    Appointment.objects.filter(pk=appointment.pk).update(term=term)
    appointment.refresh_from_db()
    return appointment


WORDS = {"summary": "The winter plan held.", "next_step": NextStep.GO_ON}


@pytest.fixture
def review(offer):
    return begun(offer).reviews.first()


def test_a_recorded_review_silences_its_reminders(review):
    services.record_review(review, by=review.reviewer, held_on=timezone.localdate(), **WORDS)

    review.refresh_from_db()
    assert (review.summary, review.recorded_by) == ("The winter plan held.", review.reviewer)
    states = Due.objects.filter(subject=f"review:{review.pk}").values_list("state", flat=True)
    assert set(states) == {Due.State.DONE}


def test_the_same_review_sent_twice_is_recorded_once_and_another_is_refused(review):
    today = timezone.localdate()
    services.record_review(review, by=review.reviewer, held_on=today, **WORDS)
    services.record_review(review, by=review.reviewer, held_on=today, **WORDS)

    with pytest.raises(Refused, match="recorded this review already"):
        services.record_review(review, by=review.reviewer, held_on=today, summary="Other.", next_step=NextStep.RENEW)
    review.refresh_from_db()
    assert review.summary == "The winter plan held."


def test_nobody_records_the_review_of_their_own_role(review):
    holder = review.appointment.user
    MembershipFactory(user=holder, organisation=review.appointment.organisation, role=Role.MEDICAL_DIRECTOR)
    with pytest.raises(PermissionDenied):
        services.record_review(review, by=holder, held_on=timezone.localdate(), **WORDS)


def test_a_review_cannot_be_held_tomorrow(review):
    with pytest.raises(Refused, match="today or earlier") as refused:
        services.record_review(review, by=review.reviewer, held_on=timezone.localdate() + timedelta(days=1), **WORDS)
    assert refused.value.field == "held_on"


def test_a_term_without_an_end_gets_its_next_yearly_review_when_the_last_planned_one_is_held():
    offer = make_offer(term_months=None)
    appointment = begun(offer)
    assert appointment.reviews.count() == 2
    for review in appointment.reviews.all():
        services.record_review(review, by=review.reviewer, held_on=timezone.localdate(), **WORDS)

    assert appointment.reviews.filter(held_on__isnull=True).count() == 1
