"""The checks find what they are for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import checks

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path, monkeypatch) -> Iterator[Path]:
    for name in checks.LOCKS:
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_lock_files_as_they_are_have_no_fault(project):
    assert list(checks.locks()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("requirements.lock", "django==5.2", "django==5.1", "django is 5.1"),
        ("requirements.lock", "amqp==", "--index-url https://packages.example\namqp==", "names an address"),
        ("package-lock.json", '"integrity"', '"resolved": "https://packages.example/x", "integrity"', "an address"),
        ("package-lock.json", '"integrity"', '"wholeness"', "has no hash"),
    ],
)
def test_a_faulty_lock_file_is_named(project, file, old, new, fault):
    change(project / file, old, new)
    assert fault in " ".join(checks.locks())


def test_a_package_without_a_hash_is_named(project):
    with (project / "requirements.lock").open("a") as lock:
        lock.write("\nunhashed==1.0\n")
    assert "requirements.lock: unhashed==1.0 has no hash." in list(checks.locks())


def test_a_package_that_another_python_asks_for_is_missed(project):
    assert list(checks.complete()) == []
    change(project / "requirements.lock", "async-timeout==", "renamed==")
    assert "requirements.lock lacks async-timeout: redis asks for it on Python 3.11.2." in list(checks.complete())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.jinja", "{% if %}"),
        ("page.jinja", "{{ 1|no_such_filter }}"),
        ("page.jinja", '{% extends "no_such_layout.jinja" %}'),
        ("page.html", "{% no_such_tag %}"),
    ],
)
def test_a_faulty_template_is_named(project, settings, name, text):
    folder = project / "templates"
    folder.mkdir()
    settings.TEMPLATES = [{**engine, "DIRS": [folder]} for engine in settings.TEMPLATES]
    (folder / f"good_{name}").write_text("All is well.")
    assert list(checks.templates()) == []
    (folder / name).write_text(text)
    [fault] = checks.templates()
    assert fault.startswith(f"templates/{name}: ")


def test_production_settings_have_no_fault():
    assert list(checks.deployment()) == []
