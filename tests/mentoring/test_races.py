"""Two browsers at once, each with a connection of its own to the real database."""

import pytest

from mentoring.models import Mentorship
from mentoring.services import accept, ask, end, withdraw
from people.refusals import Refused
from reminders.models import Message
from tests.mentoring.conftest import ANSWER, HOPE, make_mentee, make_mentor
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
Status = Mentorship.Status


def test_two_requests_accepted_at_once_fill_one_place_and_the_other_reads_why_r9() -> None:
    mentor = make_mentor(capacity=1)
    requests = [ask(mentor, by=make_mentee(name), message=HOPE) for name in ("One", "Two")]
    results = together(*[lambda r=r: accept(r, by=mentor.user, answer=ANSWER) for r in requests])
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 1
    assert "You have 1 mentee and offer 1 at once" in refused[0].sentence
    assert sorted(Mentorship.objects.values_list("status", flat=True)) == [Status.ACTIVE, Status.REQUESTED]
    assert Message.objects.filter(key__endswith=":accepted").count() == 1


def test_three_places_are_never_overbooked_by_six_at_once_r9() -> None:
    mentor = make_mentor(capacity=3)
    requests = [ask(mentor, by=make_mentee(f"Person {n}"), message=HOPE) for n in range(6)]
    results = together(*[lambda r=r: accept(r, by=mentor.user, answer=ANSWER) for r in requests])
    assert sum(isinstance(result, Refused) for result in results) == 3
    assert Mentorship.objects.filter(status=Status.ACTIVE).count() == 3


def test_asking_from_two_windows_at_once_leaves_one_request_and_a_sentence() -> None:
    mentor, mentee = make_mentor(), make_mentee()
    results = together(*[lambda: ask(mentor, by=mentee, message=HOPE)] * 2)
    refused = [result for result in results if isinstance(result, Refused)]
    assert [result for result in results if not isinstance(result, Refused | Mentorship)] == []
    assert len(refused) == 1
    assert "asked Maya Mentor already" in refused[0].sentence
    assert Mentorship.objects.count() == 1


def test_withdrawing_while_the_mentor_accepts_ends_in_one_of_the_two() -> None:
    mentor, mentee = make_mentor(), make_mentee()
    made = ask(mentor, by=mentee, message=HOPE)
    results = together(lambda: accept(made, by=mentor.user, answer=ANSWER), lambda: withdraw(made, by=mentee))
    assert sum(isinstance(result, Refused) for result in results) == 1
    made.refresh_from_db()
    winner = Status.WITHDRAWN if isinstance(results[0], Refused) else Status.ACTIVE
    assert made.status == winner


def test_both_of_the_pair_ending_it_at_once_is_one_end_and_one_message() -> None:
    mentor, mentee = make_mentor(), make_mentee()
    pair = accept(ask(mentor, by=mentee, message=HOPE), by=mentor.user, answer=ANSWER)
    results = together(lambda: end(pair, by=mentor.user), lambda: end(pair, by=mentee))
    assert all(isinstance(result, Mentorship) for result in results)
    assert Message.objects.filter(key__endswith=":ended").count() == 1
