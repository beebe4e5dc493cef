"""The queue of letters in a real browser: full, empty, and with something wrong; narrow and by keyboard."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from people.models import Role
from reminders.models import Message, RefusedAddress
from tests.factories import MembershipFactory, OrganisationFactory
from tests.reminders.making import make_message
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
State = Message.State


@pytest.fixture(params=[1280, 320], ids=lambda width: f"{width}px")
def width(request) -> int:
    return request.param


@pytest.fixture
def trust():
    return OrganisationFactory(name="Riverside and Coast Hospitals NHS Foundation Trust")


@pytest.fixture
def visitor(visit, trust, width) -> Visitor:
    keeper = MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN, user__name="Anna Keeper").user
    return visit(keeper, width=width)


def picture(visitor: Visitor, name: str, width: int) -> None:
    if folder := os.environ.get("PICTURES"):
        visitor.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


@pytest.fixture
def letters(trust) -> None:
    now = timezone.now()
    states = {
        State.WAITING: ("451 4.2.1 Greylisted, please come again", "answer"),
        State.FAILED: ("554 5.6.0 This message was rejected by our content filter", "letter"),
        State.HELD: ("550 5.1.1 <amina.okafor@riverside.example>: Recipient address rejected: User unknown", "address"),
        State.DOUBT: ("The worker died before the mail server's answer; it may have been delivered.", "doubt"),
        State.SENT: ("", ""),
    }
    for number in range(60):
        state = list(states)[number % len(states)]
        user = MembershipFactory(
            organisation=trust, role=Role.CLINICIAN, user__name=f"Dr Amina Okafor-Williams {number}"
        ).user
        make_message(
            user=user,
            kind="split" if number % 2 else "application",
            subject="A time split from 1 April 2027 waits for your signature",
            state=state,
            trouble=states[state][0],
            why=states[state][1],
            attempts=number % 7,
            sent_at=now if state == State.SENT else None,
        )
        if state == State.HELD:
            RefusedAddress.objects.create(address=user.email, user=user, words=states[state][0], refused_at=now)
    Message.objects.update(created_at=now - timedelta(days=3))


def test_an_administrator_finds_what_failed_and_sends_it_again(visitor, letters, width):
    visitor.go("/home/")
    if width > 1000:
        visitor.follow("Emails")
    else:
        visitor.go("/reminders/queue/")
    visitor.sees("48 emails, all that is not sent")
    assert visitor.faults() == []
    picture(visitor, "queue", width)
    visitor.page.get_by_label("Show", exact=True).select_option("failed")
    visitor.press("Show")
    visitor.sees("12 emails, failed")
    visitor.page.locator("input[name=message]").first.check()
    picture(visitor, "queue-failed", width)
    visitor.press("Send those chosen again")
    visitor.sees("1 letter will be sent within a minute.")
    visitor.sees("11 emails, failed")
    assert visitor.faults() == []
    picture(visitor, "queue-again", width)
    visitor.press("Send those chosen again")
    visitor.sees("Choose the letters to send again")
    assert visitor.faults() == []
    picture(visitor, "queue-none-chosen", width)


def test_refused_addresses_are_read_and_cleared(visitor, letters, width):
    visitor.go("/reminders/queue/")
    visitor.follow("12 addresses are refused")
    visitor.sees("User unknown")
    assert visitor.faults() == []
    picture(visitor, "addresses", width)
    visitor.press("Clear it")
    visitor.sees("What was held back goes out within a minute")
    assert visitor.faults() == []


def test_with_nothing_to_show_both_pages_say_what_would_stand_there(visitor, width):
    visitor.go("/reminders/queue/")
    visitor.sees("Nothing waits")
    assert visitor.faults() == []
    picture(visitor, "queue-empty", width)
    visitor.go("/reminders/queue/?show=failed&q=nobody")
    visitor.sees("No email fits this")
    assert visitor.faults() == []
    visitor.go("/reminders/queue/addresses/")
    visitor.sees("No address is refused")
    assert visitor.faults() == []
