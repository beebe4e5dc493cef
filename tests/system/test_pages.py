"""The public, account and sign-in pages in a real browser: axe, narrow screens, the content security policy."""

import re
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from tests.factories import MembershipFactory, UserFactory
from tests.system.browser import faults_on

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]

PUBLIC = [
    "pages:landing",
    "pages:help",
    "pages:words",
    "pages:accessibility",
    "pages:privacy",
    "pages:cookies",
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_email_verification_sent",
    "socialaccount_login_cancelled",
]
OWN = [
    "pages:account",
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]
WIDTHS = [1280, 320]
PASSWORD = "three-words-to-remember"


def open_window(chromium: Browser, site: str, width: int, *, javascript: bool = True) -> BrowserContext:
    """A window that obeys the content security policy."""
    return chromium.new_context(
        base_url=site,
        viewport={"width": width, "height": 900},
        java_script_enabled=javascript,
        locale="en-GB",
    )


def said_by(page: Page) -> list[str]:
    """What the console of this page has said: a broken policy, a missing file."""
    return vars(page).setdefault("said", [])


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def page(request, browser: Browser, live_server) -> Iterator[Page]:
    context = open_window(browser, live_server.url, request.param)
    page = context.new_page()
    page.set_default_timeout(15_000)
    said = said_by(page)
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def member() -> object:
    user = UserFactory(name="Amina Okafor", email="amina@tests.example")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    MembershipFactory(user=user)
    return user


def faults_of(page: Page) -> list[str]:
    """What axe finds, what the console says (broken policy, missing file), and whether the page is too wide."""
    return faults_on(page) + [f"{page.url}: {said}" for said in said_by(page)]


def sign_in(page: Page) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("Email address").fill("amina@tests.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r"/(home|account)/|authenticate"))


def reauthenticate(page: Page) -> None:
    page.goto(reverse("account_reauthenticate") + "?next=/account/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Carry on").click()
    page.wait_for_url("**/account/")


def test_public_pages_have_no_faults(page: Page) -> None:
    faults = []
    for route in PUBLIC:
        said_by(page).clear()
        page.goto(reverse(route))
        faults += faults_of(page)
    assert faults == []


def test_account_pages_have_no_faults(page: Page, member, settings) -> None:
    settings.LOGIN_REDIRECT_URL = "/account/"
    sign_in(page)
    page.goto(reverse("account_reauthenticate"))
    faults = faults_of(page)
    reauthenticate(page)
    for route in OWN:
        said_by(page).clear()
        page.goto(reverse(route))
        assert page.url.endswith(reverse(route))
        faults += faults_of(page)
    assert faults == []


def test_pages_for_someone_with_a_second_factor_have_no_faults(page: Page, member, settings) -> None:
    settings.LOGIN_REDIRECT_URL = "/account/"
    TOTP.activate(member, generate_totp_secret())
    codes = RecoveryCodes.activate(member)
    sign_in(page)
    faults = faults_of(page)
    page.get_by_label("Code").fill(codes.get_unused_codes()[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/")
    reauthenticate(page)
    for route in ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"]:
        said_by(page).clear()
        page.goto(reverse(route))
        faults += faults_of(page)
    assert faults == []


def test_a_page_with_errors_has_no_faults_and_links_to_the_field(page: Page) -> None:
    page.goto(reverse("account_signup"))
    page.get_by_role("button", name="Create my account").click()
    page.get_by_role("link", name="Enter full name").click()

    assert page.evaluate("document.activeElement.id") == "id_name"
    assert page.title().startswith("Error: ")
    assert faults_of(page) == []


def test_an_address_that_does_not_exist_has_a_page_without_faults(page: Page) -> None:
    page.goto("/no/such/page/")
    said_by(page).clear()  # Chromium reports the 404 itself
    assert page.get_by_role("heading", level=1).inner_text() == "Page not found"
    assert faults_of(page) == []


def test_someone_without_javascript_signs_up_and_in(browser: Browser, live_server, settings) -> None:
    settings.LOGIN_REDIRECT_URL = "/account/"
    context = open_window(browser, live_server.url, 1280, javascript=False)
    page = context.new_page()
    page.goto(reverse("account_signup"))
    page.get_by_label("Full name").fill("Amina Okafor")
    page.get_by_label("Email address").fill("amina@tests.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()
    link = re.search(r"http://\S+/accounts/confirm-email/\S+", str(mail.outbox[0].body))
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Confirm").click()
    page.goto("/account/")
    if page.url.endswith("/account/"):
        page.get_by_role("button", name="Sign out").click()
    sign_in(page)

    assert "Amina Okafor, amina@tests.example" in page.inner_text("main")
    context.close()


def test_a_passkey_is_added_and_signs_in(browser: Browser, live_server, member, settings) -> None:
    settings.LOGIN_REDIRECT_URL = "/account/"
    context = open_window(browser, live_server.url.replace("127.0.0.1", "localhost"), 1280)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page)
    reauthenticate(page)
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Name of this key").fill("Test key")
    page.get_by_label("Sign in with it instead of a password").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.get_by_role("button", name="Sign out").first.click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/account/")

    assert "Amina Okafor" in page.inner_text("main")
    context.close()
