"""The calendar page and the demo's letters in a real browser: axe, narrow screens, no script needed."""

import mailbox
from email.message import EmailMessage

import pytest
from django.urls import reverse

from reminders.letters import names
from tests.factories import UserFactory
from tests.reminders.making import make_due
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[1280, 320], ids=lambda width: f"{width}px")
def visitor(request, visit) -> Visitor:
    return visit(width=request.param, javascript=True)


@pytest.fixture
def letters(settings, tmp_path) -> None:
    settings.DEMO = True
    settings.MAIL_DIR = tmp_path / "mail"
    kept = mailbox.Maildir(tmp_path / "mail")
    for number in range(30):
        letter = EmailMessage()
        letter["From"], letter["To"] = "us@tests.example", f"a.rather.long.address.of.person{number}@tests.example"
        letter["Subject"] = f"Due: Role review: Deputy chief clinical information officer {number}"
        letter.set_content(f"Dear Anna,\n\nSee it:\nhttp://localhost:8000/accounts/confirm-email/{'Mjo1' * 30}/\n")
        letter.add_alternative(f"<p>Dear Anna,</p><p>{'x' * 300}</p>", subtype="html")
        kept.add(letter)


def test_someone_makes_a_calendar_address_and_replaces_it(visitor):
    user = UserFactory(name="Amina Okafor")
    visitor.enter(user)
    visitor.go("/calendar/")
    visitor.sees("You have no address yet")
    assert visitor.faults() == []

    make_due(user=user, title="Role review: Deputy chief clinical information officer")
    visitor.press("Make my calendar address")
    visitor.sees("Role review: Deputy chief clinical information officer")
    address = visitor.page.locator("code").inner_text()
    for summary in visitor.page.locator("summary").all():
        summary.click()
    assert visitor.faults() == []

    visitor.press("Make a new address")
    visitor.sees("The old one no longer works")
    assert visitor.page.locator("code").inner_text() != address
    assert visitor.faults() == []


def test_the_letters_of_the_demo(visitor, letters):
    visitor.go(reverse("reminders:demo-mail"))
    visitor.sees("30 emails")
    assert visitor.faults() == []
    visitor.go(reverse("reminders:demo-mail-message", args=[names()[0]]))
    visitor.page.locator("summary").click()
    assert visitor.faults() == []


def test_the_page_of_letters_before_the_first(visitor, settings, tmp_path):
    settings.DEMO = True
    settings.MAIL_DIR = tmp_path
    visitor.go(reverse("reminders:demo-mail"))
    visitor.sees("No email has been sent yet")
    assert visitor.faults() == []
