"""Offers to answer, and who is told in the end of a review, a check-in or a split that waits."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pathways.returns.dues import CHECK_IN
from pathways.splits.dues import SPLIT_TO_SIGN
from people.models import Role
from reminders.kinds import DECLARED
from reminders.models import Due, Notice
from reminders.sweeping import sweep
from rewards.progression.dues import may_review
from roles.appointments import services as appointments
from roles.appointments.dues import ROLE_REVIEW, may_hold
from roles.fitness.dues import may_check
from roles.selection import offers
from tests.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, ServiceFactory, UserFactory
from tests.reminders.making import at
from tests.roles.people_who_choose import make_choice, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    choice = make_choice()
    choice.score_all(5, 4)
    choice.lock(places=2)
    choice.applications[0].refresh_from_db()
    today = timezone.localdate()
    return offers.make_offer(
        choice.applications[0],
        by=choice.recruiter,
        allowance_gbp=Decimal("8000"),
        pas=Decimal("2"),
        starts_on=today + timedelta(days=60),
        answer_by=today + timedelta(days=7),
    )


def test_an_offer_is_to_be_answered_and_reminded_of_two_days_before(offer):
    due = Due.objects.get(kind="offer_answer")
    assert (due.user, due.due_on) == (offer.application.applicant, offer.answer_by)
    assert due.remind_on == offer.answer_by - timedelta(days=2)
    with at(due.remind_on):
        sweep()
    assert Notice.objects.get(due=due).path == f"/applications/{offer.application.reference}/offer/"


@pytest.mark.parametrize("accept", [True, False])
def test_an_offer_that_is_answered_is_reminded_of_no_more(offer, accept):
    offers.answer_offer(offer, by=offer.application.applicant, accept=accept)
    assert Due.objects.get(kind="offer_answer").state == Due.State.DONE


def test_an_offer_that_ran_out_is_reminded_of_no_more(offer):
    with at(offer.answer_by + timedelta(days=1)):
        offers.lapse_all_overdue()
    assert Due.objects.get(kind="offer_answer").state == Due.State.DONE


def late(kind, due: Due) -> set[str]:
    """Who is told in the end, once every stage has come."""
    for days in range(60):
        with at(due.due_on + timedelta(days=days)):
            sweep()
    return set(Notice.objects.filter(kind=kind.key, stage="escalation").values_list("user__email", flat=True))


def test_a_review_that_nobody_holds_goes_to_the_medical_directors():
    organisation = OrganisationFactory()
    director = member(organisation, Role.MEDICAL_DIRECTOR, email="md@tests.example")
    lead = member(organisation, Role.SERVICE_LEAD)
    member(OrganisationFactory(), Role.MEDICAL_DIRECTOR)
    appointment = AppointmentFactory(organisation=organisation, service=ServiceFactory(organisation=organisation))
    appointments.plan_reviews(appointment)
    first = appointment.reviews.earliest("due_on")
    assert first.reviewer == director
    assert may_hold(director, f"review:{first.pk}")
    assert not may_hold(appointment.user, f"review:{first.pk}")
    assert not may_hold(UserFactory(), f"review:{first.pk}")
    assert not may_hold(director, "review:0")
    due = Due.objects.get(subject=f"review:{first.pk}", user=appointment.user)
    assert late(ROLE_REVIEW, due) == {director.email}
    assert lead.email not in late(ROLE_REVIEW, due)


def test_only_human_resources_stand_in_for_checks_and_pay_reviews():
    organisation = OrganisationFactory()
    hr, other = member(organisation, Role.HR), member(OrganisationFactory(), Role.HR)
    appointment = AppointmentFactory(organisation=organisation)
    assert may_check(hr, f"check:{appointment.pk}")
    assert not may_check(other, f"check:{appointment.pk}")
    assert not may_check(hr, f"attest:{appointment.pk}")
    MembershipFactory(user=appointment.user, organisation=organisation, role=Role.HR)
    assert not may_check(appointment.user, f"check:{appointment.pk}")
    assert may_review(hr, f"progress_review:{organisation.pk}:2027-03")
    assert not may_review(other, f"progress_review:{organisation.pk}:2027-03")


@pytest.mark.parametrize("kind", [CHECK_IN, SPLIT_TO_SIGN, ROLE_REVIEW], ids=lambda kind: kind.key)
def test_what_is_gone_goes_to_nobody(kind):
    assert kind.escalates_to is not None
    assert list(kind.escalates_to("thing:0")) == []


@pytest.mark.parametrize(
    "key",
    [
        "return_check_in",
        "return",
        "return_notice",
        "return_concern",
        "appraisal",
        "application",
        "offer_answer",
        "mentoring",
    ],
)
def test_health_applications_and_mentoring_go_to_no_delegate(key):
    assert DECLARED[key].may_act is None
