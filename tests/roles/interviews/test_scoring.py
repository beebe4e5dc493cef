"""Questions and answers: the same for all, each member apart, then a decision with its reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.refusals import Refused
from roles.interviews import scoring, services
from roles.interviews.models import InterviewScore, Slot
from roles.selection.models import Interest
from tests.roles.interviews.meeting import asked, locked, questions
from tests.roles.people_who_choose import make_choice

pytestmark = pytest.mark.django_db


def give(choice, who, points, application=None):
    seat = choice.seats[who]
    given = {question.pk: (points, "Heard it") for question in choice.post.questions.all()}
    scoring.save_answers(seat, application or choice.applications[0], given, by=seat.user)


def decide(choice, **said):
    return scoring.decide(
        choice.applications[0],
        by=choice.recruiter,
        **{"verdict": "appointable", "rank": 1, "reason": "The panel agreed", **said},
    )


def test_a_question_is_tied_to_a_criterion_of_the_post():
    choice, other = make_choice(), make_choice()
    with pytest.raises(Refused, match="criterion of this post"):
        services.add_question(choice.post, by=choice.recruiter, criterion=other.criteria[0].pk, text="What?")
    assert questions(choice, 1) == questions(choice, 1)


def test_questions_stay_once_the_first_answer_is_scored():
    choice = locked()
    first, second = questions(choice)
    services.remove_question(second, by=choice.recruiter)
    give(choice, 0, 4)
    with pytest.raises(Refused, match="The first answer was scored on"):
        services.remove_question(first, by=choice.recruiter)
    with pytest.raises(Refused, match="The first answer was scored on"):
        services.add_question(choice.post, by=choice.recruiter, criterion=choice.criteria[1].pk, text="And?")


@pytest.mark.parametrize("points", [-1, 6])
def test_points_are_0_to_5(points):
    choice = locked()
    questions(choice)
    with pytest.raises(Refused, match="0 to 5"):
        give(choice, 0, points)
    assert not InterviewScore.objects.exists()


def test_answers_are_scored_from_the_interview_on():
    choice, (first, _) = asked()
    questions(choice)
    application = choice.applications[0]
    services.pick(application, first, by=application.applicant)
    with pytest.raises(Refused, match="Answers are scored from then"):
        give(choice, 0, 4)
    Slot.objects.filter(pk=first.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    give(choice, 0, 4)


def test_who_is_not_shortlisted_is_not_scored():
    choice = locked(2, 1)
    questions(choice)
    with pytest.raises(Refused, match="not shortlisted"):
        give(choice, 0, 4, choice.applications[1])


def test_a_member_left_out_of_an_application_does_not_score_its_interview():
    choice = locked()
    questions(choice)
    Interest.objects.create(
        seat=choice.seats[0],
        application=choice.applications[0],
        kind="close",
        outcome="out",
        reason="Family",
        settled_at=timezone.now(),
        settled_by=choice.recruiter,
    )
    with pytest.raises(Refused, match="left out of this application"):
        give(choice, 0, 4)
    give(choice, 0, 4, choice.applications[1])
    assert scoring.given(choice.post).state(choice.applications[0].pk, choice.seats[0].pk) == "Left out of it"


def test_nobody_scores_on_anothers_seat():
    choice = locked()
    first = questions(choice)[0]
    with pytest.raises(PermissionDenied):
        scoring.save_answers(choice.seats[1], choice.applications[0], {first.pk: (3, "")}, by=choice.seats[0].user)


def test_the_decision_waits_for_two_whole_scores_and_ends_scoring():
    choice = locked()
    questions(choice)
    give(choice, 0, 5)
    with pytest.raises(Refused, match="so far 1 member has"):
        decide(choice)
    give(choice, 1, 4)
    assert scoring.given(choice.post).mean(choice.applications[0].pk) == 9
    assert decide(choice).rank == 1
    with pytest.raises(Refused, match="decision is recorded already"):
        give(choice, 1, 0)


def test_without_questions_the_decision_waits_for_nobody():
    assert decide(locked(), verdict="not_appointable", rank=None).rank is None


def test_only_a_recruiter_of_the_choice_decides():
    choice, other = locked(), locked()
    with pytest.raises(PermissionDenied):
        scoring.decide(choice.applications[0], by=other.recruiter, verdict="reserve", rank=1, reason="Mine")
    with pytest.raises(PermissionDenied):
        scoring.decide(choice.applications[0], by=choice.seats[0].user, verdict="reserve", rank=1, reason="Mine")
