"""From the Enter key in the search box to the first painted page of results, in a real browser."""

import statistics
import time
from itertools import islice

from playwright.sync_api import Page, sync_playwright

from tests.system.chromium import NONE_FOUND, chromium_path

TYPED = [
    *("clinical director", "cardiolgy", "medical director", "AMD anaesthetics", "lead nurse", "psychiatry London"),
    *("part time", "job share", "deputy chief", "education lead", "emergency medicine", "sustainability"),
]
WARM, TIMES = 4, 24
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)"


def milliseconds(port: int) -> float:
    """The median over many searches of the first contentful paint, counted from the start of the navigation."""
    path = chromium_path()
    if path is None:
        raise SystemExit(NONE_FOUND)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
        painted = []
        for words in islice(TYPED * TIMES, WARM + TIMES):
            page.goto("/roles/")
            page.fill("#q", words)
            page.press("#q", "Enter")
            page.wait_for_url("**/roles/?*")
            page.wait_for_selector("#results")
            painted.append(_first_paint(page))
        browser.close()
    return statistics.median(painted[WARM:])


def _first_paint(page: Page) -> float:
    """The browser says when it painted a little after it did; a page's own policy forbids waiting in it."""
    for _ in range(500):
        if said := page.evaluate(FIRST_PAINT):
            return float(said[0])
        time.sleep(0.01)
    raise SystemExit("The browser does not say when it painted.")
