"""The environment is read as types, and a bad value is named."""

import pytest

from config.env import Env, broker_url, database_settings, json_list

env = Env()


@pytest.mark.parametrize("text", ["1", "true", "TRUE", "yes", "on"])
def test_words_for_yes(monkeypatch, text):
    monkeypatch.setenv("SWITCH", text)
    assert env.bool("SWITCH") is True


@pytest.mark.parametrize("text", ["0", "false", "No", "off", ""])
def test_words_for_no(monkeypatch, text):
    monkeypatch.setenv("SWITCH", text)
    assert env.bool("SWITCH", default=True) is False


def test_a_switch_that_is_neither_is_named(monkeypatch):
    monkeypatch.setenv("SWITCH", "perhaps")
    with pytest.raises(OSError, match=r"SWITCH must be true or false, not 'perhaps'\."):
        env.bool("SWITCH")


def test_a_number_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("COUNT", "many")
    with pytest.raises(OSError, match=r"COUNT must be a whole number, not 'many'\."):
        env.int("COUNT")


def test_a_missing_one_without_a_default_is_named(monkeypatch):
    monkeypatch.delenv("NAME", raising=False)
    with pytest.raises(OSError, match="Set the environment variable NAME"):
        env.str("NAME")
    assert env.str("NAME", default="x") == "x"


def test_lists_come_without_blanks(monkeypatch):
    monkeypatch.setenv("HOSTS", " a.example, ,b.example,")
    assert env.list("HOSTS") == ["a.example", "b.example"]


def test_a_database_address_is_taken_apart():
    found = database_settings("postgresql://me:p%40ss@db.example:5433/pathways?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("me", "p@ss", "db.example", "5433")
    assert found["NAME"] == "pathways"
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_database_address_may_name_a_socket():
    found = database_settings("postgresql://postgres@/pathways?host=/run/sockets")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/sockets", "", {})


def test_another_database_is_refused():
    with pytest.raises(OSError, match="needs PostgreSQL"):
        database_settings("mysql://db.example/pathways")


def test_the_broker_has_its_own_form_for_sockets():
    assert broker_url("unix:///run/valkey.sock?db=2") == "redis+socket:///run/valkey.sock?virtual_host=2"
    assert broker_url("redis://broker.example:6379/0") == "redis://broker.example:6379/0"


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[1]"])
def test_a_list_of_sign_in_providers_must_be_one(text):
    with pytest.raises(OSError, match="OIDC_PROVIDERS must be a JSON list"):
        json_list("OIDC_PROVIDERS", text)
