"""From the Enter key in the search box to the first painted page of results, in a real browser."""

import statistics
from itertools import islice

from playwright.sync_api import sync_playwright

from tests.system.chromium import NONE_FOUND, chromium_path

TYPED = [
    *("clinical director", "cardiolgy", "medical director", "AMD anaesthetics", "lead nurse", "psychiatry London"),
    *("part time", "job share", "deputy chief", "education lead", "emergency medicine", "sustainability"),
]
WARM, TIMES = 4, 24


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
            # The browser says when it painted a little after it did.
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
            painted.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        browser.close()
    return statistics.median(painted[WARM:])
