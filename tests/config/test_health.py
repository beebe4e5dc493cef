"""What load balancers are told."""

import pytest
from django.core.cache import cache
from django.db import connection


def test_a_living_process_says_so_without_the_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_names_its_parts(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok", "broker": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_without_the_broker_it_is_not_ready(client, db, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}}
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["broker"] == "does not answer"
    assert answer.json()["database"] == "ok"


@pytest.mark.django_db(transaction=True)
def test_without_the_database_it_is_not_ready(client):
    good = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        answer = client.get("/readyz")
    finally:
        connection.close()
        connection.settings_dict["HOST"] = good
    assert answer.status_code == 503
    assert answer.json()["database"] == "does not answer"


def test_every_answer_limits_what_pages_may_use(client):
    headers = client.get("/healthz").headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_the_cache_is_the_real_one():
    cache.set("tests", "kept", timeout=5)
    assert cache.get("tests") == "kept"
