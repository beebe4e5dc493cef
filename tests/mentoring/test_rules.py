"""R8: who stands over whom at work; R9: capacity, in sentences."""

from datetime import date

import pytest
from psycopg2.extras import DateRange

from mentoring.policies import people_over, usual_capacity
from mentoring.rules import Over, r8_at_accept, r8_at_ask, r9_at_accept, r9_at_ask
from mentoring.settings import MENTOR_CAPACITY
from people.models import Role
from tests.factories import EmploymentFactory, MembershipFactory, PayPointFactory, ServiceFactory, UserFactory, set_here

LAST_YEAR = DateRange(date(2024, 4, 1), date(2025, 4, 1))


@pytest.mark.parametrize(("over", "words"), [(over, over.value) for over in Over])
def test_r8_says_to_the_mentee_what_stands_in_the_way(over: Over, words: str) -> None:
    assert f"Maya {words} and so can't be your mentor" in r8_at_ask("Maya", over)


@pytest.mark.parametrize("over", list(Over))
def test_r8_says_to_the_mentor_what_stands_in_the_way(over: Over) -> None:
    sentence = r8_at_accept("Tom", over)
    assert "Tom, so you can't be their mentor" in sentence


def test_r8_is_silent_between_strangers() -> None:
    assert r8_at_ask("Maya", None) == r8_at_accept("Tom", None) == ""


@pytest.mark.parametrize(("active", "refused"), [(0, False), (2, False), (3, True), (4, True)])
def test_r9_counts_up_to_the_capacity(active: int, refused: bool) -> None:
    assert bool(r9_at_ask("Maya", active, 3)) == bool(r9_at_accept(active, 3)) == refused


def test_r9_says_how_many_there_are_and_what_can_be_done() -> None:
    assert r9_at_accept(1, 1).startswith("You have 1 mentee and offer 1 at once. End one first")


@pytest.mark.django_db
class TestOver:
    def test_line_manager_and_appraiser_are_known(self) -> None:
        manager, appraiser = UserFactory.create_batch(2)
        mentee = MembershipFactory(line_manager=manager, appraiser=appraiser).user
        assert people_over(mentee) == {manager.pk: Over.MANAGES, appraiser.pk: Over.APPRAISES}

    def test_a_manager_of_last_year_is_free_to_mentor(self) -> None:
        mentee = MembershipFactory(line_manager=UserFactory(), period=LAST_YEAR).user
        assert people_over(mentee) == {}

    def test_the_lead_of_the_service_signs_and_the_lead_of_another_service_does_not(self) -> None:
        service = ServiceFactory()
        here = {"organisation": service.organisation}
        other = MembershipFactory(role=Role.SERVICE_LEAD, service=ServiceFactory(**here), **here).user
        lead = MembershipFactory(role=Role.SERVICE_LEAD, service=service, **here).user
        mentee = MembershipFactory(service=service, **here).user
        assert people_over(mentee) == {lead.pk: Over.SIGNS}
        assert other.pk not in people_over(mentee)

    def test_the_lead_of_the_service_of_the_employment_signs_as_well(self) -> None:
        service = ServiceFactory()
        lead = MembershipFactory(role=Role.SERVICE_LEAD, service=service, organisation=service.organisation).user
        PayPointFactory()
        mentee = EmploymentFactory(service=service, organisation=service.organisation).user
        assert people_over(mentee) == {lead.pk: Over.SIGNS}

    def test_a_lead_and_a_medical_director_of_the_whole_organisation_sign_and_those_elsewhere_do_not(self) -> None:
        membership = MembershipFactory()
        signers = {
            MembershipFactory(role=role, organisation=membership.organisation).user.pk
            for role in (Role.SERVICE_LEAD, Role.MEDICAL_DIRECTOR)
        }
        MembershipFactory(role=Role.MEDICAL_DIRECTOR)
        assert people_over(membership.user) == dict.fromkeys(signers, Over.SIGNS)

    def test_a_medical_director_does_not_stand_over_themselves(self) -> None:
        director = MembershipFactory(role=Role.MEDICAL_DIRECTOR).user
        assert people_over(director) == {}

    def test_the_usual_capacity_is_three_or_what_the_employer_says_today(self) -> None:
        membership = MembershipFactory()
        assert usual_capacity(membership.user) == 3
        set_here(membership.organisation, MENTOR_CAPACITY, 2)
        assert usual_capacity(membership.user) == 2
