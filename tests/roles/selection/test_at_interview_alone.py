"""A criterion judged only at the interview is neither written against nor scored before; who withdraws is told of."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from reminders.models import Message
from roles.applications.services import problems_of, withdraw
from roles.authoring.rules import missing
from roles.posts.models import AssessedBy
from roles.selection import services
from roles.selection.scores import progress_of
from tests.factories import CriterionFactory, PostFactory
from tests.roles.people_who_choose import clinician, make_choice

pytestmark = pytest.mark.django_db


def with_interview_criterion():
    choice = make_choice()
    return choice, CriterionFactory(post=choice.post, position=9, text="Calm", assessed_by=AssessedBy.INTERVIEW)


def test_scoring_is_complete_without_it():
    choice, _ = with_interview_criterion()
    choice.score_all(5, 4)
    assert progress_of(choice.post).problem == ""
    choice.lock(places=1)


def test_it_is_not_scored_before_the_interview():
    choice, calm = with_interview_criterion()
    seat = choice.seats[0]
    with pytest.raises(PermissionDenied):
        services.save_scores(seat, choice.applications[0], {calm.pk: (5, "")}, by=seat.user)
    assert not progress_of(choice.post).given


def test_applicants_are_told_of_it_and_not_asked(client):
    post = PostFactory()
    CriterionFactory(post=post, position=1, text="Leads")
    calm = CriterionFactory(post=post, position=2, text="Calm", assessed_by=AssessedBy.INTERVIEW)
    person = clinician()
    client.force_login(person)
    start = client.get(reverse("applications:start", args=[post.pk])).content.decode()
    assert "against this criterion" in start
    assert "Only judged at the interview, so nothing to write: Calm." in start
    client.post(reverse("applications:start", args=[post.pk]))
    mine = person.applications.get()
    assert calm.pk not in problems_of(mine)
    assert client.get(reverse("applications:statement", args=[mine.reference, calm.pk])).status_code == 404


def test_a_post_judged_by_interviews_alone_is_not_published():
    post = PostFactory()
    said = [each.sentence for each in missing(post, [AssessedBy.INTERVIEW], timezone.localdate())]
    assert any("Let the application judge at least one criterion" in sentence for sentence in said)


def withdrawal(choice):
    return [m for m in Message.objects.filter(user=choice.recruiter) if m.subject.startswith("An applicant withdrew")]


def test_recruiters_are_told_once_of_who_withdraws_without_a_name_before_the_lock():
    choice = make_choice()
    application = choice.applications[0]
    for _ in range(2):
        withdraw(application, by=application.applicant)
    [told] = withdrawal(choice)
    assert application.reference in told.text
    assert str(application.applicant) not in told.text + told.subject


def test_after_the_lock_the_letter_names_them():
    choice = make_choice()
    choice.score_all(5, 4)
    choice.lock(places=1)
    application = choice.applications[0]
    application.refresh_from_db()
    withdraw(application, by=application.applicant)
    assert str(application.applicant) in withdrawal(choice)[0].text


def test_a_draft_that_is_withdrawn_concerns_nobody():
    choice = make_choice()
    application = choice.applications[0]
    type(application).objects.filter(pk=application.pk).update(status="draft", submitted_at=None)
    application.refresh_from_db()
    withdraw(application, by=application.applicant)
    assert withdrawal(choice) == []
