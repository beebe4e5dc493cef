"""A person at a browser, in the words of the tests."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DEMO_PASSWORD = "demo-pathways-2026"


class Visitor:
    """One person with a browser window of their own."""

    def __init__(self, browser: Browser, site: str, *, javascript: bool = True, width: int = 1280) -> None:
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
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def close(self) -> None:
        self.context.close()
        assert not self.faults, self.faults

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

    def axe_violations(self) -> list[str]:
        """What axe finds on the page as it stands, one line a finding."""
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(r => r.violations)",
            RULES,
        )
        return [f"{self.page.url}: {v['id']}: {v['help']}: {[n['target'] for n in v['nodes']][:3]}" for v in found]

    def overflows(self) -> bool:
        """Whether the page is wider than its window, so that it must be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
