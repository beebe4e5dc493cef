"""Production refuses to start on any fault, in one sentence each, and passes Django's own checks otherwise."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.production import NEEDED, faults

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "PRODUCTION": "true",
    "SECRET_KEY": "7hZ2r-Qx9_".join("abcdefgh"),
    "ALLOWED_HOSTS": "pathways.example",
    "DATABASE_URL": "postgresql://pathways@database.example/pathways",
    "REDIS_URL": "redis://broker.example:6379/0",
    "EMAIL_HOST": "mail.example",
    "SITE_URL": "https://pathways.example",
}


def python(*arguments: str, **changes: str) -> subprocess.CompletedProcess:
    """Runs Python with nothing but this environment: the real settings, read anew."""
    environ = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **GOOD, **changes}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
    )


def settings(*names: str, **changes: str) -> list:
    code = f"import json; from config import settings; print(json.dumps([getattr(settings, n) for n in {names!r}]))"
    done = python("-c", code, **changes)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_djangos_deployment_checks_find_nothing():
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_each_missing_setting_has_its_sentence(name):
    found = faults({key: value for key, value in GOOD.items() if key != name})
    assert len(found) == 1
    assert found[0].startswith(f"Set {name}: ")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "true", "DEBUG must be off in production."),
        ("DEMO", "1", "DEMO must be off in production."),
        ("SECRET_KEY", "short", "SECRET_KEY must be random and have at least 50 characters."),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY must be random and have at least 50 characters."),
        ("ALLOWED_HOSTS", "a.example, *", "ALLOWED_HOSTS must name hosts: * would answer to any name."),
        ("DATABASE_URL", "sqlite:///db", "DATABASE_URL must begin with postgres:// or postgresql://."),
        ("REDIS_URL", "amqp://broker", "REDIS_URL must begin with redis:// or rediss:// or unix://."),
        ("SITE_URL", "http://pathways.example", "SITE_URL must begin with https://."),
    ],
)
def test_each_bad_setting_has_its_sentence(name, value, sentence):
    assert faults({**GOOD, name: value}) == [sentence]


def test_a_good_environment_has_no_fault():
    assert faults(GOOD) == []


def test_the_process_ends_with_every_sentence_at_once():
    done = python("manage.py", "check", DEBUG="on", EMAIL_HOST="")
    assert done.returncode != 0
    assert "Set EMAIL_HOST: the host that sends our email." in done.stderr
    assert "DEBUG must be off in production." in done.stderr


def test_cookies_and_pages_keep_to_https():
    assert settings("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE") == [True, True, True]
    assert settings("SECURE_PROXY_SSL_HEADER") == [None]
    assert settings("SECURE_PROXY_SSL_HEADER", TRUSTED_PROXIES="1") == [["HTTP_X_FORWARDED_PROTO", "https"]]


def test_a_second_factor_is_asked_in_production_and_not_in_the_demo():
    assert settings("MFA_REQUIRED_FOR_PAY_VIEWERS") == [True]
    assert settings("MFA_REQUIRED_FOR_PAY_VIEWERS", PRODUCTION="", DEMO="true") == [False]


def test_the_content_policy_allows_no_inline_script_or_style():
    [policy] = settings("CONTENT_SECURITY_POLICY")
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert "unsafe" not in json.dumps(policy)


def test_sign_in_providers_come_from_the_environment_alone():
    provider = {"provider_id": "nhs", "name": "NHS", "client_id": "a", "secret": "b", "settings": {"server_url": "c"}}
    [found] = settings("SOCIALACCOUNT_PROVIDERS", OIDC_PROVIDERS=json.dumps([provider]))
    assert found["openid_connect"]["APPS"] == [provider]


def test_a_log_line_is_json():
    code = "import django, logging; django.setup(); logging.getLogger('people').warning('two %s', 'words')"
    line = json.loads(python("-c", code).stderr.strip().splitlines()[-1])
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "people", "two words")
