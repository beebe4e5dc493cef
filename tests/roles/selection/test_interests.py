"""R11: what ties a panel member to an applicant is declared, settled by the recruiter, and tells nobody who applied."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from mentoring.models import Mentorship, MentorshipStatus
from people.models import Role
from people.refusals import Refused
from roles.selection import interests, services
from roles.selection.models import Interest, InterestKind, PanelSeat
from roles.selection.scores import progress_of
from roles.selection.ties import ties
from tests.factories import MentorProfileFactory, PanelSeatFactory, UserFactory
from tests.roles.people_who_choose import clinician, give, make_choice, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice(db):
    return make_choice()


def mentorship(mentor, mentee, **fields):
    profile = getattr(mentor, "mentor_profile", None) or MentorProfileFactory(user=mentor)
    return Mentorship.objects.create(
        mentor=profile, mentee=mentee, **{"status": MentorshipStatus.ACTIVE, "message": "Please", **fields}
    )


def points(choice, given):
    return {criterion.pk: (given, "Because") for criterion in choice.criteria}


def third(choice):
    seat = PanelSeatFactory(
        post=choice.post, user=member(choice.post.organisation, Role.PANEL_MEMBER), declared_at=timezone.now()
    )
    choice.seats.append(seat)
    return seat


def test_who_mentors_declares_it_whoever_the_mentee_is(choice):
    seat = choice.seats[0]
    mentorship(seat.user, clinician())
    with pytest.raises(PermissionDenied):
        services.save_scores(seat, choice.applications[0], points(choice, 3), by=seat.user)
    with pytest.raises(Refused, match="You are part of a mentorship"):
        services.declare(seat, "", by=seat.user)
    services.declare(seat, "", by=seat.user, mentoring=True)
    services.save_scores(seat, choice.applications[0], points(choice, 3), by=seat.user)
    assert not progress_of(choice.post).unsettled


@pytest.mark.parametrize("mentors", [True, False])
def test_scores_of_an_applicants_mentor_or_mentee_do_not_count_and_the_lock_waits(choice, mentors):
    seat, other, spare = choice.seats[0], choice.seats[1], third(choice)
    applicant = choice.applications[0].applicant
    mentorship(*((seat.user, applicant) if mentors else (applicant, seat.user)))
    choice.score_all(5, 1)
    assert progress_of(choice.post).totals[choice.applications[0].reference] == [10, 10]
    with pytest.raises(Refused, match="say what becomes of 1 link between a panel member and an applicant"):
        choice.lock()
    interests.settle(seat, choice.applications[0], by=choice.recruiter, outcome="out", reason="A link on record")
    assert choice.lock().shortlist_locked_at
    assert {other, spare} <= set(choice.seats)


def test_a_link_leaves_too_few_scores_until_a_third_member_has_scored(choice):
    seat = choice.seats[0]
    mentorship(seat.user, choice.applications[0].applicant)
    choice.score_all(5, 1)
    interests.settle(seat, choice.applications[0], by=choice.recruiter, outcome="out", reason="A link on record")
    with pytest.raises(Refused, match=f"Still short of that: {choice.applications[0].reference}"):
        choice.lock()
    give(third(choice), choice.applications[0], 5)
    choice.lock()


def test_they_count_when_the_recruiter_says_so_but_never_undeclared(choice):
    seat = choice.seats[0]
    mentorship(seat.user, choice.applications[0].applicant)
    choice.score_all(5, 1)
    with pytest.raises(Refused, match="has not declared it yet"):
        interests.settle(seat, choice.applications[0], by=choice.recruiter, outcome="counts", reason="Long ago")
    services.declare(seat, "", by=seat.user, mentoring=True)
    interests.settle(seat, choice.applications[0], by=choice.recruiter, outcome="counts", reason="Long ago")
    choice.lock()


def test_a_mentorship_that_ended_long_ago_or_was_only_asked_for_is_no_link(choice):
    seat, applicant = choice.seats[0], choice.applications[0].applicant
    long_ago = timezone.now() - timedelta(days=400)
    mentorship(seat.user, applicant, status=MentorshipStatus.ENDED, ended_at=long_ago)
    mentorship(seat.user, applicant, status=MentorshipStatus.REQUESTED)
    assert not progress_of(choice.post).links


def test_a_link_that_comes_after_the_lock_changes_no_ranking(choice):
    choice.score_all(5, 1)
    choice.lock()
    before = progress_of(choice.post).ranking()
    mentorship(choice.seats[0].user, choice.applications[0].applicant)
    assert progress_of(choice.post).ranking() == before


def pages_of(client, choice, seat):
    client.force_login(seat.user)
    texts = []
    for application in choice.applications:
        addresses = [
            reverse("panel:list"),
            reverse("panel:declare", args=[choice.post.pk]),
            reverse("panel:scoring", args=[choice.post.pk]),
            reverse("panel:score", args=[choice.post.pk, application.reference]),
            reverse("panel:interest", args=[choice.post.pk, application.reference]),
            reverse("panel:settle", args=[choice.post.pk, seat.pk, application.reference]),
        ]
        answers = [client.get(address) for address in addresses]
        texts += [re.sub(r'(csrf\w+" value=)"\w+"', r"\1", each.content.decode()) for each in answers]
    return texts


@pytest.mark.parametrize("settled", [False, True])
def test_a_members_pages_are_the_same_with_and_without_a_link(choice, client, settled):
    seat = choice.seats[0]
    mentorship(seat.user, clinician())
    services.declare(seat, "", by=seat.user, mentoring=True)
    choice.score_all(5, 1)
    before = pages_of(client, choice, seat)
    mentorship(seat.user, choice.applications[0].applicant)
    if settled:
        interests.settle(seat, choice.applications[0], by=choice.recruiter, outcome="out", reason="A link on record")
    assert pages_of(client, choice, seat) == before
    services.save_scores(seat, choice.applications[0], points(choice, 4), by=seat.user)


def test_the_recruiter_reads_that_a_member_has_a_link_and_not_with_whom(choice, client):
    seat, application = choice.seats[0], choice.applications[0]
    mentorship(seat.user, application.applicant)
    client.force_login(choice.recruiter)
    shown = client.get(reverse("panel:post", args=[choice.post.pk])).content.decode()
    assert "A link with the applicant is on record" in shown
    assert "mentor" not in " ".join(tie.words for tie in ties(progress_of(choice.post), choice.seats)).lower()
    address = reverse("panel:settle", args=[choice.post.pk, seat.pk, application.reference])
    page = client.get(address).content.decode()
    assert application.applicant.name not in shown + page
    assert "Select whether their scores count" in client.post(address).content.decode()
    saved = client.post(address, {"outcome": "out", "reason": "They are linked"}, follow=True).content.decode()
    assert "Left out of it: They are linked" in saved


def test_a_member_declares_an_interest_in_one_application_and_is_left_out_of_it(choice, client):
    seat, application = choice.seats[0], choice.applications[0]
    client.force_login(seat.user)
    address = reverse("panel:interest", args=[choice.post.pk, application.reference])
    assert "Select what ties you" in client.post(address).content.decode()
    said = client.post(address, {"kind": "close"}, follow=True).content.decode()
    assert "Interest declared" in said
    with pytest.raises(Refused, match="You declared an interest"):
        services.save_scores(seat, application, points(choice, 3), by=seat.user)
    interests.settle(seat, application, by=choice.recruiter, outcome="out", reason="Family")
    assert "Left out of it" in client.get(reverse("panel:scoring", args=[choice.post.pk])).content.decode()


def test_an_interest_declared_after_scoring_takes_the_scores_out_of_the_count(choice):
    seat, application = choice.seats[0], choice.applications[0]
    choice.score_all(5, 1)
    interests.declare_interest(seat, application, InterestKind.RECOGNISED, by=seat.user)
    with pytest.raises(Refused, match="1 link"):
        choice.lock()
    interests.settle(seat, application, by=choice.recruiter, outcome="counts", reason="Only a guess")
    choice.lock()


def test_declaring_once_more_in_another_way_asks_the_recruiter_again(choice):
    seat, application = choice.seats[0], choice.applications[0]
    interests.declare_interest(seat, application, InterestKind.RECOGNISED, by=seat.user)
    interests.settle(seat, application, by=choice.recruiter, outcome="counts", reason="Only a guess")
    interests.declare_interest(seat, application, InterestKind.CLOSE, by=seat.user)
    assert Interest.objects.get().outcome == ""


def test_nobody_declares_for_another_or_settles_what_is_not_there(choice):
    mine, theirs = choice.seats
    with pytest.raises(PermissionDenied):
        interests.declare_interest(theirs, choice.applications[0], InterestKind.CLOSE, by=mine.user)
    with pytest.raises(PermissionDenied):
        interests.settle(mine, choice.applications[0], by=mine.user, outcome="counts", reason="Mine")
    with pytest.raises(Refused, match="nothing to settle"):
        interests.settle(mine, choice.applications[0], by=choice.recruiter, outcome="out", reason="Why not")
    with pytest.raises(Refused, match="Say what ties you"):
        interests.declare_interest(mine, choice.applications[0], InterestKind.FOUND, by=mine.user)


def test_a_user_without_mentorships_declares_as_before(choice):
    seat = PanelSeat.objects.get(pk=choice.seats[1].pk)
    mentorship(UserFactory(), UserFactory())
    assert services.declare(seat, "", by=seat.user).declared_mentoring is False
