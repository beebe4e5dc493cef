"""The pages of role reviews in a real browser, wide and narrow: empty, filled, and with wrong input."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from roles.appointments.models import NextStep
from roles.models import ReviewKind
from roles.reviews import deciding, meetings, objectives
from tests.roles.reviews.reviewing import Reviewing, colleague
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
both_widths = pytest.mark.parametrize("width", [1280, 320])


def detail(of: Reviewing) -> str:
    return reverse("reviews:detail", args=[of.review.pk])


@both_widths
def test_the_list_leads_from_the_menu_to_what_waits_and_says_where_nothing_does(
    visit: Callable[..., Visitor], width: int
) -> None:
    of = Reviewing(ReviewKind.END_OF_TERM)
    stranger = visit(colleague(of.appointment.organisation, Role.CLINICIAN), width=width)
    stranger.go(reverse("reviews:list"))
    stranger.sees("No role reviews yet")
    found = stranger.faults()
    holder = visit(of.holder, width=width)
    holder.go(reverse("appointments:detail", args=[of.appointment.pk]))
    holder.follow("All your role reviews")
    holder.sees("say what you want after the term; propose objectives; write your account; propose a time to meet")
    found += holder.faults()
    holder.follow("Your role:")
    holder.sees("Before you meet")
    deciding.record(
        of.review, by=of.reviewer, held_on=timezone.localdate(), summary="A good year.", next_step=NextStep.GO_ON
    )
    deciding.sign(of.review, by=of.holder)
    holder.go(reverse("reviews:list"))
    holder.sees("No role review is to come or under way")
    found += holder.faults()
    holder.follow("Past reviews")
    holder.sees("Signed by both")
    found += holder.faults()
    assert found == []


@both_widths
def test_wrong_input_is_said_beside_what_was_typed(visit: Callable[..., Visitor], width: int) -> None:
    of = Reviewing()
    visitor, found = visit(of.holder, width=width), []
    for name, typed, button, words in (
        ("feedback", {"Email address of a colleague": "nobody"}, "Ask them", "Say how the answer is shown"),
        ("actions", {"What is to be done": "Meet finance"}, "Add it", "Enter the day by which it is done"),
        ("meeting", {"Time": "25pm"}, "Propose it", "Time must be a time of day"),
        ("account", {"Leadership time really used": "much"}, "Send it", "must be a number"),
    ):
        visitor.go(reverse(f"reviews:{name}", args=[of.review.pk]))
        for label, text in typed.items():
            visitor.fill(label, text)
        visitor.press(button)
        visitor.sees(words)
        for label, text in typed.items():
            assert visitor.page.get_by_label(label).first.input_value() == text
        found += visitor.faults()
    assert found == []


@both_widths
def test_a_reviewer_answers_a_time_to_meet_online_and_changes_what_is_recorded(
    visit: Callable[..., Visitor], width: int
) -> None:
    of = Reviewing()
    objectives.propose(of.appointment, "Waits under 18 weeks", by=of.holder)
    at, link = timezone.now() + timedelta(days=3), "https://meet.example/" + "x" * 120
    meetings.propose(of.review, by=of.holder, starts_at=at, minutes=60, place="", link=link)
    reviewer = visit(of.reviewer, width=width)
    reviewer.go(detail(of))
    reviewer.sees("A time is proposed")
    found = reviewer.faults()
    reviewer.press("Agree to this time")
    assert reviewer.page.get_by_role("link", name="Join").get_attribute("href") == link
    found += reviewer.faults()
    deciding.record(
        of.review, by=of.reviewer, held_on=timezone.localdate(), summary="A good year.", next_step=NextStep.GO_ON
    )
    deciding.ask_to_change(of.review, "Name the audit, please.", by=of.holder)
    reviewer.go(detail(of))
    reviewer.follow("Change what is recorded")
    reviewer.sees("Name the audit, please.")
    reviewer.fill("Summary", "A good year, with an audit.")
    found += reviewer.faults()
    reviewer.press("Record the change")
    reviewer.sees("The holder is asked to sign it")
    found += reviewer.faults()
    assert found == []


@both_widths
def test_a_page_that_shows_an_older_text_does_not_sign_the_newer(visit: Callable[..., Visitor], width: int) -> None:
    of, today = Reviewing(), timezone.localdate()
    deciding.record(of.review, by=of.reviewer, held_on=today, summary="A good year.", next_step=NextStep.GO_ON)
    holder = visit(of.holder, width=width)
    holder.go(detail(of))
    deciding.record(of.review, by=of.reviewer, held_on=today, summary="A bad year.", next_step=NextStep.RETURN)
    holder.press("Sign the review")
    holder.sees("Read it again, then sign")
    holder.sees("A bad year.")
    assert holder.faults() == []
    holder.press("Sign the review")
    holder.sees("You have signed the review")
