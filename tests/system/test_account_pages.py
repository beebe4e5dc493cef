"""Writing before a review in a real browser: saved while it is typed, and nothing is lost without a line."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from roles.models import Account
from tests.roles.reviews.reviewing import Reviewing
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def of(db) -> Reviewing:
    return Reviewing()


def page(of: Reviewing) -> str:
    return reverse("reviews:account", args=[of.review.pk])


@pytest.mark.parametrize("width", [1280, 320])
def test_it_is_saved_while_it_is_typed_and_sent_by_its_own_button(of, visit: Callable[..., Visitor], width: int):
    visitor = visit(of.holder, width=width)
    visitor.go(page(of))
    visitor.fill("What was done", "The winter plan held.")
    visitor.fill("Leadership time really used", "2.5")
    visitor.sees("Draft saved at")
    found = visitor.faults()
    visitor.go(page(of))
    expect(visitor.page.get_by_label("What was done")).to_have_value("The winter plan held.")
    visitor.fill("What next", "Go on.")
    visitor.press("Send it")
    visitor.sees("Sent. You can change it")
    visitor.go(page(of))
    visitor.fill("What next", "Go on, with a deputy.")
    visitor.sees("You have sent this")
    assert Account.objects.get().ahead == "Go on."
    found += visitor.faults()
    visitor.go(page(of))
    visitor.sees("What you typed before is back on the page")
    visitor.press("Send it again")
    visitor.sees("Sent. You can change it")
    assert Account.objects.get().ahead == "Go on, with a deputy."
    assert found == []


def test_the_enter_key_sends_nothing(of, visit):
    visitor = visit(of.holder)
    visitor.go(page(of))
    visitor.fill("What was done", "Much.")
    visitor.fill("What next", "More.")
    visitor.page.get_by_label("Leadership time really used").press("Enter")
    visitor.sees("Your draft is kept")
    assert Account.objects.get().sent_at is None


def test_a_second_window_does_not_overwrite_the_first_and_loses_nothing(of, visit):
    first, second = visit(of.holder), visit(of.holder)
    for visitor in (first, second):
        visitor.go(page(of))
    first.fill("Support", "Typed in the first window")
    first.sees("Draft saved at")
    second.fill("Support", "Typed in the second window")
    second.sees("changed in another window")
    second.press("Keep as a draft")
    second.sees("There is a problem")
    expect(second.page.get_by_label("Support")).to_have_value("Typed in the second window")
    second.sees("What is saved now: Support")
    assert second.faults() == []
    assert Account.objects.get().support == "Typed in the first window"
    second.press("Keep as a draft")
    second.sees("Your draft is kept")
    assert Account.objects.get().support == "Typed in the second window"


def test_when_the_sign_in_runs_out_what_was_typed_is_kept_and_comes_back(of, visit):
    visitor = visit(of.holder)
    visitor.go(page(of))
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    visitor.fill("What was done", "Typed after the sign-in ran out")
    visitor.sees("you may be signed out")
    visitor.enter(of.holder)
    visitor.go(page(of))
    visitor.sees("What you typed before is back on the page")
    expect(visitor.page.get_by_label("What was done")).to_have_value("Typed after the sign-in ran out")
    visitor.press("Keep as a draft")
    visitor.sees("Your draft is kept")
    assert Account.objects.get().done == "Typed after the sign-in ran out"


def test_without_a_script_the_button_keeps_it(of, visit):
    visitor = visit(of.holder, javascript=False)
    visitor.go(page(of))
    visitor.fill("What was done", "Without a script")
    visitor.press("Keep as a draft")
    visitor.sees("Your draft is kept")
    expect(visitor.page.get_by_label("What was done")).to_have_value("Without a script")
