"""The mentoring pages in a real browser, wide and narrow: axe, no sideways scrolling, a request from ask to accept."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from playwright.sync_api import Page

from people.models import Specialty, User
from tests.factories import ClinicianFactory, MembershipFactory, MentorProfileFactory
from tests.system.browser import DEMO_PASSWORD, Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 320]


def person(name: str, email: str) -> User:
    user = MembershipFactory(user__name=name, user__email=email).user
    user.set_password(DEMO_PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def people(db: None) -> None:
    """A mentor with a long name, twenty-five more, and someone who looks for one."""
    person("Tom Mentee", "mentee@demo.example")
    maya = person("Maya Featherstonehaugh-Ramasubramanian", "mentor@demo.example")
    specialty = Specialty.objects.create(name="Cardiology", kind="specialty")
    ClinicianFactory(user=maya, specialty=specialty)
    MentorProfileFactory(user=maya, capacity=9, topics="job planning, going back to clinical work")
    for n in range(25):
        ClinicianFactory(user=MentorProfileFactory(user__name=f"Person {n:02}").user)


def faults(visitor: Visitor, *routes: str) -> list[str]:
    """Opens each address and gives what axe finds, and those wider than their window."""
    found = []
    for route in routes:
        visitor.go(route)
        found += visitor.axe_violations() + ([f"{route} is wider than its window"] if visitor.overflows() else [])
    return found


def signed_in(visit: Callable[..., Visitor], who: str, width: int) -> Visitor:
    """Opens a window as someone, wherever signing in leads."""
    visitor = visit(width=width)
    page: Page = visitor.page
    visitor.go(reverse("account_login"))
    page.get_by_label("Email").first.fill(f"{who}@demo.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "login" not in url)
    return visitor


@pytest.mark.parametrize("width", WIDTHS)
def test_a_request_is_made_and_accepted_on_pages_without_faults(visit, people, width: int) -> None:
    home, find, profile = (reverse(f"mentoring:{name}") for name in ("home", "find", "profile"))
    mentee = signed_in(visit, "mentee", width)
    found = faults(mentee, home, find, find + "?q=nobody+at+all", profile)
    mentee.go(find + "?q=cardiolgy")
    mentee.follow("Maya Featherstonehaugh-Ramasubramanian")
    mentee.press("Send the request")
    mentee.sees("Write what you hope for")
    found += mentee.axe_violations()
    mentee.page.get_by_label("What you hope for").fill("I would like to lead, and to stay a clinician.")
    mentee.press("Send the request")
    mentee.sees("You have asked Maya")
    found += mentee.axe_violations()

    mentor = signed_in(visit, "mentor", width)
    found += faults(mentor, home, profile)
    mentor.go(home)
    mentor.follow("Tom Mentee")
    mentor.press("Accept")
    mentor.sees("Write a sentence as your answer")
    found += mentor.axe_violations()
    mentor.page.get_by_label("Your answer").fill("Gladly. Shall we meet next week?")
    mentor.press("Accept")
    mentor.sees("You have accepted")
    mentor.page.locator("summary", has_text="End the mentoring").click()
    found += mentor.axe_violations()
    assert not mentor.overflows()
    found += faults(mentee, home)
    mentee.follow("Maya Featherstonehaugh-Ramasubramanian")
    mentee.sees("Gladly. Shall we meet next week?")
    assert not mentee.overflows()
    assert found == []
