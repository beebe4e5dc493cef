"""Human resources place and lift holds, by reference or by number."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from people.models import Role
from people.refusals import Refused
from roles.keeping import services
from roles.models import LegalHold
from tests.factories import MembershipFactory, OrganisationFactory, PostFactory
from tests.roles.people_who_choose import member, sent

pytestmark = pytest.mark.django_db
PAGE = "applications:holds"


def said(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def mine(db):
    return sent(PostFactory())


@pytest.fixture
def hr(mine, client):
    user = member(mine.post.organisation, Role.HR)
    client.force_login(user)
    return user


def test_the_page_places_a_hold_and_lifts_it(mine, hr, client):
    assert "Nothing is held" in said(client.get(reverse(PAGE)))
    placed = client.post(reverse(PAGE), {"what": mine.reference.lower(), "why": "Case 7"}, follow=True)
    assert f"Application {mine.reference} for {mine.post} is held" in said(placed)
    assert "Case 7" in said(placed)
    assert mine.applicant.name not in said(placed)
    hold = LegalHold.objects.get()
    assert (hold.post, hold.application, hold.placed_by) == (mine.post, mine, hr)
    lifted = client.post(reverse("applications:lift", args=[hold.pk]), follow=True)
    assert "the hold is lifted" in said(lifted)
    hold.refresh_from_db()
    assert hold.lifted_by == hr
    assert "Lift the hold" not in said(lifted)


def test_a_post_is_held_by_its_number(mine, hr, client):
    shown = client.post(reverse(PAGE), {"what": f"#{mine.post.pk}", "why": "Grievance"}, follow=True)
    assert f"Every application for {mine.post}" in said(shown)
    assert LegalHold.objects.get().application is None


def test_placed_or_lifted_twice_it_is_one(mine, hr):
    one = services.place(mine.post.organisation, mine.reference, "Case 7", by=hr)
    assert services.place(mine.post.organisation, mine.reference, "Again", by=hr) == one
    first = services.lift(one, by=hr).lifted_at
    assert services.lift(one, by=hr).lifted_at == first
    assert services.place(mine.post.organisation, mine.reference, "Case 8", by=hr) != one


@pytest.mark.parametrize("what", ["", "ZZZZZZZZ", "0", "9" * 17, "９", "-1", "x" * 21, "\x00"])
def test_what_is_not_ours_or_nothing_at_all_gets_a_sentence_and_keeps_the_words(mine, hr, client, what):
    shown = client.post(reverse(PAGE), {"what": what, "why": "Because of case 7"})
    assert shown.status_code == 200
    assert "There is a problem" in said(shown)
    assert "Because of case 7" in said(shown)
    assert not LegalHold.objects.exists()


def test_why_is_asked_for(mine, hr, client):
    assert "Say why it is held" in said(client.post(reverse(PAGE), {"what": mine.reference}))


def test_nobody_holds_or_lifts_in_another_organisation(mine, hr, client):
    elsewhere = member(OrganisationFactory(), Role.HR)
    with pytest.raises(PermissionDenied):
        services.place(mine.post.organisation, mine.reference, "Case 7", by=elsewhere)
    with pytest.raises(Refused, match="has no application with this reference"):
        services.place(mine.post.organisation, sent(PostFactory()).reference, "x", by=hr)
    hold = services.place(mine.post.organisation, mine.reference, "Case 7", by=hr)
    with pytest.raises(PermissionDenied):
        services.lift(hold, by=elsewhere)
    client.force_login(elsewhere)
    assert client.post(reverse("applications:lift", args=[hold.pk])).status_code == 404
    assert mine.reference not in said(client.get(reverse(PAGE)))


def test_one_of_two_organisations_says_which(mine, hr, client):
    other = OrganisationFactory()
    MembershipFactory(user=hr, organisation=other, role=Role.HR)
    typed = {"what": mine.reference, "why": "Case 7"}
    assert "has no application" in said(client.post(reverse(PAGE), {**typed, "organisation": other.pk}))
    client.post(reverse(PAGE), {**typed, "organisation": mine.post.organisation.pk})
    assert LegalHold.objects.get().application == mine


def test_the_page_asks_the_database_as_often_for_many_holds_as_for_few(mine, hr, client, django_assert_max_num_queries):
    counts = []
    for total in (2, 12):
        while LegalHold.objects.count() < total:
            post = PostFactory(organisation=mine.post.organisation)
            LegalHold.objects.create(post=post, application=sent(post), why="Case", placed_by=hr)
        with django_assert_max_num_queries(14) as asked:
            client.get(reverse(PAGE))
        counts.append(len(asked))
    assert counts[0] == counts[1]
