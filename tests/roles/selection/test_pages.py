"""The pages of choosing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from roles.applications.models import ApplicationStatus
from roles.selection.models import Interest, Offer, PanelSeat, Score
from roles.selection.talks import refresh_talks
from tests.factories import PanelSeatFactory, PostFactory
from tests.roles.people_who_choose import give, make_choice, member, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice(db):
    return make_choice()


def said(response):
    return " ".join(response.content.decode().split())


def at(name, choice, *args):
    return reverse(f"panel:{name}", args=[choice.post.pk, *args])


def test_a_member_declares_first_and_then_meets_the_applications(choice, client):
    PanelSeat.objects.update(declared_at=None)
    client.force_login(choice.seats[0].user)
    reference = choice.applications[0].reference
    assert client.get(at("scoring", choice)).url == at("declare", choice)
    assert client.get(at("score", choice, reference)).url == at("declare", choice)
    assert "Say whether you have an interest" in said(client.post(at("declare", choice)))
    assert "Say what your interest is" in said(client.post(at("declare", choice), {"interest": "yes"}))
    told = client.post(at("declare", choice), {"interest": "yes", "declaration": "My cousin"}, follow=True)
    assert "You declared: My cousin" in said(told)
    assert f"Application {reference}" in said(told)


def test_a_member_scores_each_criterion_with_a_note(choice, client):
    seat, application = choice.seats[0], choice.applications[0]
    client.force_login(seat.user)
    one, two = choice.criteria
    address = at("score", choice, application.reference)
    part = client.post(address, {f"points_{one.pk}": "4", f"note_{one.pk}": "Clear"}, follow=True)
    assert "saved, 1 criterion left" in said(part)
    assert "1 of 2" in said(part)
    done = client.post(address, {f"points_{one.pk}": "4", f"points_{two.pk}": "0"}, follow=True)
    assert "every criterion is scored" in said(done)
    assert dict(Score.objects.filter(seat=seat).values_list("criterion_id", "points")) == {one.pk: 4, two.pk: 0}


@pytest.mark.parametrize("points", ["6", "-1", "x", "4.5"])
def test_wrong_points_get_a_sentence_and_keep_the_note(choice, client, points):
    client.force_login(choice.seats[0].user)
    one = choice.criteria[0]
    response = client.post(
        at("score", choice, choice.applications[0].reference),
        {f"points_{one.pk}": points, f"note_{one.pk}": "My own words"},
    )
    assert response.status_code == 200
    assert "There is a problem" in said(response)
    assert "My own words" in said(response)
    assert not Score.objects.exists()


def test_a_note_without_points_asks_for_points(choice, client):
    client.force_login(choice.seats[0].user)
    response = client.post(
        at("score", choice, choice.applications[0].reference), {f"note_{choice.criteria[0].pk}": "Good"}
    )
    assert "Give points to go with your note" in said(response)


def test_scores_sent_after_the_lock_are_refused_with_the_note_kept(choice, client):
    choice.score_all(5, 1)
    choice.lock()
    client.force_login(choice.seats[0].user)
    response = client.post(
        at("score", choice, choice.applications[0].reference),
        {f"points_{choice.criteria[0].pk}": "1", f"note_{choice.criteria[0].pk}": "Typed late"},
    )
    assert response.status_code == 200
    assert "locked while you were scoring" in said(response)
    assert "Typed late" in said(response)


def test_nobody_without_a_seat_reads_or_scores(choice, client):
    client.force_login(member(choice.post.organisation, Role.PANEL_MEMBER))
    reference = choice.applications[0].reference
    for name, args in [("scoring", []), ("declare", []), ("score", [reference]), ("application", [reference])]:
        assert client.get(at(name, choice, *args)).status_code == 404, name
    assert client.get(at("post", choice)).status_code == 404


def test_a_recruiter_adds_and_removes_members(choice, client):
    client.force_login(choice.recruiter)
    carol = member(choice.post.organisation, Role.PANEL_MEMBER)
    added = client.post(at("post", choice), {"email": carol.email}, follow=True)
    assert f"{carol} is on the panel" in said(added)
    wrong = client.post(at("post", choice), {"email": "nobody@tests.example"})
    assert "Nobody with this email address can sit" in said(wrong)
    assert "nobody@tests.example" in said(wrong)
    seat = PanelSeat.objects.get(user=carol)
    removed = client.post(at("remove", choice, seat.pk), follow=True)
    assert f"{carol} is no longer on the panel" in said(removed)


def test_a_seat_of_another_post_is_not_removed_from_here(choice, client):
    client.force_login(choice.recruiter)
    other = PanelSeatFactory(post=PostFactory(organisation=choice.post.organisation))
    assert client.post(at("remove", choice, other.pk)).status_code == 404


def test_a_recruiter_checks_the_cut_and_locks(choice, client):
    client.force_login(choice.recruiter)
    assert "Still short of that" in said(client.get(at("post", choice)))
    choice.score_all(5, 1)
    assert "Check the shortlist" in said(client.get(at("post", choice)))
    shown = said(client.get(at("lock", choice) + "?places=1"))
    assert "1 application is shortlisted, 1 is not" in shown
    best = choice.applications[0]
    locked = client.post(at("lock", choice), {"places": "1", "expected": best.reference}, follow=True)
    assert "The shortlist is locked" in said(locked)
    assert best.applicant.name in said(locked)


def test_the_cut_shows_no_ranking_while_scores_are_still_given(choice, client):
    give(choice.seats[0], choice.applications[0], 5)
    client.force_login(choice.recruiter)
    shown = said(client.get(at("lock", choice) + "?places=1"))
    assert "complete scores from at least 2" in shown
    assert "points:" not in shown


@pytest.mark.parametrize("places", ["", "-1", "many", "1.5", "9" * 30])
def test_a_wrong_cut_gets_a_sentence(choice, client, places):
    choice.score_all(5, 1)
    client.force_login(choice.recruiter)
    response = client.get(at("lock", choice), {"places": places})
    assert response.status_code == 200
    assert "There is a problem" in said(response)


def test_the_history_of_the_choice_says_who_locked_the_shortlist(choice, client):
    choice.score_all(5, 4)
    choice.lock()
    client.force_login(choice.recruiter)
    text = said(client.get(reverse("panel:post", args=[choice.post.pk])))
    assert "Shortlist locked by: from nothing to" in text


def test_locking_a_second_time_from_a_stale_page_says_who_did(choice, client):
    choice.score_all(5, 1)
    choice.lock()
    client.force_login(member(choice.post.organisation, Role.RECRUITER))
    stale = client.post(at("lock", choice), {"places": "2"})
    assert stale.status_code == 200
    assert f"{choice.recruiter} locked this shortlist on" in said(stale)


def test_an_offer_is_made_on_its_page_and_wrong_ones_say_why(choice, client):
    choice.score_all(5, 1)
    choice.lock()
    client.force_login(choice.recruiter)
    start, by = timezone.localdate() + timedelta(days=90), timezone.localdate() + timedelta(days=9)
    terms = {
        "allowance_gbp": "£8,000",
        "pas": "2",
        "starts_on-day": start.day,
        "starts_on-month": start.month,
        "starts_on-year": start.year,
        "answer_by-day": by.day,
        "answer_by-month": by.month,
        "answer_by-year": by.year,
    }
    address = at("offer", choice, choice.applications[0].reference)
    assert "Make the offer" in said(client.get(address))
    for wrong in ({"allowance_gbp": "9000"}, {"pas": "99"}, {"pas": ""}, {"starts_on-year": "2001"}):
        response = client.post(address, {**terms, **wrong})
        assert "There is a problem" in said(response), wrong
        assert not Offer.objects.exists()
    made = client.post(address, terms, follow=True)
    assert "The offer is made" in said(made)
    assert client.get(address).status_code == 302
    assert Offer.objects.get().application == choice.applications[0]


def test_not_appointing_asks_first(choice, client):
    choice.score_all(5, 1)
    choice.lock()
    client.force_login(choice.recruiter)
    address = at("turn_down", choice, choice.applications[0].reference)
    assert "You cannot undo this" in said(client.get(address))
    assert "told by email that they were not appointed" in said(client.post(address, follow=True))
    choice.applications[0].refresh_from_db()
    assert choice.applications[0].status == ApplicationStatus.REJECTED


def test_nothing_is_offered_before_the_lock(choice, client):
    client.force_login(choice.recruiter)
    reference = choice.applications[0].reference
    assert client.get(at("offer", choice, reference)).status_code == 404
    assert client.get(at("turn_down", choice, reference)).status_code == 404


def grow(choice, total):
    while len(choice.applications) < total:
        application = sent(choice.post)
        choice.applications.append(application)
        for seat in choice.seats:
            give(seat, application, 3)


@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize(("who", "most"), [("recruiter", 26), ("member", 20)])
def test_pages_ask_as_often_for_30_applications_as_for_3(client, who, most, locked, django_assert_max_num_queries):
    counts = []
    for total in (3, 30):
        choice = make_choice(applicants=0)
        grow(choice, total)
        if locked:
            choice.lock(places=total)
        client.force_login(choice.recruiter if who == "recruiter" else choice.seats[0].user)
        with django_assert_max_num_queries(most) as asked:
            assert client.get(at("post" if who == "recruiter" else "scoring", choice)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_links_and_talks_cost_as_many_questions_for_30_as_for_3(client, django_assert_max_num_queries):
    counts: dict[str, list[int]] = {"post": [], "scoring": [], "lock": []}
    for total in (3, 30):
        choice = make_choice(applicants=0)
        grow(choice, total)
        Score.objects.filter(seat=choice.seats[0]).update(points=0)
        for application in choice.applications[::2]:
            Interest.objects.create(seat=choice.seats[1], application=application, kind="close")
        refresh_talks(choice.post)
        for user, name in [(choice.recruiter, "post"), (choice.seats[0].user, "scoring"), (choice.recruiter, "lock")]:
            client.force_login(user)
            with django_assert_max_num_queries(26) as asked:
                assert client.get(at(name, choice), {"places": 3}).status_code == 200
            counts[name].append(len(asked))
    assert all(few == many for few, many in counts.values())


def test_the_list_asks_as_often_for_many_panels_as_for_few(client, django_assert_max_num_queries):
    choice = make_choice()
    user = choice.seats[0].user
    counts = []
    for total in (2, 9):
        while PanelSeat.objects.filter(user=user).count() < total:
            post = PostFactory(organisation=choice.post.organisation)
            PanelSeatFactory(post=post, user=user)
        for person in (user, choice.recruiter):
            client.force_login(person)
            with django_assert_max_num_queries(12) as asked:
                assert client.get(reverse("panel:list")).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
