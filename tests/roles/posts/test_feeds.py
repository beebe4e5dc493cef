"""Posts for feed readers and search engines."""

from datetime import timedelta
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import OrganisationFactory, PostFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, **asked: str) -> list[str]:
    response = client.get(reverse("roles:feed"), asked)
    assert response["Content-Type"].startswith("application/atom+xml")
    return [each.text or "" for each in ElementTree.fromstring(response.content).iter(f"{ATOM}title")][1:]


def test_a_feed_has_the_open_posts_of_its_search_newest_first(client):
    now = timezone.now()
    PostFactory(title="Older renal lead", published_at=now - timedelta(days=3))
    PostFactory(title="Newer renal lead", published_at=now - timedelta(days=1))
    PostFactory(title="Dental lead")
    PostFactory(title="Gone renal lead", closes_at=now - timedelta(days=1))
    PostFactory(title="Unwritten renal lead", status="draft")
    found = entries(client, q="renal")
    assert [title.split(",")[0] for title in found] == ["Newer renal lead", "Older renal lead"]


def test_a_feed_narrows_by_the_same_filters_as_the_page(client):
    PostFactory(organisation=OrganisationFactory(region="London"), region="London", title="Here")
    PostFactory(organisation=OrganisationFactory(region="Midlands"), region="Midlands", title="There")
    assert [title.split(",")[0] for title in entries(client, region="London")] == ["Here"]


def test_an_entry_keeps_its_name_when_the_title_is_put_right(client):
    post = PostFactory(title="Renal led")
    address = reverse("roles:feed")
    first = ElementTree.fromstring(client.get(address).content).find(f"{ATOM}entry/{ATOM}id")
    post.title = "Renal lead"
    post.save()
    second = ElementTree.fromstring(client.get(address).content).find(f"{ATOM}entry/{ATOM}id")
    assert first is not None
    assert second is not None
    assert first.text == second.text


@pytest.mark.parametrize("words", ["<script>&", "\0", "x" * 5000, "\x0b\x1f"])
def test_odd_words_make_a_feed_that_reads(client, words):
    PostFactory(title="A & B <lead>")
    response = client.get(reverse("roles:feed") + f"?q={quote(words)}")
    assert response.status_code == 200
    ElementTree.fromstring(response.content)


def test_the_search_page_names_its_feed(client):
    text = client.get(reverse("roles:search"), {"q": "renal", "region": "London"}).content.decode()
    assert 'href="/roles/feed.atom?q=renal&amp;region=London"' in text


def test_search_engines_find_open_and_lately_closed_posts_and_no_others(client):
    now = timezone.now()
    open_one = PostFactory()
    lately = PostFactory(closes_at=now - timedelta(days=30))
    long_ago, draft = PostFactory(closes_at=now - timedelta(days=200)), PostFactory(status="draft")
    text = client.get("/sitemap.xml").content.decode()
    ElementTree.fromstring(text)
    assert all(post.get_absolute_url() in text for post in (open_one, lately))
    assert not any(post.get_absolute_url() in text for post in (long_ago, draft))
    assert reverse("kinds:kind", args=[open_one.archetype.slug]) in text
    assert "/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_one_post_with_a_character_that_xml_cannot_hold_does_not_silence_the_feed(client):
    PostFactory(title="Renal\x0blead", summary="x\ufffe")
    assert [title.split(",")[0] for title in entries(client)] == ["Renal lead"]
