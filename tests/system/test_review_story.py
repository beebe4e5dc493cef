"""One review of a role, from its objectives to the decision that both sign, as holder and reviewer, wide and narrow."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from reminders.models import Message
from roles.models import RoleReview
from roles.reviews import feedback
from tests.roles.reviews.reviewing import Reviewing, colleague
from tests.system.browser import Visitor
from tests.system.steps import fill_date

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


def propose_objectives(holder: Visitor, of: Reviewing) -> list[str]:
    holder.go(reverse("appointments:detail", args=[of.appointment.pk]))
    holder.follow("Yearly")
    found = holder.faults()
    holder.follow("Objectives")
    holder.press("Propose these")
    holder.sees("Write at least one objective")
    found += holder.faults()
    holder.fill("Objectives, one on each line", "Waits under 18 weeks by June\nA deputy who runs the rota")
    holder.press("Propose these")
    holder.sees("Waits for your reviewer")
    return found + holder.faults()


def agree_objectives(reviewer: Visitor, of: Reviewing) -> list[str]:
    letter = Message.objects.get(user=of.reviewer, subject__startswith="Objectives to agree")
    reviewer.go(letter.path)
    found = reviewer.faults()
    reviewer.press("Agree to these")
    reviewer.sees("These are the objectives now")
    return found + reviewer.faults()


def write(visitor: Visitor, of: Reviewing, done: str) -> list[str]:
    visitor.go(reverse("reviews:detail", args=[of.review.pk]))
    visitor.follow("What you write before you meet")
    visitor.fill("What was done", done)
    visitor.press("Keep as a draft")
    visitor.sees("Your draft is kept")
    visitor.press("Send it")
    visitor.sees("Write what should come next")
    found = visitor.faults()
    visitor.fill("What next", "Go on, with a deputy.")
    visitor.press("Send it")
    visitor.sees("Sent. You can change it")
    return found + visitor.faults()


def ask_and_answer(holder: Visitor, visit: Callable[..., Visitor], of: Reviewing, width: int) -> list[str]:
    friends = [colleague(of.appointment.organisation) for _ in range(3)]
    holder.go(reverse("reviews:feedback", args=[of.review.pk]))
    found = holder.faults()
    for friend in friends:
        holder.fill("Email address of a colleague", friend.email)
        holder.page.get_by_label("Without a name, among others").check()
        holder.press("Ask them")
        holder.sees("Asked.")
    found += holder.faults()
    for number, request in enumerate(of.review.feedback.order_by("pk")):
        if number:
            feedback.give(request, well=f"Calm {number}", better="Rest", by=request.person)
    last = of.review.feedback.earliest("pk")
    friend_page = visit(last.person, width=width)
    friend_page.go("/home/")
    friend_page.follow("Feedback on Hana Holder")
    friend_page.sees("without your name")
    found += friend_page.faults()
    friend_page.fill("What does this person do well", "Calm 0")
    friend_page.fill("What would make them better", "Say no")
    friend_page.press("Give feedback")
    friend_page.sees("Thank you")
    return found + friend_page.faults()


def agree_to_meet(holder: Visitor, reviewer: Visitor, of: Reviewing) -> list[str]:
    at = reverse("reviews:detail", args=[of.review.pk])
    holder.go(at)
    holder.follow("Meeting")
    fill_date(holder, "starts", timezone.localdate() + timedelta(days=4))
    holder.fill("Time", "2pm")
    holder.fill("Place", "Room 4")
    found = holder.faults()
    holder.press("Propose it")
    holder.sees("A time is proposed")
    found += holder.faults()
    reviewer.go(at)
    found += reviewer.faults()
    reviewer.press("Agree to this time")
    reviewer.sees("You both get an invitation by email")
    assert Message.objects.exclude(calendar="").filter(user__in=[of.holder, of.reviewer]).count() == 2
    return found + reviewer.faults()


def decide(holder: Visitor, reviewer: Visitor, of: Reviewing) -> list[str]:
    at = reverse("reviews:detail", args=[of.review.pk])
    reviewer.go(at)
    reviewer.sees("3 colleagues, in no order")
    reviewer.sees("The winter plan held.")
    reviewer.follow("Add an action")
    reviewer.fill("What is to be done", "Hand the rota on")
    reviewer.page.get_by_label("Who does it").select_option(str(of.holder.pk))
    fill_date(reviewer, "due_on", timezone.localdate() + timedelta(days=60))
    found = reviewer.faults()
    reviewer.press("Add it")
    fill_date(reviewer, "held_on", timezone.localdate())
    reviewer.fill("Summary", "A good year.")
    reviewer.page.get_by_label("Change the time split").check()
    reviewer.press("Record the review")
    reviewer.sees("signed by you")
    found += reviewer.faults()
    holder.go(at)
    holder.sees("Yours to sign")
    found += holder.faults()
    holder.follow("Ask for a change")
    holder.press("Ask for it")
    holder.sees("Write what should change")
    found += holder.faults()
    holder.go(reverse("reviews:wish", args=[of.appointment.pk]))
    found += holder.faults()
    holder.page.get_by_label("I do not know yet").check()
    holder.press("Save")
    holder.sees("Kept. You can change it")
    holder.go(at)
    holder.press("Sign the review")
    holder.sees("You have signed the review")
    found += holder.faults()
    holder.follow("Propose the new time split")
    holder.sees("time split")
    return found


@pytest.mark.parametrize("width", [1280, 320])
def test_a_review_goes_from_objectives_to_a_decision_that_both_sign(visit: Callable[..., Visitor], width: int) -> None:
    of = Reviewing()
    holder, reviewer = visit(of.holder, width=width), visit(of.reviewer, width=width)
    found = propose_objectives(holder, of)
    found += agree_objectives(reviewer, of)
    found += write(holder, of, "The winter plan held.")
    found += ask_and_answer(holder, visit, of, width)
    found += agree_to_meet(holder, reviewer, of)
    found += write(reviewer, of, "Led well.")
    found += decide(holder, reviewer, of)
    director = visit(colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR), width=width)
    director.go(reverse("reviews:detail", args=[of.review.pk]))
    director.sees("Hand the rota on")
    assert "A good year." not in director.page.content()
    found += director.faults()
    assert found == []
    held = RoleReview.objects.get(pk=of.review.pk)
    assert (held.next_step, held.holder_answer.signed_at is not None) == ("change_split", True)
