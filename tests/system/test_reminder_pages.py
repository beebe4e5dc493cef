"""Inbox, preferences, calendar and the demo's letters in a real browser: axe, narrow screens, no script needed."""

import mailbox
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from reminders.letters import names
from reminders.models import Due, Message, Notice
from reminders.posting import as_letter
from reminders.sweeping import sweep
from tests.factories import MembershipFactory, UserFactory
from tests.reminders.making import make_due, make_notice
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


def test_someone_chooses_what_is_emailed_and_when(visitor):
    user = UserFactory(name="Amina Okafor")
    here = MembershipFactory(user=user).organisation
    MembershipFactory(
        user=UserFactory(name="Benedict Featherstonehaugh", email="ben@tests.example"), organisation=here, role=Role.HR
    )
    visitor.enter(user)
    visitor.go("/account/")
    visitor.page.get_by_role("link", name="What we email you, and when").click()
    visitor.page.get_by_label("Role reviews", exact=True).select_option("Once a week, on Monday morning")
    assert visitor.faults() == []
    visitor.press("Save")
    visitor.sees("Saved.")
    assert visitor.page.get_by_label("Role reviews", exact=True).input_value() == "weekly"

    visitor.page.get_by_role("link", name="Quiet hours").click()
    visitor.page.get_by_label("No emails from").select_option("20:00")
    visitor.press("Save")
    visitor.sees("There is a problem")
    visitor.sees("Choose when quiet hours end, or no quiet hours")
    assert visitor.faults() == []
    visitor.page.get_by_label("Until").select_option("07:00")
    visitor.press("Save")
    visitor.sees("no emails from 20:00 until 07:00")

    visitor.page.get_by_role("link", name="Days away").click()
    visitor.sees("You have named no days away")
    visitor.press("Save")
    visitor.sees("Enter the first day away")
    assert visitor.faults() == []
    today = timezone.localdate()
    for name, day in (("First day away", today), ("Last day away", today + timedelta(days=5))):
        group = visitor.page.get_by_role("group", name=name)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part, exact=True).fill(str(value))
    visitor.page.get_by_label("Email address of who stands in").fill("ben@tests.example")
    visitor.press("Save")
    visitor.sees("Benedict Featherstonehaugh stands in")
    assert visitor.faults() == []


def test_someone_reads_their_inbox(visitor):
    user, other = UserFactory(name="Amina Okafor"), UserFactory(name="Benedict Featherstonehaugh")
    visitor.enter(user)
    visitor.go("/reminders/inbox/")
    visitor.sees("You have not been told anything yet")
    assert visitor.faults() == []
    for n in range(28):
        make_notice(
            user=user, title=f"Role review {n}: Deputy chief clinical information officer", due_on=timezone.localdate()
        )
    make_notice(user=user, title="A mentor answers", kind="mentoring", path="/calendar/")
    make_notice(user=user, title="Late review", stage="escalation", person=other, due_on=timezone.localdate())
    for state in (Due.State.DONE, Due.State.CANCELLED):
        make_notice(user=user, title=f"A check-in, {state}", kind="return_check_in", due=make_due(state=state))
    visitor.go("/reminders/inbox/")
    visitor.sees("32 messages, 32 unread in all")
    assert visitor.faults() == []
    visitor.page.get_by_label("Show", exact=True).select_option("Mentoring (1)")
    visitor.press("Show")
    visitor.page.get_by_role("link", name="A mentor answers").click()
    visitor.sees("Your calendar feed")
    assert Notice.objects.get(title="A mentor answers").read_at is not None
    visitor.go("/reminders/inbox/?kind=mentoring&unread=yes")
    visitor.sees("Nothing here")
    assert visitor.faults() == []


def test_someone_stops_a_kind_of_letter_without_signing_in(visitor):
    make_due(kind="role_review", title="Role review: Clinical lead")
    sweep()
    message = Message.objects.get()
    address = (
        str(as_letter(message).extra_headers["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost:8000")
    )
    visitor.go(address)
    visitor.sees("Stop these emails?")
    assert visitor.faults() == []
    visitor.press("Stop these emails")
    visitor.sees("Emails stopped")
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
