"""The pages of return plans in a real browser, wide and narrow: axe, no sideways scrolling, from role to meeting."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from people.models import User
from tests.factories import MembershipFactory
from tests.pathways.returning import Returning
from tests.system.browser import DEMO_PASSWORD, Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


def can_sign_in(user: User, name: str) -> None:
    user.email = f"{name}@demo.example"
    user.set_password(DEMO_PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


@pytest.fixture
def returning(db: None) -> Returning:
    """The two of a return, and someone without any role."""
    made = Returning()
    can_sign_in(made.clinician, "away")
    can_sign_in(made.lead, "supervisor")
    can_sign_in(MembershipFactory().user, "newcomer")
    return made


@pytest.mark.parametrize("width", [1280, 320])
def test_a_plan_is_opened_and_its_first_meeting_recorded_on_pages_without_faults(
    visit: Callable[..., Visitor], returning: Returning, width: int
) -> None:
    found: list[str] = []

    def look(visitor: Visitor, what: str) -> None:
        found.extend(visitor.axe_violations())
        if visitor.overflows():
            found.append(f"{what} is wider than its window")

    newcomer = visit("newcomer", width=width)
    newcomer.go(reverse("returns:list"))
    newcomer.sees("You have no return plan")
    look(newcomer, "the empty list")

    clinician = visit("away", width=width)
    clinician.go(reverse("appointments:detail", args=[returning.appointment.pk]))
    clinician.follow("Open a return plan")
    look(clinician, "the form")
    clinician.press("Draft the plan")
    clinician.sees("Choose who supervises your return")
    look(clinician, "the form with an error")
    clinician.page.get_by_label("Supervisor").select_option(str(returning.lead.pk))
    clinician.press("Draft the plan")
    clinician.sees("Check your return plan before you open it")
    look(clinician, "the preview")
    clinician.press("Change the answers")
    clinician.press("Draft the plan")
    clinician.press("Open the plan")
    clinician.sees("Your return plan is open")
    look(clinician, "the record")
    clinician.go(reverse("returns:list"))
    look(clinician, "the list")

    supervisor = visit("supervisor", width=width)
    supervisor.go(reverse("returns:list"))
    look(supervisor, "the supervisor's list")
    supervisor.follow("Amira Away")
    supervisor.follow("Meeting before leaving practice")
    look(supervisor, "the meeting")
    supervisor.page.get_by_label("Note").fill("Two lists a month, and the audit meeting.")
    supervisor.press("Record it")
    supervisor.sees("Recorded: meeting before leaving practice.")
    supervisor.sees("Two lists a month")
    look(supervisor, "the record with a note")
    assert found == []
