"""Phases of a return become time splits by the ordinary sign-off."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from psycopg2.extras import DateRange

from pathways.models import Basis, ReturnPlan, TimeSplit
from pathways.returns import phases, rules
from pathways.returns.settings import FIRST_SHARE, PHASE_WEEKS
from pathways.splits.facts import findings_of
from pathways.splits.services import submit, withdraw
from people.refusals import Refused
from tests.factories import EmploymentFactory, PayPointFactory, TimeSplitFactory, set_here
from tests.pathways.returning import Returning


def shown(plan: ReturnPlan) -> list[tuple[int, D]]:
    return [((phase.starts - plan.returns_on).days, phase.dcc_pas) for phase in plan.phases.all()]


def test_a_plan_opens_with_the_usual_phases_or_the_organisations_own(returning: Returning) -> None:
    plan = returning.opened()
    assert shown(plan) == [(0, D("3.75")), (28, D("5.75")), (56, D("7.5"))]
    ReturnPlan.objects.update(status="closed")
    set_here(plan.organisation, FIRST_SHARE, 20)
    set_here(plan.organisation, PHASE_WEEKS, 2)
    assert shown(returning.opened()) == [(0, D("1.5")), (14, D("5.75")), (28, D("7.5"))]


def test_a_phase_is_drawn_once_as_a_draft_filled_in_and_sent_like_any_other(returning: Returning) -> None:
    plan = returning.opened()
    EmploymentFactory(user=returning.clinician, organisation=plan.organisation, service=plan.service)
    PayPointFactory()
    first = plan.phases.get(position=1)
    split = phases.draw(first, by=returning.clinician)
    assert phases.draw(first, by=returning.clinician) == split
    assert (split.status, split.starts, split.last_day) == (
        "draft",
        plan.returns_on,
        plan.returns_on + timedelta(days=27),
    )
    assert (split.dcc_pas, split.spa_pas, split.total_pas) == (D("3.75"), D("0.75"), D("4.5"))
    assert split.reason == "Phase 1 of 3 phases of the agreed return to practice."
    assert not [finding for finding in findings_of(split) if str(finding.level) == "error"]
    assert submit(split, by=returning.clinician, version=split.version).status == "submitted"


def test_the_last_phase_runs_on(returning: Returning) -> None:
    plan = returning.opened()
    split = phases.draw(plan.phases.get(position=3), by=returning.clinician)
    assert (split.last_day, split.dcc_pas, split.spa_pas) == (None, D("7.5"), D("1.5"))


def test_leading_that_goes_on_stays_in_the_week(returning: Returning) -> None:
    plan = returning.opened()
    ReturnPlan.objects.update(basis=Basis.LOW_SHARE)
    plan.refresh_from_db()
    current = TimeSplitFactory(
        user=returning.clinician,
        organisation=plan.organisation,
        service=plan.service,
        status=TimeSplit.Status.IN_FORCE,
        period=DateRange(returning.left, None),
    )
    current.lines.create(position=1, category="anr", what="Clinical director", pas=D(2))
    current.lines.create(position=2, category="dcc", what="Clinic", pas=D("0.5"))
    week = phases.week_of(plan, plan.phases.get(position=1))
    assert [(line.category, line.pas) for line in week] == [("dcc", D("3.75")), ("spa", D("0.75")), ("anr", D(2))]


def test_a_withdrawn_time_split_leaves_its_phase_to_be_drawn_anew(returning: Returning) -> None:
    phase = returning.opened().phases.get(position=1)
    split = phases.draw(phase, by=returning.clinician)
    withdraw(split, by=returning.clinician, version=split.version)
    assert phases.draw(phase, by=returning.clinician) != split


def test_phases_change_until_one_is_drawn(returning: Returning) -> None:
    plan = returning.opened()
    whole = [rules.PhaseOf(plan.returns_on, D("7.5"))]
    with pytest.raises(PermissionDenied):
        phases.change(plan, whole, by=returning.lead)
    with pytest.raises(Refused, match="all that you come back to"):
        phases.change(plan, [rules.PhaseOf(plan.returns_on, D(7))], by=returning.clinician)
    phases.change(plan, whole, by=returning.clinician)
    assert shown(plan) == [(0, D("7.5"))]
    phases.draw(plan.phases.get(), by=returning.clinician)
    with pytest.raises(Refused, match="was drawn from a phase"):
        phases.change(plan, whole, by=returning.clinician)


def test_only_the_clinician_draws_and_not_from_a_closed_plan(returning: Returning) -> None:
    phase = returning.opened().phases.get(position=1)
    with pytest.raises(PermissionDenied):
        phases.draw(phase, by=returning.lead)
    ReturnPlan.objects.update(status="closed")
    with pytest.raises(Refused, match="This plan is closed"):
        phases.draw(phase, by=returning.clinician)


def test_in_the_browser_phases_are_changed_and_drawn_from_the_plans_page(client, returning: Returning) -> None:
    plan = returning.opened()
    client.force_login(returning.clinician)
    detail, page = (reverse(f"returns:{name}", args=[plan.pk]) for name in ("detail", "phases"))
    text = client.get(detail).content.decode()
    assert text.count("Draft its time split") == 3
    later = plan.returns_on + timedelta(days=21)
    typed = {"starts_1": plan.returns_on.isoformat(), "dcc_1": "4", "starts_2": later.isoformat(), "dcc_2": ""}
    wrong = client.post(page, typed).content.decode()
    assert "Fill in both the day and the PAs of phase 2" in wrong
    assert client.post(page, typed | {"dcc_2": "7.5"}).url == detail
    assert shown(plan) == [(0, D(4)), (21, D("7.5"))]
    drawn = client.post(reverse("returns:draw", args=[plan.phases.get(position=1).pk]))
    split = TimeSplit.objects.get()
    assert drawn.url == reverse("splits:edit", args=[split.pk])
    assert client.get(drawn.url).status_code == 200
    assert reverse("splits:detail", args=[split.pk]) in client.get(detail).content.decode()
    client.force_login(returning.lead)
    seen = client.get(detail).content.decode()
    assert reverse("splits:detail", args=[split.pk]) not in seen
    assert "Draft" in seen


@pytest.mark.parametrize(
    ("second", "third", "field"), [("", "7", "dcc_3"), ("3", "7.5", "dcc_2"), ("0", "7.5", "dcc_2")]
)
def test_what_is_wrong_stands_beside_its_phase_also_with_one_left_empty(
    client, returning: Returning, second: str, third: str, field: str
) -> None:
    plan = returning.opened()
    client.force_login(returning.clinician)
    typed: dict[str, object] = {}
    for n, dcc in ((1, "3.75"), (2, second), (3, third)):
        day = plan.returns_on + timedelta(weeks=4 * (n - 1))
        if dcc:
            typed |= {f"dcc_{n}": dcc}
            typed |= {f"starts_{n}-{part}": getattr(day, part) for part in ("day", "month", "year")}
    shown = client.post(reverse("returns:phases", args=[plan.pk]), typed).content.decode()
    assert f'href="#id_{field}"' in shown
    assert plan.phases.count() == 3
