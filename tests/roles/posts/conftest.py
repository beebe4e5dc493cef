"""Posts that differ in what can be filtered, and a way to read the search page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from roles.models import Archetype, Post
from roles.posts.counting import kept_counts
from roles.posts.results import kept_order
from roles.posts.vocabulary import kept_vocabulary
from roles.posts.words import kept_readings, note_words
from tests.factories import ArchetypeFactory, OrganisationFactory, PostFactory


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Some answers are kept for a minute: none of another test's."""
    for kept in (kept_counts, kept_order, kept_readings, kept_vocabulary):
        kept.clear()


@pytest.fixture
def kinds(db: None) -> dict[str, Archetype]:
    """Two kinds of role, of different levels and settings."""
    return {
        "director": ArchetypeFactory(slug="clinical-director", title="Clinical director", level="service group"),
        "icb-lead": ArchetypeFactory(
            slug="icb-lead", title="ICB lead", level="system", setting="ICB", professions=["nurse", "ahp"]
        ),
    }


@pytest.fixture
def publish(kinds: dict[str, Archetype]) -> Callable[..., Post]:
    """Publishes a post: `publish("Clinical lead, cardiology", region="London", kind="icb-lead", pas=2)`."""

    def make(title: str, *, kind: str = "director", region: str = "Midlands", **fields: Any) -> Post:
        archetype = kinds[kind]
        post = PostFactory(
            **{
                "title": title,
                "summary": "Join us.",
                "description": "A good post.",
                "archetype": archetype,
                "level": archetype.level,
                "setting": archetype.setting,
                "professions": archetype.professions,
                "organisation": OrganisationFactory(region=region),
                **fields,
            }
        )
        note_words(post)
        return post

    return make


class Found:
    """A search page as a reader sees it."""

    def __init__(self, html: str) -> None:
        self.html = html

    @property
    def titles(self) -> list[str]:
        return re.findall(r'app-result__title[^>]*><a href="[^"]*">([^<]*)</a>', self.html)

    @property
    def total(self) -> int:
        counted = re.search(r'id="results">([\d,]+) open post', self.html)
        assert counted
        return int(counted[1].replace(",", ""))

    def counts(self, facet: str) -> dict[str, int]:
        boxes = re.findall(
            rf'name="{facet}" type="checkbox"[^>]*><label[^>]*>([^<]*) <span[^>]*>\(([\d,]+)\)', self.html
        )
        return {words: int(n.replace(",", "")) for words, n in boxes}

    def links(self, text: str) -> list[str]:
        """The addresses of links of that text, hidden words and all."""
        return [
            href.replace("&amp;", "&")
            for href, inner in re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.html, re.DOTALL)
            if text in " ".join(re.sub(r"<[^>]+>", "", inner).split())
        ]


@pytest.fixture
def look(client: Client) -> Callable[..., Found]:
    """Opens the search page: `look("q=cardiology&region=London")`."""

    def open_page(query: str = "") -> Found:
        response = client.get(f"/roles/?{query}")
        assert response.status_code == 200
        return Found(response.content.decode())

    return open_page
