"""The list of one's role reviews: whose they are, where they stand, what waits for the reader, and as few queries."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from roles.appointments.models import NextStep
from roles.models import ReviewKind, RoleReview
from roles.reviews import deciding, meetings, objectives
from roles.reviews.listing import PAGE_SIZE, listed, past, still_open
from tests.factories import MembershipFactory
from tests.roles.reviews.reviewing import Reviewing, colleague

pytestmark = pytest.mark.django_db
ADDRESS = reverse("reviews:list")


@pytest.fixture
def of():
    return Reviewing()


def waits(of, user):
    return listed(list(still_open(user)), user, timezone.localdate())[0].waits


def moved(of, days):
    RoleReview.objects.filter(pk=of.review.pk).update(due_on=timezone.localdate() + timedelta(days=days))


def read(client, user, query=""):
    client.force_login(user)
    return client.get(ADDRESS + query).content.decode()


def signed(of):
    deciding.record(
        of.review, by=of.reviewer, held_on=timezone.localdate(), summary="A good year.", next_step=NextStep.GO_ON
    )
    deciding.sign(of.review, by=of.holder)


def test_holder_and_reviewer_find_it_each_in_their_words(client, of):
    assert f"Your role: {of.appointment.title}" in read(client, of.holder)
    assert f"Hana Holder: {of.appointment.title}" in read(client, of.reviewer)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_else_finds_it_in_their_list_a_director_of_the_organisation_included(client, of, role):
    shown = read(client, colleague(of.appointment.organisation, role))
    assert of.appointment.title not in shown
    assert "No role reviews yet" in shown


def test_one_that_both_have_signed_stands_among_the_past_ones(client, of):
    signed(of)
    assert list(still_open(of.holder)) == []
    assert list(past(of.holder)) == list(past(of.reviewer)) == [of.review]
    assert "No role review is to come" in read(client, of.holder)
    shown = read(client, of.holder, "?past=yes")
    assert "Go on as agreed" in shown
    assert "A good year." not in shown


def test_until_the_holder_has_signed_it_waits_for_them_alone(of):
    deciding.record(
        of.review, by=of.reviewer, held_on=timezone.localdate(), summary="A good year.", next_step=NextStep.GO_ON
    )
    assert waits(of, of.holder) == ["sign it, or ask for a change"]
    assert waits(of, of.reviewer) == []


class TestWhatWaits:
    def test_far_off_only_objectives_and_what_the_other_asks(self, of):
        moved(of, 200)
        assert waits(of, of.holder) == ["propose objectives"]
        assert waits(of, of.reviewer) == []
        objectives.propose(of.appointment, "Waits under 18 weeks", by=of.holder)
        at = timezone.now() + timedelta(days=150)
        meetings.propose(of.review, by=of.holder, starts_at=at, minutes=60, place="Room 4", link="")
        assert waits(of, of.holder) == []
        assert waits(of, of.reviewer) == ["answer the objectives", "answer the proposed time"]

    def test_six_weeks_before_its_day_both_write_and_agree_a_time(self, of):
        moved(of, 43)
        assert "write your account" not in waits(of, of.reviewer)
        moved(of, 42)
        assert waits(of, of.reviewer) == ["write your account", "propose a time to meet"]
        of.sends(of.reviewer)
        of.meets()
        assert waits(of, of.reviewer) == []

    def test_on_its_day_the_reviewer_records_it(self, of):
        moved(of, 0)
        assert "record it once you have met" in waits(of, of.reviewer)
        assert "record it once you have met" not in waits(of, of.holder)
        of.meets()
        assert "record it once you have met" not in waits(of, of.reviewer)

    def test_before_the_last_review_the_holder_says_what_comes_after_the_term(self):
        of = Reviewing(ReviewKind.END_OF_TERM)
        assert waits(of, of.holder)[0] == "say what you want after the term"
        assert "say what you want after the term" not in waits(of, of.reviewer)

    def test_only_the_next_review_of_a_role_waits_for_anyone(self, of):
        later = RoleReview.objects.create(
            appointment=of.appointment,
            kind=ReviewKind.END_OF_TERM,
            due_on=of.review.due_on + timedelta(days=1),
            reviewer=of.reviewer,
        )
        rows = {row.review: row.waits for row in listed(list(still_open(of.holder)), of.holder, timezone.localdate())}
        assert rows[of.review]
        assert rows[later] == []


def test_many_come_on_pages_in_as_many_queries_as_few(client, of, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(25) as captured:
            read(client, of.reviewer)
        return len(captured)

    read(client, of.reviewer)  # what is kept between requests is kept now
    few = queries()
    for _ in range(PAGE_SIZE):
        more = Reviewing()
        objectives.propose(more.appointment, "Waits under 18 weeks", by=more.holder)
        more.meets()
        more.sends(more.holder)
        MembershipFactory(user=of.reviewer, organisation=more.appointment.organisation)
        RoleReview.objects.filter(pk=more.review.pk).update(reviewer=of.reviewer)
    assert queries() == few
    assert f"{PAGE_SIZE + 1} reviews" in read(client, of.reviewer)
    assert read(client, of.reviewer, "?page=2").count("app-result__title") == 1
    assert read(client, of.reviewer, "?page=nine").count("app-result__title") == PAGE_SIZE


def test_the_page_of_the_role_leads_there(client, of):
    client.force_login(of.holder)
    assert f'href="{ADDRESS}"' in client.get(reverse("appointments:detail", args=[of.appointment.pk])).content.decode()
