"""The way back in a real browser, wide and narrow: supervised days, a concern, a shared log, a phase, figures."""

from collections.abc import Callable

import pytest
import time_machine
from django.urls import reverse

from pathways.models import ReturnPlan, TimeSplit
from people.models import Role
from tests.factories import MembershipFactory
from tests.pathways.returning import Returning
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


def came_back() -> tuple[Returning, ReturnPlan]:
    """A clinician who came back some days ago, with the three meetings held."""
    returning = Returning(left_days_ago=200, months=6)
    with time_machine.travel(f"{returning.left}T12:00"):
        plan = returning.opened()
        returning.hold(plan, "before")
    with time_machine.travel(f"{returning.back}T12:00"):
        returning.hold(plan, "pre_return")
        returning.hold(plan, "on_return")
    plan.refresh_from_db()
    return returning, plan


@pytest.mark.parametrize("width", [1280, 320])
def test_from_the_first_supervised_day_to_the_trusts_figures(visit: Callable[..., Visitor], width: int) -> None:
    returning, plan = came_back()
    here = plan.organisation
    officer, hr = (
        MembershipFactory(organisation=here, role=role, user__name=name).user
        for role, name in ((Role.MEDICAL_DIRECTOR, "Olu Officer"), (Role.HR, "Hari Resources"))
    )
    found: list[str] = []
    detail = reverse("returns:detail", args=[plan.pk])

    clinician = visit(returning.clinician, width=width)
    clinician.go(detail)
    clinician.follow("Log a day")
    clinician.page.get_by_label("Ward round or ward work").check()
    clinician.page.get_by_label("Yes", exact=True).check()
    clinician.press("Log the day")
    clinician.sees("is no supervised day")
    found += clinician.faults()
    clinician.page.get_by_label("No", exact=True).check()
    clinician.press("Log the day")
    clinician.sees("0 of at least 10 working days agreed")
    found += clinician.faults()

    supervisor = visit(returning.lead, width=width)
    supervisor.go(reverse("desk:home"))
    supervisor.follow("Agree 1 supervised day of Amira Away")
    found += supervisor.faults()
    supervisor.press("Agree these days")
    supervisor.sees("1 of at least 10 working days agreed")
    supervisor.follow("Return plan")
    supervisor.follow("Raise a concern with the responsible officer")
    found += supervisor.faults()
    supervisor.fill("What the concern is", "Two letters went out late.")
    supervisor.press("Raise it")
    supervisor.sees("Your concern is with Olu Officer")
    found += supervisor.faults()

    clinician.go(detail)
    clinician.sees("raised a concern with the responsible officer")
    assert "Two letters" not in clinician.page.content()
    found += clinician.faults()

    director = visit(officer, width=width)
    director.go(reverse("desk:home"))
    director.follow("Answer a concern about the return of Amira Away")
    found += director.faults()
    director.page.get_by_label("More support, agreed with both").check()
    director.fill("What is done about it", "We meet on Monday.")
    director.press("Answer it")
    director.sees("Your answer is with Sam Supervisor")
    found += director.faults()

    clinician.go(reverse("practice:own"))
    clinician.follow("Log something")
    found += clinician.faults()
    clinician.page.get_by_label("Kind").select_option("procedure")
    clinician.page.get_by_label("What", exact=True).fill("Angiogram")
    clinician.press("Log it")
    clinician.sees("1 procedure: Angiogram")
    found += clinician.faults()
    clinician.go(detail)
    clinician.follow("Share it with Sam Supervisor")
    found += clinician.faults()
    clinician.press("Share it")
    clinician.sees("Shared with Sam Supervisor")

    supervisor.go(detail)
    supervisor.follow("See it")
    supervisor.sees("Picture of readiness")
    found += supervisor.faults()

    clinician.go(detail)
    clinician.press("Draft its time split")
    clinician.sees("of the agreed return to practice")
    assert TimeSplit.objects.get(user=returning.clinician).starts == plan.returns_on
    found += clinician.faults()

    people = visit(hr, width=width)
    people.go(reverse("returning:figures", args=[here.pk]))
    people.sees("On the way back, by state")
    found += people.faults()
    people.page.get_by_role("link", name="1 Back, under supervision").click()
    people.sees("Amira Away")
    found += people.faults()
    assert found == []
