"""Every route × every persona has the answer that the access table says."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.access as table
from tests.access.row import PERSONAS, Row
from tests.access.world import World, make_world

# Routes made by Django's admin site: one rule, tested below, holds for them all.
THIRD_PARTY = ("admin:",)


def all_rows() -> list[Row]:
    """The rows of every file in this folder."""
    rows: list[Row] = []
    for module in pkgutil.iter_modules(table.__path__):
        rows += getattr(importlib.import_module(f"tests.access.{module.name}"), "ROWS", [])
    return rows


def all_routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The names of every route of the site, with their namespaces."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from all_routes(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern):
            yield prefix + (entry.name or f"nameless {entry.pattern}")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_every_route_stands_in_the_access_table() -> None:
    known = {row.route for row in all_rows()}
    missing = {route for route in all_routes() if route not in known and not route.startswith(THIRD_PARTY)}
    assert not missing, "Add a row for each of these to a file in tests/access/."


def test_no_row_names_a_route_that_is_gone() -> None:
    gone = {row.route for row in all_rows()} - set(all_routes())
    assert not gone


@pytest.mark.parametrize("row", all_rows(), ids=lambda row: f"{row.method} {row.route} {row.query}".strip())
def test_each_persona_gets_the_answer_the_table_says(row: Row, world: World) -> None:
    url = (row.path or reverse(row.route, args=row.args(world) if row.args else [])) + row.query
    answers = {}
    for persona in PERSONAS:
        with transaction.atomic():
            client = Client(raise_request_exception=False)
            if persona != "anonymous":
                client.force_login(world.users[persona], backend="django.contrib.auth.backends.ModelBackend")
            answers[persona] = getattr(client, row.method)(url).status_code
            transaction.set_rollback(True)
    surprises = {who: f"{got}, not {row.answers[who]}" for who, got in answers.items() if got != row.answers[who]}
    assert not surprises


def test_the_admin_site_is_closed_to_all_personas(world: World) -> None:
    for persona in PERSONAS[1:]:
        client = Client()
        client.force_login(world.users[persona], backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/admin/").status_code == 302
