"""A real browser on a real server, with the demo's own people in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright

from people.models import User
from tests.system.browser import Visitor
from tests.system.chromium import NONE_FOUND, chromium_path

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the browser tests are skipped, and in CI that is a failure."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NONE_FOUND)
        pytest.skip(NONE_FOUND)
    # Playwright's synchronous interface runs an event loop in this thread; Django is only used beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-sync",
                "--disable-component-update",
                "--no-first-run",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The reference data and the demo's people, as `make demo` makes them."""
    call_command("load_reference_data")
    call_command("seed_demo")


@pytest.fixture
def visit(browser: Browser, live_server) -> Iterator[Callable[..., Visitor]]:
    """Opens the site: `visit("clinician")` signs in as one of the demo, `visit(user)` is in, `visit()` a stranger."""
    visitors: list[Visitor] = []

    def open_as(who: str | User | None = None, *, javascript: bool = True, width: int = 1280) -> Visitor:
        visitor = Visitor(browser, live_server.url, javascript=javascript, width=width)
        visitors.append(visitor)
        if isinstance(who, User):
            visitor.enter(who)
        elif who:
            visitor.sign_in(f"{who}@demo.example")
        return visitor

    yield open_as
    for visitor in visitors:
        visitor.close()
