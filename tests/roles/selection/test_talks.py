"""Members far apart on a criterion talk before the lock; nobody reads others' points before giving their own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from people.refusals import Refused
from reminders.models import Message
from roles.selection import services, talks
from roles.selection.models import Score, Talk
from roles.selection.settings import TALK_BEYOND_POINTS
from tests.factories import PanelSeatFactory, set_here
from tests.roles.people_who_choose import give, make_choice, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice(db):
    """One criterion and one application, which the first member gave 5."""
    choice = make_choice(applicants=1, criteria=1)
    score(choice, 0, 5)
    return choice


def score(choice, who, points, **more):
    seat = choice.seats[who]
    given = {criterion.pk: (points, f"Note of {seat.pk}") for criterion in choice.criteria}
    services.save_scores(seat, choice.applications[0], given, by=seat.user, **more)


def settle(choice, by=None, **said):
    return talks.settle_talk(
        Talk.objects.get(), by=by or choice.recruiter, **{"outcome": "held", "reason": "We talked", **said}
    )


@pytest.mark.parametrize(("second", "asked"), [(5, False), (3, False), (2, True), (0, True)])
def test_more_than_two_points_apart_ask_for_a_talk(choice, second, asked):
    score(choice, 1, second)
    assert Talk.objects.exists() is asked


def test_the_organisation_sets_from_where_on(choice):
    set_here(choice.post.organisation, TALK_BEYOND_POINTS, 4)
    score(choice, 1, 1)
    assert not Talk.objects.exists()
    score(choice, 1, 0)
    assert Talk.objects.exists()


def test_a_score_that_is_not_whole_asks_for_no_talk_and_shows_none():
    choice = make_choice(applicants=1, criteria=2)
    score(choice, 0, 5)
    seat, one = choice.seats[1], choice.criteria[0]
    services.save_scores(seat, choice.applications[0], {one.pk: (0, "")}, by=seat.user)
    assert not Talk.objects.exists()


def test_both_are_told_once_and_the_lock_waits_until_it_is_recorded(choice):
    score(choice, 1, 0)
    score(choice, 1, 0)
    told = Message.objects.filter(subject__startswith="Talk about an application")
    assert {message.user for message in told} == {seat.user for seat in choice.seats}
    assert len(told) == 2
    with pytest.raises(Refused, match="record 1 talk"):
        choice.lock()
    settle(choice)
    choice.lock()


def test_a_change_of_points_after_it_needs_a_reason_and_keeps_it(choice):
    score(choice, 1, 0)
    with pytest.raises(Refused, match="Say why you change your points"):
        score(choice, 1, 4)
    score(choice, 1, 0)
    score(choice, 1, 4, reason="I had overlooked a line")
    assert Score.objects.get(seat=choice.seats[1]).revised_because == "I had overlooked a line"
    with pytest.raises(Refused, match="record 1 talk"):
        choice.lock()
    settle(choice, outcome="waived", reason="Settled by the change")
    choice.lock()


def test_the_recruiter_alone_says_that_none_is_needed(choice):
    score(choice, 1, 0)
    with pytest.raises(Refused, match="Only the recruiter"):
        settle(choice, by=choice.seats[0].user, outcome="waived")
    with pytest.raises(Refused, match="Say what came of the talk"):
        settle(choice, reason=" ")
    settle(choice, by=choice.seats[0].user)
    assert settle(choice).settled_by == choice.seats[0].user
    with pytest.raises(Refused, match="recorded this talk on"):
        settle(choice, reason="Another story")


def test_only_those_who_scored_it_whole_take_part(choice, client):
    score(choice, 1, 0)
    late = PanelSeatFactory(
        post=choice.post, user=member(choice.post.organisation, Role.PANEL_MEMBER), declared_at=timezone.now()
    )
    address = reverse("panel:talk", args=[choice.post.pk, Talk.objects.get().pk])
    client.force_login(late.user)
    assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        settle(choice, by=late.user)
    give(late, choice.applications[0], 3)
    page = client.get(address).content.decode()
    assert f"Note of {choice.seats[0].pk}" in page
    assert f"Note of {choice.seats[1].pk}" in page


def test_it_is_listed_to_the_recruiter_and_to_both(choice, client):
    score(choice, 1, 0)
    talk = Talk.objects.get()
    address = reverse("panel:talk", args=[choice.post.pk, talk.pk])
    for user, page in [
        (choice.recruiter, "panel:post"),
        (choice.seats[0].user, "panel:scoring"),
        (choice.seats[1].user, "panel:scoring"),
    ]:
        client.force_login(user)
        assert address in client.get(reverse(page, args=[choice.post.pk])).content.decode()
        assert "Record the talk" in client.get(address).content.decode()
    assert "Say what came of it" in client.post(address, {"outcome": "held"}).content.decode()
    done = client.post(address, {"outcome": "held", "reason": "We agree now"}, follow=True)
    assert "the talk is recorded" in done.content.decode()
    again = client.post(address, {"outcome": "held", "reason": "Typed late"}).content.decode()
    assert "recorded this talk on" in again
    assert "Typed late" in again


def test_changing_points_on_the_page_asks_why_and_keeps_what_was_typed(choice, client):
    score(choice, 1, 0)
    client.force_login(choice.seats[1].user)
    address = reverse("panel:score", args=[choice.post.pk, choice.applications[0].reference])
    pk = choice.criteria[0].pk
    asked = client.post(address, {f"points_{pk}": "4", f"note_{pk}": "Rather good"}).content.decode()
    assert "Say why you change your points" in asked
    assert "Rather good" in asked
    client.post(address, {f"points_{pk}": "4", f"note_{pk}": "Rather good", "reason": "Read again"})
    assert Score.objects.get(seat=choice.seats[1]).points == 4


def test_a_talk_goes_with_the_member_who_made_it_necessary(choice):
    score(choice, 1, 0)
    services.remove_member(choice.seats[1], by=choice.recruiter, reason="Ill")
    assert not Talk.objects.exists()
