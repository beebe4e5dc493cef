"""The mentoring pages in a real browser, wide and narrow: axe, no sideways scrolling, a request from ask to accept."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from people.models import Specialty, User
from tests.factories import ClinicianFactory, MembershipFactory, MentorProfileFactory
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 320]


@pytest.fixture
def pair(db: None) -> tuple[User, User]:
    """Someone who looks for a mentor, and a mentor with a long name among twenty-five more."""
    maya = MembershipFactory(user__name="Maya Featherstonehaugh-Ramasubramanian").user
    specialty = Specialty.objects.create(name="Cardiology", kind="specialty")
    ClinicianFactory(user=maya, specialty=specialty)
    MentorProfileFactory(user=maya, capacity=9, topics="job planning, going back to clinical work")
    for n in range(25):
        ClinicianFactory(user=MentorProfileFactory(user__name=f"Person {n:02}").user)
    return MembershipFactory(user__name="Tom Mentee").user, maya


def faults(visitor: Visitor, *addresses: str) -> list[str]:
    """Opens each address and gives what is wrong with it."""
    found = []
    for address in addresses:
        visitor.go(address)
        found += visitor.faults()
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_a_request_is_made_and_accepted_on_pages_without_faults(
    visit: Callable[..., Visitor], pair: tuple[User, User], width: int
) -> None:
    home, find, profile = (reverse(f"mentoring:{name}") for name in ("home", "find", "profile"))
    mentee = visit(pair[0], width=width)
    found = faults(mentee, home, find, find + "?q=nobody+at+all", profile)
    mentee.go(find + "?q=cardiolgy")
    mentee.follow("Maya Featherstonehaugh-Ramasubramanian")
    mentee.press("Send the request")
    mentee.sees("Write what you hope for")
    found += mentee.faults()
    mentee.page.get_by_label("What you hope for").fill("I would like to lead, and to stay a clinician.")
    mentee.press("Send the request")
    mentee.sees("You have asked Maya")
    found += mentee.faults()

    mentor = visit(pair[1], width=width)
    found += faults(mentor, home, profile)
    mentor.go(home)
    mentor.follow("Tom Mentee")
    mentor.press("Accept")
    mentor.sees("Write a sentence as your answer")
    found += mentor.faults()
    mentor.page.get_by_label("Your answer").fill("Gladly. Shall we meet next week?")
    mentor.press("Accept")
    mentor.sees("You have accepted")
    mentor.page.locator("summary", has_text="End the mentoring").click()
    found += mentor.faults()
    found += faults(mentee, home)
    mentee.follow("Maya Featherstonehaugh-Ramasubramanian")
    mentee.sees("Gladly. Shall we meet next week?")
    found += mentee.faults()
    assert found == []
