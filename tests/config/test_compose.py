"""What docker-compose.yml and the Dockerfile promise, and what the compose client makes of them where there is one."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from config.production import NEEDED, faults

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
SECRETS = {
    "SECRET_KEY": "7hZ2r-Qx9_".join("abcdefgh"),
    "ALLOWED_HOSTS": "pathways.example",
    "SITE_URL": "https://pathways.example",
    "POSTGRES_PASSWORD": "first",
    "REDIS_PASSWORD": "second",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "Pathways <no-reply@pathways.example>",
}


def filled_in(text: str) -> str:
    """A value with the environment's in it, as compose reads `${NAME:-default}` and `${NAME:?sentence}`."""
    return re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda found: SECRETS.get(found[1], found[2] or ""), text)


def client() -> list[str] | None:
    if shutil.which("docker") and subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0:
        return ["docker", "compose"]
    return ["docker-compose"] if shutil.which("docker-compose") else None


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", ["database", "broker"])
def test_the_data_services_never_run_as_root_and_stay_inside(name):
    service = SERVICES[name]
    assert int(service["user"].split(":")[0]) > 0
    assert service["networks"] == ["inside"]
    assert service["image"] in {"postgres:18", "redis:8"}


def test_the_image_runs_as_an_ordinary_user_and_is_checked():
    last = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert int(re.search(r"^USER (\d+):\d+$", last, re.MULTILINE)[1]) > 0  # type: ignore[index]  # None fails as well
    assert "HEALTHCHECK" in last
    assert "gunicorn" in last


def test_every_folder_of_ours_goes_into_the_image():
    text, sent = (ROOT / "Dockerfile").read_text(), (ROOT / ".dockerignore").read_text()
    measuring = {"tests", "bench", "faults"}
    apps = [path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in measuring]
    assert {"config", "people", "pathways"} <= set(apps)
    for folder in [*apps, "templates", "static"]:
        assert f"COPY {folder} {folder}\n" in text
        assert f"\n!{folder}\n" in sent


def test_only_the_web_port_is_published_and_to_this_machine_alone():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert SERVICES["web"]["ports"] == ["${WEB_PORT:-127.0.0.1:8000}:8000"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_whatever_runs_on_has_a_health_check():
    assert [name for name, service in SERVICES.items() if not service.get("healthcheck", {}).get("test")] == ["migrate"]
    assert SERVICES["migrate"]["restart"] == "no"
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", OURS)
def test_with_its_secrets_set_our_services_start(name):
    environ = {key: filled_in(value) for key, value in SERVICES[name]["environment"].items()}
    assert set(NEEDED) <= set(environ)
    assert faults(environ) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_has_no_default_and_a_sentence(secret):
    text = (ROOT / "docker-compose.yml").read_text()
    uses = re.findall(rf"\$\{{{secret}(:.*?)\}}", text)
    assert uses
    assert all(re.match(rf":\?Set {secret} to .+\.$", use) for use in uses)


def test_the_compose_client_accepts_it_and_names_a_secret_that_is_missing():
    command = client()
    if command is None:  # the tests above have read the file all the same
        assert set(SERVICES) == {"database", "broker", *OURS}
        return
    environ = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **SECRETS}
    done = subprocess.run([*command, "config"], cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(yaml.safe_load(done.stdout)["services"]) == {"database", "broker", *OURS}
    del environ["POSTGRES_PASSWORD"]
    done = subprocess.run([*command, "config", "-q"], cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode != 0
    assert "Set POSTGRES_PASSWORD to random letters and digits." in done.stderr
