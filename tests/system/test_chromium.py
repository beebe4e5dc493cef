"""What happens where there is no Chromium: a failure in CI, and elsewhere a skip that nobody overlooks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.system import chromium
from tests.system.chromium import NONE_FOUND, chromium_path

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = """
import os, sys
import django
import pytest
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
from tests.system import conftest
conftest.chromium_path = lambda: None
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "tests/system/test_chromium.py", "-k", "opens_a_page"]))
"""


def run_without(**environ: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    command = [sys.executable, "-c", WITHOUT]
    return subprocess.run(command, cwd=ROOT, env={**kept, **environ}, capture_output=True, text=True)


def test_a_browser_opens_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>Here</title>")
    assert page.title() == "Here"
    page.close()


def test_without_one_the_last_words_of_a_run_say_so() -> None:
    done = run_without()
    assert done.returncode == 0, done.stdout
    assert "1 BROWSER TESTS DID NOT RUN" in done.stdout
    assert NONE_FOUND in done.stdout


def test_without_one_ci_fails() -> None:
    done = run_without(CI="true")
    assert done.returncode == 1
    assert NONE_FOUND in done.stdout


def test_one_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/a/chromium")
    assert chromium_path() == "/opt/a/chromium"


def test_nothing_is_installed_where_nobody_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys, "stdin", open(os.devnull))  # noqa: SIM115 -- nobody there to ask
    assert chromium._may_install_packages() is False
