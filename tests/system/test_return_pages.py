"""The pages of return plans in a real browser, wide and narrow: axe, no sideways scrolling, from role to meeting."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory
from tests.pathways.returning import Returning
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def returning(db: None) -> Returning:
    """The two of a return."""
    return Returning()


@pytest.mark.parametrize("width", [1280, 320])
def test_a_plan_is_opened_and_its_first_meeting_recorded_on_pages_without_faults(
    visit: Callable[..., Visitor], returning: Returning, width: int
) -> None:
    found: list[str] = []

    newcomer = visit(MembershipFactory().user, width=width)
    newcomer.go(reverse("returns:list"))
    newcomer.sees("You have no return plan")
    found += newcomer.faults()

    clinician = visit(returning.clinician, width=width)
    clinician.go(reverse("appointments:detail", args=[returning.appointment.pk]))
    clinician.follow("Open a return plan")
    found += clinician.faults()
    clinician.press("Draft the plan")
    clinician.sees("Choose who supervises your return")
    found += clinician.faults()
    clinician.page.get_by_label("Supervisor").select_option(str(returning.lead.pk))
    clinician.press("Draft the plan")
    clinician.sees("Check your return plan before you open it")
    found += clinician.faults()
    clinician.press("Change the answers")
    clinician.press("Draft the plan")
    clinician.press("Open the plan")
    clinician.sees("Your return plan is open")
    found += clinician.faults()
    clinician.go(reverse("returns:list"))
    found += clinician.faults()

    supervisor = visit(returning.lead, width=width)
    supervisor.go(reverse("returns:list"))
    found += supervisor.faults()
    supervisor.follow("Amira Away")
    supervisor.follow("Meeting before leaving practice")
    found += supervisor.faults()
    supervisor.page.get_by_label("Note").fill("Two lists a month, and the audit meeting.")
    supervisor.press("Record it")
    supervisor.sees("Recorded: meeting before leaving practice.")
    supervisor.sees("Two lists a month")
    found += supervisor.faults()
    assert found == []
