"""What each room makes due from someone about somebody else goes with their role there; one's own stays one's own."""

from datetime import timedelta

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.desk.turns import due as on_desk
from pathways.disputes import services as disputes
from pathways.returns.concerns import raise_concern
from pathways.signatories.models import Who
from pathways.signatories.services import delegate
from pathways.splits.services import decline
from people.models import Membership, Role, User
from reminders.feed import shown_to
from reminders.models import Due, Notice
from reminders.rules import ANY_ROLE
from reminders.sweeping import sweep
from roles.appointments import services as appointments
from roles.interviews import services as interviews
from roles.reviews import actions, feedback
from tests.factories import MembershipFactory
from tests.pathways.conftest import House, house  # noqa: F401 -- a fixture
from tests.pathways.returning import Returning, step_of
from tests.roles.appointments.test_services import make_offer
from tests.roles.interviews.meeting import asked
from tests.roles.people_who_choose import member
from tests.roles.reviews.reviewing import Reviewing, colleague

pytestmark = pytest.mark.django_db


def goes_with(kind: str) -> set[tuple[User, str]]:
    """From whom things of the kind are due, and with which role each goes."""
    return {(due.user, due.only_as) for due in Due.objects.filter(kind=kind, state="open").select_related("user")}


def ends_today(user: User) -> None:
    for held in Membership.objects.filter(user=user):
        held.period = DateRange(held.period.lower, timezone.localdate())
        held.save()


def told_over(days: int) -> set[tuple[User, str]]:
    """Who is told of what is due, by its title, from today on and over so many days."""
    for number in range(days):
        with time_machine.travel(timezone.now() + timedelta(days=number), tick=False):
            sweep()
    return {(notice.user, notice.title) for notice in Notice.objects.exclude(due=None).select_related("user")}


@pytest.fixture
def returning() -> Returning:
    return Returning()


def test_a_former_supervisor_hears_of_no_check_in_and_sees_none_while_the_clinician_does(returning):
    plan = returning.opened()
    first = step_of(plan, "before")
    assert goes_with("return_check_in") == {(returning.clinician, ""), (returning.lead, ANY_ROLE)}
    assert any("Amira Away" in each.title for each in shown_to(returning.lead))
    ends_today(returning.lead)
    ends_today(returning.clinician)
    days = (first.due_on - timezone.localdate()).days + 5
    assert {user for user, _ in told_over(days)} == {returning.clinician}
    assert shown_to(returning.lead) == []
    assert on_desk(returning.lead, timezone.localdate()) == ([], [])
    assert shown_to(returning.clinician) != []


def test_a_concern_goes_with_the_role_of_a_medical_director(returning):
    plan = returning.opened()
    officer = member(plan.organisation, Role.MEDICAL_DIRECTOR)
    raise_concern(plan, by=returning.lead, text="Three letters went out unread.")
    assert goes_with("return_concern") == {(officer, Role.MEDICAL_DIRECTOR)}
    assert len(shown_to(officer)) == 1
    MembershipFactory(user=officer, organisation=plan.organisation, service=plan.service)
    Membership.objects.filter(user=officer, role=Role.MEDICAL_DIRECTOR).update(
        period=DateRange(None, timezone.localdate())
    )
    assert shown_to(officer) == []
    assert officer not in {user for user, _ in told_over(10)}


def test_a_split_to_sign_goes_with_the_role_that_signs_and_with_any_of_who_signs_for_them(house: House):  # noqa: F811
    colleague_there = MembershipFactory(organisation=house.organisation, service=house.service).user
    today = timezone.localdate()
    delegate(house.organisation, colleague_there.email, first=today, last=today + timedelta(days=60), by=house.lead)
    house.submitted()
    assert set(Who) - {Who.PERSON} <= set(Role)
    assert goes_with("split-to-sign") == {(house.lead, Role.SERVICE_LEAD), (colleague_there, ANY_ROLE)}
    ends_today(house.lead)
    ends_today(colleague_there)
    assert told_over(30) == set()
    assert shown_to(house.lead) == shown_to(colleague_there) == []


def test_a_split_that_only_those_could_sign_who_have_left_goes_to_human_resources(house: House):  # noqa: F811
    hr = member(house.organisation, Role.HR)
    house.submitted()
    ends_today(house.lead)
    assert told_over(30) == {(hr, "Sign the time split of The clinician")}


def test_a_step_of_a_mediation_goes_with_working_there_but_the_owners_own(house: House):  # noqa: F811
    split = house.submitted()
    split = decline(split, by=house.lead, version=split.version, reason="Not now.")
    mediation = disputes.ask(split, "We can’t agree on two PAs.", by=house.clinician)
    assert goes_with("split-disagreement") == {(house.director, ANY_ROLE)}
    disputes.set_meeting(mediation, timezone.localdate(), by=house.director)
    disputes.decide(mediation, "refused", "It stays.", by=house.director)
    assert goes_with("split-disagreement") == {(house.clinician, "")}


def test_what_a_reviewer_does_goes_with_working_there_and_what_the_holder_does_is_theirs():
    of = Reviewing()
    appointments.remind(of.review)
    of.meets()
    both = {(of.holder, ""), (of.reviewer, ANY_ROLE)}
    assert goes_with("role_review") == goes_with("review_meeting") == both
    day = timezone.localdate() + timedelta(days=30)
    for owner in (of.holder, of.reviewer):
        actions.add(of.review, what="Ask the ward.", owner=owner.pk, due_on=day, by=of.reviewer)
    assert goes_with("review_action") == both
    someone = colleague(of.appointment.organisation)
    feedback.ask(of.review, someone.email, named=True, by=of.holder)
    assert goes_with("review_feedback") == {(someone, ANY_ROLE)}
    ends_today(of.reviewer)
    ends_today(of.holder)
    assert shown_to(of.reviewer) == []
    assert len(shown_to(of.holder)) == 3
    assert {user for user, _ in told_over(40)} == {of.holder, someone}


def test_a_check_of_a_person_goes_with_human_resources_and_their_own_word_is_theirs():
    offer = make_offer(fit_and_proper=True)
    hr = member(offer.application.post.organisation, Role.HR)
    appointment = appointments.accept(offer, by=offer.application.applicant)
    assert goes_with("fitness") == {(appointment.user, ""), (hr, Role.HR)}


def test_an_interview_goes_with_the_panel_and_ones_own_is_the_applicants():
    choice, times = asked()
    application = choice.applications[0]
    interviews.pick(application, times[0], by=application.applicant)
    panel = {(seat.user, Role.PANEL_MEMBER) for seat in choice.seats}
    assert goes_with("interview") == {(application.applicant, ""), *panel}
