"""The pages of return plans in a real browser, wide and narrow: axe, no sideways scrolling, from role to meeting."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from people.models import Role
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


@pytest.mark.parametrize("width", [1280, 320])
def test_a_director_reads_the_figures_asks_of_a_service_and_opens_a_number(
    visit: Callable[..., Visitor], returning: Returning, width: int
) -> None:
    found: list[str] = []
    plan = returning.opened()

    director = visit(MembershipFactory(organisation=plan.organisation, role=Role.MEDICAL_DIRECTOR).user, width=width)
    director.go(reverse("returning:figures", args=[plan.organisation_id]))
    director.page.get_by_label("Service to come back to").select_option("Cardiology")
    director.press("Show the figures")
    director.sees("On the way back, by state, of 1 person.")
    found += director.faults()
    director.page.get_by_role("link", name="1 In the role or away").click()
    director.sees("Amira Away")
    found += director.faults()
    director.follow("Returns to practice in figures")
    assert f"service={plan.service_id}" in director.page.url
    director.page.get_by_label("Month").fill("13")
    director.press("Show the figures")
    director.sees("There is a problem")
    found += director.faults()

    analyst = visit(MembershipFactory(organisation=plan.organisation, role=Role.ANALYST).user, width=width)
    analyst.go(reverse("returning:figures", args=[plan.organisation_id]))
    analyst.sees("No return in these years")
    found += analyst.faults()
    assert found == []
