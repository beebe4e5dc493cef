"""What stands around a draft: its preview, its panel, the order of its criteria, and what it begins with."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Role
from roles.authoring import services
from roles.models import Application, PanelSeat, Post
from tests.factories import ArchetypeFactory, CriterionFactory, MembershipFactory, PanelSeatFactory, PostFactory
from tests.roles.authoring.test_posts import BACKEND, author, finished, said, save, second, told, trust

pytestmark = pytest.mark.django_db
__all__ = ["author", "second", "trust"]


def test_a_preview_is_the_posts_own_page_marked_and_kept_from_search_engines(client, author, trust):
    post = finished(trust, author)
    response = client.get(reverse("posts:preview", args=[post.pk]))
    text = said(response)
    assert "Not published. Only recruiters of" in text
    assert "Has led a clinical team (essential)" in text
    assert "application/ld+json" not in text
    assert 'rel="canonical"' not in text
    assert reverse("applications:start", args=[post.pk]) not in text
    assert response["X-Robots-Tag"] == "noindex"


def test_a_preview_is_for_who_may_write_the_post(trust, author):
    post = finished(trust, author)
    stranger = Client()
    stranger.force_login(MembershipFactory(role=Role.RECRUITER).user, backend=BACKEND)
    assert stranger.get(reverse("posts:preview", args=[post.pk])).status_code == 404
    assert Client().get(reverse("posts:preview", args=[post.pk])).status_code == 302


def test_a_panel_is_named_in_a_draft_and_told_once_when_it_is_published(client, author, second, trust):
    post = finished(trust, author)
    member = MembershipFactory(organisation=trust, role=Role.PANEL_MEMBER).user
    address = reverse("posts:panel", args=[post.pk])
    assert "They are told when the post is published" in said(
        client.post(address, {"email": member.email}, follow=True)
    )
    assert str(member) in said(client.get(reverse("posts:tasks", args=[post.pk])))
    assert told(member) == []
    reader = Client()
    reader.force_login(member, backend=BACKEND)
    assert post.title not in said(reader.get(reverse("panel:list")))
    assert reader.get(reverse("panel:scoring", args=[post.pk])).status_code == 404
    sent = services.send(post, by=author)
    services.publish(post, by=second, seen=sent.ready_at)
    assert told(member) == [f"You are on the panel for {post.title}"]
    assert post.title in said(reader.get(reverse("panel:list")))


def test_a_name_is_taken_off_a_drafts_panel_again_and_never_told(client, author, second, trust):
    post = finished(trust, author)
    seat = PanelSeatFactory(post=post, user=MembershipFactory(organisation=trust, role=Role.PANEL_MEMBER).user)
    client.post(reverse("posts:panel-remove", args=[post.pk, seat.pk]))
    services.publish(post, by=second, seen=services.send(post, by=author).ready_at)
    assert told(seat.user) == []


@pytest.mark.parametrize("kind", ["stranger", "author"])
def test_who_cannot_sit_on_a_drafts_panel_is_refused_in_words(client, author, trust, kind):
    post = finished(trust, author)
    email = author.email if kind == "author" else MembershipFactory(role=Role.PANEL_MEMBER).user.email
    text = said(client.post(reverse("posts:panel", args=[post.pk]), {"email": email}))
    assert "Nobody with this email address can sit" in text or "so you can&#39;t score it too" in text
    assert not PanelSeat.objects.exists()


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("up-2", ["B", "A", "C"]),
        ("down-2", ["A", "C", "B"]),
        ("up-1", ["A", "B", "C"]),
        ("down-4", ["A", "B", "C"]),
        ("up-3", ["A", "B", "C"]),
        ("sideways-2", ["A", "B", "C"]),
        ("up-\0", ["A", "B", "C"]),
        ("up-99999999999999999999", ["A", "B", "C"]),
    ],
)
def test_a_criterion_moves_up_and_down_without_a_script_and_what_was_typed_is_kept(client, author, trust, move, order):
    post = finished(trust, author)
    rows = {"text_1": "A", "text_2": "B", "text_4": "C", "weight_2": "3"}
    response = save(client, post, "specification", **rows, move=move)
    assert response["Location"] == reverse("posts:step", args=[post.pk, "specification"])
    assert [each.text for each in post.criteria.all()] == order
    assert post.criteria.get(text="B").weight == 3


def test_the_criteria_of_a_published_post_do_not_move(client, author, trust):
    post = PostFactory(organisation=trust)
    for n, text in enumerate("AB", start=1):
        CriterionFactory(post=post, position=n, text=text)
    assert "Move up" not in said(client.get(reverse("posts:step", args=[post.pk, "specification"])))
    save(client, post, "specification", text_1="A", text_2="B", move="up-2")
    assert [each.text for each in post.criteria.all()] == ["A", "B"]


def test_only_posts_on_a_board_are_asked_about_the_fit_and_proper_person_test(client, author, trust):
    ward = services.draft(trust, ArchetypeFactory(level="service"), by=author)
    board = services.draft(trust, ArchetypeFactory(level="board"), by=author)
    assert (ward.fit_and_proper, board.fit_and_proper) == (False, True)
    asked = "Needs the fit and proper person test"
    assert asked not in said(client.get(reverse("posts:step", args=[ward.pk, "pay"])))
    assert asked in said(client.get(reverse("posts:step", args=[board.pk, "pay"])))
    save(client, ward, "pay", pas="2", paid_by="allowance", fit_and_proper="on")
    ward.refresh_from_db()
    assert not ward.fit_and_proper


def test_a_draft_begins_with_an_earlier_post_from_the_start_page(client, author, trust):
    earlier, hidden = PostFactory(organisation=trust, title="Old one"), PostFactory(title="Not ours")
    applied = PostFactory(organisation=trust, title="Mine to apply for")
    Application.objects.create(post=applied, applicant=author, reference="OWN")
    text = said(client.get(reverse("posts:start")))
    assert "Old one" in text
    assert "Not ours" not in text
    assert "Mine to apply for" not in text
    typed = {"organisation": trust.pk, "earlier": earlier.pk}
    client.post(reverse("posts:start"), typed)
    assert Post.objects.get(status="draft").advertised_before == earlier
    for other in (hidden, applied):
        text = said(client.post(reverse("posts:start"), typed | {"earlier": other.pk}))
        assert "from the list" in text


def test_a_draft_begins_with_something(client, author, trust):
    text = said(client.post(reverse("posts:start"), {"organisation": trust.pk}))
    assert "Choose a kind of role, or an earlier post above" in text
