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


def rows_by_file() -> dict[str, list[Row]]:
    """The rows of every file in this folder."""
    names = [module.name for module in pkgutil.iter_modules(table.__path__)]
    found = {name: getattr(importlib.import_module(f"tests.access.{name}"), "ROWS", []) for name in names}
    return {name: rows for name, rows in found.items() if rows}


def all_rows() -> list[Row]:
    return [row for rows in rows_by_file().values() for row in rows]


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


def surprises(row: Row, world: World) -> Iterator[str]:
    """Each persona that gets another answer, on a world that stays as it was."""
    url = (row.path or reverse(row.route, args=row.args(world) if row.args else [])) + row.query
    for persona in PERSONAS:
        with transaction.atomic():
            client = Client(raise_request_exception=False)
            if persona != "anonymous":
                client.force_login(world.users[persona], backend="django.contrib.auth.backends.ModelBackend")
            got = getattr(client, row.method)(url).status_code
            transaction.set_rollback(True)
        if got != row.answers[persona]:
            yield f"{row.method} {row.route} {row.query} as {persona}: {got}, not {row.answers[persona]}"


@pytest.mark.parametrize("name", rows_by_file())
def test_each_persona_gets_the_answer_the_table_says(name: str, world: World) -> None:
    assert not [found for row in rows_by_file()[name] for found in surprises(row, world)]


def test_the_admin_site_is_closed_to_all_personas(world: World) -> None:
    for persona in PERSONAS[1:]:
        client = Client()
        client.force_login(world.users[persona], backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/admin/").status_code == 302
