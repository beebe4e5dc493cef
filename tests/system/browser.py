"""A person at a browser, in the words of the tests."""

from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from people.models import User

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DEMO_PASSWORD = "demo-pathways-2026"


def faults_on(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line a finding, and whether it must be scrolled sideways."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(r => r.violations)", RULES
    )
    faults = [f"{v['id']}: {v['help']}: {[n['target'] for n in v['nodes']][:3]}" for v in found]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append("wider than its window")
    return [f"{page.url}: {fault}" for fault in faults]


class Visitor:
    """One person with a browser window of their own."""

    def __init__(self, browser: Browser, site: str, *, javascript: bool = True, width: int = 1280) -> None:
        self.site = site
        # CSP stays on for the page itself; only the axe script that the test injects goes around it.
        self.context = browser.new_context(
            base_url=site,
            java_script_enabled=javascript,
            bypass_csp=True,
            locale="en-GB",
            viewport={"width": width, "height": 900},
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def close(self) -> None:
        self.context.close()
        assert not self.errors, self.errors

    def go(self, path: str) -> None:
        """Opens an address of the site; it must answer without an error."""
        response = self.page.goto(path)
        assert response is not None, f"{path} gave no answer"
        assert response.status < 400, f"{path} answered {response.status}"

    def sign_in(self, email: str) -> None:
        self.go("/accounts/login/")
        self.page.get_by_label("Email").first.fill(email)
        self.page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url("**/home/")

    def enter(self, user: User) -> None:
        """Puts the user's session into the window: signed in without the sign-in page, password or second factor."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}])

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        """Follows a link, also one that looks like a button."""
        link = self.page.get_by_role("link", name=name).or_(self.page.get_by_role("button", name=name))
        link.first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def faults(self) -> list[str]:
        """What is wrong with the page as it stands, for everyone who reads it."""
        return faults_on(self.page)
