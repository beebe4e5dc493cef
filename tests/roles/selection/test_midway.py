"""What happens to a choice midway: a member leaves, an applicant withdraws, a service closes, all at once or not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import withdraw
from roles.posts.models import Post, PostStatus
from roles.selection import services
from roles.selection.models import PanelSeat, Score
from roles.selection.scores import progress_of
from tests.factories import PanelSeatFactory
from tests.roles.people_who_choose import give, make_choice, member
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice(db):
    return make_choice()


def points(choice, given):
    return {criterion.pk: (given, "Because") for criterion in choice.criteria}


def close(service, days=0):
    service.closed_on = timezone.localdate() + timedelta(days=days)
    service.save()


def test_who_is_taken_off_midway_leaves_scores_that_are_kept_and_do_not_count(choice):
    choice.score_all(5, 1)
    gone, stays = choice.seats
    services.remove_member(gone, by=choice.recruiter, reason="On long leave")
    assert Score.objects.filter(seat=gone).count() == 4
    assert progress_of(choice.post).totals[choice.applications[0].reference] == [10]
    with pytest.raises(Refused, match="complete scores from at least 2"):
        choice.lock()
    instead = PanelSeatFactory(
        post=choice.post, user=member(choice.post.organisation, Role.PANEL_MEMBER), declared_at=timezone.now()
    )
    for application in choice.applications:
        give(instead, application, 3)
    choice.lock()
    assert stays in PanelSeat.objects.sitting()


def test_who_was_taken_off_scores_no_more_and_reads_why_not(choice, client):
    gone = choice.seats[0]
    give(gone, choice.applications[0], 5)
    services.remove_member(gone, by=choice.recruiter, reason="On long leave")
    with pytest.raises(Refused, match="You were taken off this panel"):
        services.save_scores(gone, choice.applications[0], points(choice, 3), by=gone.user)
    client.force_login(gone.user)
    assert client.get(reverse("panel:scoring", args=[choice.post.pk])).status_code == 404


def test_who_is_asked_again_declares_again_and_their_scores_count_again(choice):
    choice.score_all(5, 1)
    gone = choice.seats[0]
    services.remove_member(gone, by=choice.recruiter, reason="A slip")
    back = services.add_member(choice.post, gone.user.email, by=choice.recruiter)
    told = [message.subject.split(" panel")[0] for message in gone.user.messages_to.order_by("pk")]
    assert told == ["You are no longer on the", "You are on the"]
    assert (back.pk, back.declared_at) == (gone.pk, None)
    assert progress_of(choice.post).totals[choice.applications[0].reference] == [10, 10]


def test_the_page_asks_why_someone_who_scored_leaves(choice, client):
    give(choice.seats[0], choice.applications[0], 5)
    client.force_login(choice.recruiter)
    address = reverse("panel:remove", args=[choice.post.pk, choice.seats[0].pk])
    assert "They have given scores" in client.get(address).content.decode()
    assert "Say why they leave" in client.post(address).content.decode()
    done = client.post(address, {"reason": "On long leave"}, follow=True).content.decode()
    assert "was taken off the panel on" in done
    assert "On long leave" in done


def test_scores_of_a_withdrawn_application_are_refused_and_what_was_typed_is_kept(choice, client):
    application, seat = choice.applications[0], choice.seats[0]
    client.force_login(seat.user)
    address = reverse("panel:score", args=[choice.post.pk, application.reference])
    assert client.get(address).status_code == 200
    withdraw(application, by=application.applicant)
    with pytest.raises(Refused, match="no longer in the running"):
        services.save_scores(seat, application, points(choice, 3), by=seat.user)
    pk = choice.criteria[0].pk
    late = client.post(address, {f"points_{pk}": "3", f"note_{pk}": "Typed meanwhile"})
    assert late.status_code == 200
    assert "no longer in the running" in late.content.decode()
    assert "Typed meanwhile" in late.content.decode()
    assert not Score.objects.exists()


def test_nobody_is_chosen_for_a_closed_service(choice):
    choice.score_all(5, 1)
    close(choice.post.service, days=1)
    service = choice.post.service.name
    close(choice.post.service)
    with pytest.raises(Refused, match=f"{service} closed on .* so nobody can be chosen for it. Withdraw the post"):
        choice.lock()
    assert not Post.objects.get().shortlist_locked_at


def test_a_withdrawn_post_is_neither_scored_nor_locked(choice):
    choice.score_all(5, 1)
    Post.objects.update(status=PostStatus.WITHDRAWN)
    seat = choice.seats[0]
    with pytest.raises(Refused, match="post was withdrawn"):
        services.save_scores(seat, choice.applications[0], points(choice, 3), by=seat.user)
    with pytest.raises(Refused, match="post was withdrawn"):
        choice.lock()


@pytest.mark.django_db(transaction=True)
def test_a_member_who_is_removed_while_they_score_leaves_nothing_that_counts():
    choice = make_choice()
    choice.score_all(5, 1)
    seat = choice.seats[0]
    together(
        lambda: services.remove_member(seat, by=choice.recruiter, reason="On leave"),
        lambda: services.save_scores(seat, choice.applications[0], points(choice, 0), by=seat.user),
    )
    assert PanelSeat.objects.get(pk=seat.pk).removed_at
    assert progress_of(choice.post).totals[choice.applications[0].reference] == [10]


@pytest.mark.django_db(transaction=True)
def test_an_applicant_who_withdraws_while_the_list_is_locked_is_on_it_or_gone_never_both():
    choice = make_choice()
    choice.score_all(5, 4)
    goes = choice.applications[0]
    answers = together(lambda: withdraw(goes, by=goes.applicant), lambda: choice.lock(places=1))
    goes.refresh_from_db()
    assert goes.status == ApplicationStatus.WITHDRAWN
    told = goes.applicant.messages_to.filter(subject__startswith="You are shortlisted").count()
    assert told == Application.objects.filter(pk=goes.pk, events__status="shortlisted").count()
    assert not [answer for answer in answers if isinstance(answer, Exception)]


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_while_it_is_scored_leaves_no_score_or_a_whole_one():
    choice = make_choice()
    goes, seat = choice.applications[0], choice.seats[0]
    scored = together(
        lambda: withdraw(goes, by=goes.applicant),
        lambda: services.save_scores(seat, goes, points(choice, 3), by=seat.user),
    )[1]
    assert Score.objects.count() == (0 if isinstance(scored, Refused) else 2)
    assert scored is None or "no longer in the running" in scored.sentence
    assert goes.reference not in progress_of(choice.post).totals
