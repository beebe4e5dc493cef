"""The pages of one's own account, in our own words."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from people.templatetags.nhs_pages import browser
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"


@pytest.fixture
def member(client):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)
    return user


def said(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("agent", "name"),
    [(FIREFOX, "Firefox on Linux"), (EDGE, "Edge on Windows"), (IPHONE, "Safari on an iPhone"), ("curl", "A browser")],
)
def test_a_browser_is_called_what_people_call_it(agent, name) -> None:
    assert browser(agent) == name


def test_where_one_is_signed_in_names_the_browser_and_when(client, member) -> None:
    client.logout()
    member.set_password("three words together")
    member.save()
    typed = {"login": member.email, "password": "three words together"}
    client.post(reverse("account_login"), typed, headers={"user-agent": FIREFOX})
    shown = said(client.get(reverse("usersessions_list"), headers={"user-agent": FIREFOX}))
    assert "Firefox on Linux" in shown
    assert "This one" in shown
    assert "Mozilla" not in shown
    assert " ago" not in shown


def test_someone_with_one_address_is_offered_nothing_that_cannot_be_done_with_it(client, member) -> None:
    shown = said(client.get(reverse("account_email")))
    assert member.email in shown
    assert "Remove" not in shown.split("</main>")[0].split("<script")[0]
    assert "Make it the main one" not in shown


def test_someone_with_two_addresses_chooses_the_main_one(client, member) -> None:
    EmailAddress.objects.create(user=member, email="second@tests.example", verified=True, primary=False)
    shown = said(client.get(reverse("account_email")))
    assert "Make it the main one" in shown
    assert "Remove it" in shown


@pytest.mark.parametrize(
    "route", ["account_reset_password", "account_reset_password_done", "account_email_verification_sent"]
)
def test_a_page_that_waits_for_an_email_says_where_help_is(client, route) -> None:
    assert reverse("pages:help") in said(client.get(reverse(route))).split("</main>")[0]


def test_without_an_organisations_sign_in_the_page_says_so(client, member) -> None:
    shown = said(client.get(reverse("socialaccount_connections")))
    assert "No organisation’s sign-in is joined to this service yet" in shown
