"""Feedback of colleagues: with a name, or in a group that is never fewer than three and never grows by one."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from psycopg2.extras import DateRange

from people.models import Role
from people.refusals import Refused
from reminders.models import Due
from roles.models import RoleReview
from roles.reviews import deciding, feedback, rules
from roles.reviews.line import hand_on
from roles.reviews.settings import FEEDBACK_GROUP
from tests.factories import UserFactory, set_here
from tests.roles.reviews.reviewing import Reviewing, colleague
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return Reviewing()


def asked(of, *, named=False):
    return feedback.ask(of.review, colleague(of.appointment.organisation).email, named=named, by=of.holder)


def answers(of, words, *, named=False):
    request = asked(of, named=named)
    return feedback.give(request, well=words, better="More of it.", by=request.person)


def grouped(of):
    return [each.well for each in feedback.shown(of.review, of.holder)[1]]


def test_grouped_answers_are_shown_from_three_on_and_not_before(of):
    answers(of, "One")
    answers(of, "Two")
    assert grouped(of) == []
    answers(of, "Three")
    assert set(grouped(of)) == {"One", "Two", "Three"}


def test_later_answers_wait_until_they_are_three_again_so_that_none_is_found_by_difference(of):
    for words in ("One", "Two", "Three"):
        answers(of, words)
    before = grouped(of)
    answers(of, "Four")
    answers(of, "Five")
    assert grouped(of) == before
    answers(of, "Six")
    assert grouped(of)[:3] == before
    assert set(grouped(of)[3:]) == {"Four", "Five", "Six"}


@given(st.integers(0, 30), st.integers(-3, 12))
def test_fewer_than_three_are_never_shown_whatever_is_set(waiting, least):
    assert rules.to_show(waiting, least) in {0, waiting}
    assert rules.to_show(waiting, least) == 0 or waiting >= 3


def test_an_organisation_may_ask_for_more(of):
    set_here(of.appointment.organisation, FEEDBACK_GROUP, 4, DateRange(timezone.localdate(), None))
    for words in ("One", "Two", "Three"):
        answers(of, words)
    assert grouped(of) == []


def test_a_named_answer_stands_with_its_name_and_counts_in_no_group(of):
    for words in ("One", "Two"):
        answers(of, words)
    request = answers(of, "Calm in a crisis", named=True)
    named = feedback.shown(of.review, of.holder)[0]
    assert [(each.person, each.well) for each in named] == [(request.person, "Calm in a crisis")]
    assert grouped(of) == []


@pytest.mark.django_db(transaction=True)
def test_three_who_answer_at_once_are_one_group():
    of = Reviewing()
    requests = [asked(of) for _ in range(3)]
    give = [lambda r=r: feedback.give(r, well=f"Of {r.pk}", better="More.", by=r.person) for r in requests]
    assert not [each for each in together(*give) if isinstance(each, Exception)]
    assert {each.batch for each in of.review.feedback.all()} == {1}


def test_only_the_asked_person_gives_it_and_once(of):
    request = asked(of)
    with pytest.raises(PermissionDenied):
        feedback.give(request, well="Mine", better="Mine", by=of.reviewer)
    feedback.give(request, well="Good", better="Rest", by=request.person)
    with pytest.raises(Refused, match="already"):
        feedback.give(request, well="Better", better="Rest", by=request.person)


def test_how_it_is_shown_does_not_change_once_someone_was_asked(of):
    request = asked(of)
    with pytest.raises(Refused, match="was told how it is shown"):
        feedback.ask(of.review, request.person.email, named=True, by=of.reviewer)


def test_the_two_themselves_and_strangers_are_not_asked(of):
    for email in (of.holder.email, of.reviewer.email, UserFactory().email, "nobody@tests.example"):
        with pytest.raises(Refused) as refused:
            feedback.ask(of.review, email, named=False, by=of.holder)
        assert refused.value.field == "email"


def test_who_is_asked_is_reminded_until_they_answer_or_the_review_is_held(of):
    first, second = asked(of), asked(of)
    feedback.give(first, well="Good", better="Rest", by=first.person)
    states = dict(Due.objects.filter(kind="review_feedback").values_list("user", "state"))
    assert states == {first.person_id: Due.State.DONE, second.person_id: Due.State.OPEN}

    deciding.record(of.review, by=of.reviewer, held_on=timezone.localdate(), summary="Said.", next_step="go_on")
    assert Due.objects.get(user=second.person, kind="review_feedback").state == Due.State.CANCELLED
    with pytest.raises(Refused, match="can’t be given any more"):
        feedback.give(second, well="Late", better="Late", by=second.person)


@pytest.mark.parametrize("role", [Role.MEDICAL_DIRECTOR, Role.HR, Role.SERVICE_LEAD])
def test_nobody_else_asks(of, role):
    with pytest.raises(PermissionDenied):
        feedback.ask(of.review, of.holder.email, named=True, by=colleague(of.appointment.organisation, role))


class TestSomeoneAskedWhoReviewsTheRoleByNow:
    """They know their own answer: with it, a group of three would be one of two to them."""

    def handed_on(self, of, to):
        hand_on(RoleReview.objects.select_related("appointment__user", "reviewer").get(pk=of.review.pk), to)
        of.review.refresh_from_db()

    def test_they_give_none(self, of):
        request = asked(of)
        self.handed_on(of, request.person)
        with pytest.raises(Refused, match="your own account"):
            feedback.give(request, well="Calm", better="Rest", by=request.person)

    def test_what_they_gave_before_counts_in_no_group(self, of):
        request = answers(of, "Mine")
        self.handed_on(of, request.person)
        answers(of, "Two")
        answers(of, "Three")
        assert grouped(of) == []
        answers(of, "Four")
        assert set(grouped(of)) == {"Two", "Three", "Four"}

    def test_a_group_that_they_answered_in_stays_closed_to_them_and_open_to_the_holder(self, of):
        request = answers(of, "Mine")
        answers(of, "Two")
        answers(of, "Three")
        self.handed_on(of, request.person)
        assert feedback.shown(of.review, request.person) == ([], [])
        assert len(grouped(of)) == 3
