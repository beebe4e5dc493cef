"""Search as people type it: judged.csv was written by hand, with the posts that a person would expect first."""

import csv
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from roles.models import Archetype, Post
from roles.posts.words import note_words
from roles.reference import load
from tests.factories import OrganisationFactory, PostFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
TOP = 3
LEAST_SHARE = 55 / 60


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _advertise(row: dict[str, str], kind: Archetype) -> Post:
    organisation = OrganisationFactory(name=row["organisation"], town=row["town"], region=row["region"])
    specialty = row["specialty"]
    service = ServiceFactory(organisation=organisation, name=specialty, specialty_name=specialty) if specialty else None
    post = PostFactory.build(
        organisation=organisation,
        service=service,
        archetype=kind,
        title=row["title"],
        summary=row["summary"],
        description="You lead with a manager and a lead nurse beside you, and keep your own clinical work meanwhile.",
        professions=kind.professions,
    )
    post.hold()
    post.save()
    note_words(post)
    return post


def _first(client: Client, words: str) -> list[int]:
    page = client.get(reverse("roles:search"), {"q": words}).content.decode()
    return [int(pk) for pk in re.findall(r'app-result__title[^>]*><a href="/roles/(\d+)/', page)[:TOP]]


def test_people_find_what_they_expect_in_the_first_three(client):
    load()
    kinds = {kind.slug: kind for kind in Archetype.objects.all()}
    posts = {row["key"]: _advertise(row, kinds[row["kind"]]).pk for row in _rows("judged_posts")}
    keys = {pk: key for key, pk in posts.items()}
    queries = _rows("judged")
    missed = {}
    for row in queries:
        found = [keys[pk] for pk in _first(client, row["query"])]
        if not set(row["expected"].split()) & set(found):
            missed[row["query"]] = found

    assert len(queries) >= 60
    assert len(queries) - len(missed) >= LEAST_SHARE * len(queries), missed
