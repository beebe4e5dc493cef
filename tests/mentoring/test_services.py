"""Asking, accepting, declining, withdrawing, ending: what each writes, refuses and tells."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pghistory.models import Context

from mentoring import services
from mentoring.models import MentorProfile, Mentorship
from people.models import Membership, Role, User
from people.refusals import Refused
from reminders.models import Message
from tests.factories import MembershipFactory, UserFactory
from tests.mentoring.conftest import ANSWER, HOPE, make_mentee, make_mentor

Status = Mentorship.Status
OFFER: dict[str, Any] = {"about": "A lead.", "topics": "", "region": "London", "capacity": 2, "accepting": True}


def refusal(act: object, *args: object, **facts: object) -> str:
    """The sentence of a refusal; the act must be refused, and write and tell nothing."""
    before = (list(Mentorship.objects.order_by("pk").values()), Message.objects.count())
    with pytest.raises(Refused) as refused:
        act(*args, **facts)  # type: ignore[operator]
    assert (list(Mentorship.objects.order_by("pk").values()), Message.objects.count()) == before
    return refused.value.sentence


def test_asking_writes_a_request_and_tells_the_mentor_once(mentor, mentee) -> None:
    made = services.ask(mentor, by=mentee, message=f"  {HOPE}  ")
    assert (made.status, made.message) == (Status.REQUESTED, HOPE)
    message = Message.objects.get()
    assert (message.user, message.subject) == (mentor.user, "Tom Mentee asks you to be their mentor")
    assert f"/mentoring/pairs/{made.pk}/" in message.text


def test_asking_twice_is_a_sentence(request_made, mentor, mentee) -> None:
    assert "asked Maya Mentor already" in refusal(services.ask, mentor, by=mentee, message="Once more")


def test_asking_ones_own_mentor_is_a_sentence(request_made, mentor, mentee) -> None:
    services.accept(request_made, by=mentor.user, answer=ANSWER)
    assert "is your mentor already" in refusal(services.ask, mentor, by=mentee, message="Once more")


def test_the_database_keeps_one_open_request_a_pair_as_well(request_made) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.create(mentor=request_made.mentor, mentee=request_made.mentee, message="Again")


def test_after_a_decline_one_may_ask_again(request_made, mentor, mentee) -> None:
    services.decline(request_made, by=mentor.user, answer="Not this year.")
    again = services.ask(mentor, by=mentee, message="A year later")
    assert (again.pk != request_made.pk, again.status) == (True, Status.REQUESTED)


def test_nobody_mentors_themselves(mentor) -> None:
    assert "This is you" in refusal(services.ask, mentor, by=mentor.user, message=HOPE)


def test_a_mentor_who_takes_no_requests_or_has_left_is_a_sentence(mentor, mentee) -> None:
    MentorProfile.objects.update(accepting=False)
    assert "takes no requests now" in refusal(services.ask, mentor, by=mentee, message=HOPE)
    User.objects.filter(pk=mentor.user_id).update(is_active=False)
    assert "no longer takes part" in refusal(services.ask, mentor, by=mentee, message=HOPE)


def test_a_line_manager_is_refused_when_asked_r8(mentor, mentee) -> None:
    Membership.objects.filter(user=mentee).update(line_manager=mentor.user)
    assert "is your line manager" in refusal(services.ask, mentor, by=mentee, message=HOPE)


def test_an_appraiser_since_the_request_is_refused_when_accepting_r8(request_made, mentor, mentee) -> None:
    Membership.objects.filter(user=mentee).update(appraiser=mentor.user)
    sentence = refusal(services.accept, request_made, by=mentor.user, answer=ANSWER)
    assert sentence.startswith("You are the appraiser of Tom Mentee")


def test_a_medical_director_since_the_request_is_refused_when_accepting_r8(request_made, mentor, mentee) -> None:
    organisation = Membership.objects.get(user=mentee).organisation
    MembershipFactory(user=mentor.user, organisation=organisation, role=Role.MEDICAL_DIRECTOR)
    sentence = refusal(services.accept, request_made, by=mentor.user, answer=ANSWER)
    assert sentence.startswith("You sign the time splits of Tom Mentee")


def test_accepting_makes_them_a_pair_and_tells_the_mentee(request_made, mentor, mentee) -> None:
    pair = services.accept(request_made, by=mentor.user, answer=ANSWER)
    assert (pair.status, pair.answer) == (Status.ACTIVE, ANSWER)
    assert pair.answered_at is not None
    assert Message.objects.get(user=mentee).subject == "Maya Mentor is your mentor"


def test_the_same_answer_sent_twice_tells_once(request_made, mentor, mentee) -> None:
    first = services.accept(request_made, by=mentor.user, answer=ANSWER)
    second = services.accept(request_made, by=mentor.user, answer=ANSWER)
    assert first.answered_at == second.answered_at
    assert Message.objects.filter(user=mentee).count() == 1


@pytest.mark.django_db
def test_a_full_mentor_is_refused_when_accepting_and_when_asked_r9() -> None:
    mentor = make_mentor(capacity=1)
    one, two = make_mentee("One"), make_mentee("Two")
    requests = [services.ask(mentor, by=person, message=HOPE) for person in (one, two)]
    services.accept(requests[0], by=mentor.user, answer=ANSWER)
    assert "You have 1 mentee and offer 1" in refusal(services.accept, requests[1], by=mentor.user, answer=ANSWER)
    assert "no free place now" in refusal(services.ask, mentor, by=make_mentee("Three"), message=HOPE)
    services.end(requests[0], by=one)
    assert services.accept(requests[1], by=mentor.user, answer=ANSWER).status == Status.ACTIVE


def test_someone_who_has_left_is_not_accepted(request_made, mentor, mentee) -> None:
    User.objects.filter(pk=mentee.pk).update(is_active=False)
    assert "no longer takes part" in refusal(services.accept, request_made, by=mentor.user, answer=ANSWER)


def test_an_answer_needs_words(request_made, mentor) -> None:
    for act in (services.accept, services.decline):
        assert "Write a sentence" in refusal(act, request_made, by=mentor.user, answer="  ")


def test_declining_is_final_and_tells_the_mentee(request_made, mentor, mentee) -> None:
    assert services.decline(request_made, by=mentor.user, answer="Not now.").status == Status.DECLINED
    assert Message.objects.get(user=mentee).subject == "Maya Mentor can't be your mentor now"
    assert "declined by now" in refusal(services.accept, request_made, by=mentor.user, answer=ANSWER)
    assert "declined by now" in refusal(services.withdraw, request_made, by=mentee)


def test_withdrawing_tells_the_mentor_and_leaves_nothing_to_accept(request_made, mentor, mentee) -> None:
    services.withdraw(request_made, by=mentee)
    services.withdraw(request_made, by=mentee)
    assert Message.objects.filter(user=mentor.user, subject="Tom Mentee has withdrawn a request").count() == 1
    assert "withdrawn by now" in refusal(services.accept, request_made, by=mentor.user, answer=ANSWER)


@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_either_ends_it_and_the_other_is_told_once(who: str, request_made, mentor, mentee) -> None:
    services.accept(request_made, by=mentor.user, answer=ANSWER)
    by, other = (mentor.user, mentee) if who == "mentor" else (mentee, mentor.user)
    services.end(request_made, by=by)
    assert services.end(request_made, by=other).status == Status.ENDED
    assert list(Message.objects.filter(subject__contains="ended").values_list("user", flat=True)) == [other.pk]


def test_a_request_is_not_ended_but_answered(request_made, mentee) -> None:
    assert "requested by now" in refusal(services.end, request_made, by=mentee)


def test_only_the_mentor_answers_only_the_mentee_withdraws_only_the_pair_ends(request_made, mentor, mentee) -> None:
    stranger = UserFactory()
    for by in (mentee, stranger):
        for act in (services.accept, services.decline):
            with pytest.raises(PermissionDenied):
                act(request_made, by=by, answer=ANSWER)
    for by in (mentor.user, stranger):
        with pytest.raises(PermissionDenied):
            services.withdraw(request_made, by=by)
    with pytest.raises(PermissionDenied):
        services.end(request_made, by=stranger)
    request_made.refresh_from_db()
    assert request_made.status == Status.REQUESTED


def test_history_and_messages_never_hold_the_words_of_the_pair_r10(request_made, mentor, mentee) -> None:
    services.accept(request_made, by=mentor.user, answer=ANSWER)
    services.end(request_made, by=mentee)
    events = Mentorship.events.rel.related_model.objects.values()  # type: ignore[attr-defined]  # made by pghistory
    kept = json.dumps([list(events), list(Context.objects.values()), list(Message.objects.values())], default=str)
    assert [event["status"] for event in events.order_by("pgh_id")] == ["requested", "active", "ended"]
    assert "Asked to be mentored" in kept
    assert HOPE not in kept
    assert ANSWER not in kept


def test_a_profile_is_made_once_and_changed_after(mentee) -> None:
    facts: dict[str, Any] = {
        "about": "Ten years a lead.",
        "topics": "",
        "region": "London",
        "capacity": 2,
        "accepting": True,
    }
    made = services.keep_profile(by=mentee, **facts)
    changed = services.keep_profile(by=mentee, **{**facts, "capacity": 4})
    assert (changed.pk, changed.capacity, changed.joined_on) == (made.pk, 4, made.joined_on)


@pytest.mark.django_db
def test_a_mentor_works_for_an_organisation_here() -> None:
    assert "Ask yours to add you" in refusal(services.keep_profile, by=UserFactory(), **OFFER)
    assert not MentorProfile.objects.exists()
