"""The panel, its scores, the lock."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.models import Role
from people.refusals import Refused
from reminders.models import Message
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import withdraw
from roles.posts.models import Post
from roles.selection import services
from roles.selection.models import PanelSeat, Score
from roles.selection.scores import progress_of
from tests.factories import MembershipFactory, UserFactory
from tests.roles.people_who_choose import clinician, draft, give, make_choice, member
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice(db):
    return make_choice()


def points(choice, given):
    return {criterion.pk: (given, "Because") for criterion in choice.criteria}


def test_a_recruiter_adds_a_panel_member_who_is_told_once(choice):
    carol = member(choice.post.organisation, Role.PANEL_MEMBER)
    seat = services.add_member(choice.post, f" {carol.email.upper()} ", by=choice.recruiter)
    assert services.add_member(choice.post, carol.email, by=choice.recruiter) == seat
    assert Message.objects.filter(user=carol).count() == 1


def test_who_cannot_sit_gets_one_sentence_that_does_not_tell_who_applied(choice):
    applicant = choice.applications[0].applicant
    MembershipFactory(user=applicant, organisation=choice.post.organisation, role=Role.PANEL_MEMBER)
    sentences = set()
    for email in (applicant.email, UserFactory().email, "nobody@tests.example"):
        with pytest.raises(Refused) as refused:
            services.add_member(choice.post, email, by=choice.recruiter)
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1


def test_someone_with_a_draft_cannot_sit_either(choice):
    anna = clinician()
    MembershipFactory(user=anna, organisation=choice.post.organisation, role=Role.PANEL_MEMBER)
    draft(choice.post, anna)
    with pytest.raises(Refused):
        services.add_member(choice.post, anna.email, by=choice.recruiter)


def test_a_recruiter_does_not_score_their_own_choice(choice):
    MembershipFactory(user=choice.recruiter, organisation=choice.post.organisation, role=Role.PANEL_MEMBER)
    with pytest.raises(Refused, match="You run this choice"):
        services.add_member(choice.post, choice.recruiter.email, by=choice.recruiter)


def test_a_recruiter_who_applied_runs_nothing(choice):
    anna = clinician()
    MembershipFactory(user=anna, organisation=choice.post.organisation, role=Role.RECRUITER)
    draft(choice.post, anna)
    with pytest.raises(PermissionDenied):
        services.add_member(choice.post, "x@tests.example", by=anna)


def test_a_recruiter_elsewhere_runs_nothing_here(choice):
    other = make_choice().recruiter
    with pytest.raises(PermissionDenied):
        services.lock_shortlist(choice.post, by=other, places=1)


def test_a_member_leaves_the_panel_at_once_until_they_have_scored(choice):
    first, second = choice.seats
    services.remove_member(first, by=choice.recruiter)
    services.remove_member(first, by=choice.recruiter)
    give(second, choice.applications[0], 3)
    with pytest.raises(Refused, match=r"has given scores\. Say why they leave"):
        services.remove_member(second, by=choice.recruiter)
    assert list(PanelSeat.objects.sitting()) == [second]


def test_scoring_waits_for_the_declaration(choice):
    seat = choice.seats[0]
    PanelSeat.objects.update(declared_at=None)
    seat.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.save_scores(seat, choice.applications[0], points(choice, 3), by=seat.user)
    seat = services.declare(seat, "", by=seat.user)
    services.save_scores(seat, choice.applications[0], points(choice, 3), by=seat.user)
    assert Score.objects.count() == 2


def test_scoring_waits_for_the_closing_day():
    choice = make_choice(closes_at=timezone.now() + timedelta(days=1))
    seat = choice.seats[0]
    with pytest.raises(Refused, match="Scoring starts when applications close"):
        services.save_scores(seat, choice.applications[0], points(choice, 3), by=seat.user)


def test_a_member_changes_their_points_until_the_lock(choice):
    seat, application = choice.seats[0], choice.applications[0]
    services.save_scores(seat, application, points(choice, 1), by=seat.user)
    services.save_scores(seat, application, points(choice, 5), by=seat.user)
    assert set(Score.objects.values_list("points", flat=True)) == {5}
    choice.seats[0].scores.all().delete()
    choice.score_all(3, 4)
    choice.lock()
    with pytest.raises(Refused, match="locked while you were scoring"):
        services.save_scores(seat, application, points(choice, 0), by=seat.user)


@pytest.mark.parametrize("given", [-1, 6, 99])
def test_points_are_0_to_5(choice, given):
    seat = choice.seats[0]
    with pytest.raises(Refused, match="0 to 5"):
        services.save_scores(seat, choice.applications[0], points(choice, given), by=seat.user)


def test_nobody_scores_on_anothers_seat_or_another_posts_application(choice):
    mine, theirs = choice.seats
    with pytest.raises(PermissionDenied):
        services.save_scores(theirs, choice.applications[0], points(choice, 3), by=mine.user)
    other = make_choice()
    with pytest.raises(PermissionDenied):
        services.save_scores(mine, other.applications[0], points(choice, 3), by=mine.user)


def test_a_member_who_left_the_organisations_panels_scores_no_more(choice):
    seat = choice.seats[0]
    seat.user.memberships.all().delete()
    with pytest.raises(PermissionDenied):
        services.save_scores(seat, choice.applications[0], points(choice, 3), by=seat.user)


def test_a_part_of_the_criteria_is_no_complete_score(choice):
    for seat in choice.seats:
        for application in choice.applications:
            Score.objects.create(seat=seat, application=application, criterion=choice.criteria[0], points=3)
    assert progress_of(choice.post).state(choice.applications[0].reference, choice.seats[0].pk) == "1 of 2"
    with pytest.raises(Refused, match="complete scores from at least 2"):
        choice.lock()


def test_weights_count_in_the_ranking(choice):
    heavy = choice.criteria[0]
    heavy.weight = 3
    heavy.save()
    choice.score_all(2, 1)
    assert [float(ranked.points) for ranked in progress_of(choice.post).ranking()] == [8.0, 4.0]


def test_the_lock_shortlists_tells_each_once_and_records_who_and_when(choice):
    choice.score_all(5, 1)
    post = choice.lock()
    best, other = choice.applications
    best.refresh_from_db()
    other.refresh_from_db()
    assert (best.status, other.status) == (ApplicationStatus.SHORTLISTED, ApplicationStatus.NOT_SHORTLISTED)
    assert post.shortlist_locked_by == choice.recruiter
    assert abs(post.shortlist_locked_at - timezone.now()) < timedelta(minutes=1)
    assert [m.subject.split(":")[0] for m in best.applicant.messages_to.all()] == ["You are shortlisted"]
    assert [m.subject.split(":")[0] for m in other.applicant.messages_to.all()] == ["You were not shortlisted"]


def test_the_lock_waits_for_the_closing_day():
    choice = make_choice(closes_at=timezone.now() + timedelta(days=1))
    choice.score_all(5, 1)
    with pytest.raises(Refused, match="Applications are open until"):
        choice.lock()
    assert not Post.objects.get(pk=choice.post.pk).shortlist_locked_at


def test_a_list_that_changed_under_the_recruiters_eyes_is_not_locked(choice):
    choice.score_all(5, 1)
    with pytest.raises(Refused, match="scores changed"):
        services.lock_shortlist(choice.post, by=choice.recruiter, places=1, expected={choice.applications[1].reference})
    assert not Message.objects.exists()


def test_an_application_withdrawn_before_the_lock_needs_no_scores(choice):
    stays, goes = choice.applications
    for seat in choice.seats:
        give(seat, stays, 4)
    withdraw(goes, by=goes.applicant)
    choice.lock()
    goes.refresh_from_db()
    assert goes.status == ApplicationStatus.WITHDRAWN
    assert not goes.applicant.messages_to.exists()


def test_nothing_is_added_or_declared_after_the_lock(choice):
    choice.score_all(5, 1)
    choice.lock()
    seat = choice.seats[0]
    with pytest.raises(Refused, match="locked this shortlist on"):
        services.add_member(choice.post, "x@tests.example", by=choice.recruiter)
    with pytest.raises(Refused, match="locked this shortlist on"):
        services.declare(seat, "Late", by=seat.user)


@pytest.mark.django_db(transaction=True)
def test_two_recruiters_who_lock_at_once_make_one_lock_and_one_reads_whose():
    choice = make_choice()
    choice.score_all(5, 1)
    second = member(choice.post.organisation, Role.RECRUITER)
    answers = together(
        lambda: services.lock_shortlist(choice.post, by=choice.recruiter, places=1),
        lambda: services.lock_shortlist(choice.post, by=second, places=2),
    )
    won = [answer for answer in answers if isinstance(answer, Post)]
    lost = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(won), len(lost)) == (1, 1)
    post = Post.objects.get()
    assert str(post.shortlist_locked_by) in lost[0].sentence
    assert Message.objects.filter(kind="application").count() == 2
    expected = 1 if post.shortlist_locked_by == choice.recruiter else 2
    assert Application.objects.filter(status=ApplicationStatus.SHORTLISTED).count() == expected
