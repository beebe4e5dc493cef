"""What a return plan starts from: a role's right, time away without its reason, or a low clinical share (R1)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from psycopg2.extras import DateRange

from pathways.models import Basis, ReturnPlan, TimeSplit
from pathways.returns.grounds import low_shares, of_absence, of_low_share, of_role
from pathways.returns.services import open_plan
from people.dates import after_months
from people.models import Membership
from people.refusals import Refused
from reminders.models import Due
from tests.factories import AppointmentFactory, TimeSplitFactory
from tests.pathways.returning import Returning


@pytest.fixture
def returning(db: None) -> Returning:
    return Returning()


def membership(returning: Returning) -> Membership:
    return Membership.objects.get(user=returning.clinician)


def low_week(returning: Returning, *, months: int | None = 12, dcc: str = "0.5") -> TimeSplit:
    here = returning.appointment
    ends = after_months(returning.left, months) if months else None
    return TimeSplitFactory(
        user=returning.clinician,
        organisation=here.organisation,
        service=here.service,
        status=TimeSplit.Status.IN_FORCE,
        period=DateRange(returning.left, ends),
        dcc_pas=Decimal(dcc),
        anr_pas=Decimal("8.5") - Decimal(dcc),
    )


def test_a_plan_from_a_role_keeps_until_when_the_right_holds_and_when_notice_is_due(returning: Returning) -> None:
    returning.appointment.return_notice_months = 3
    returning.appointment.save()
    plan = returning.opened()
    assert (plan.basis, plan.right_until) == (Basis.ROLE, returning.appointment.term.upper)
    assert plan.notice_by == after_months(returning.back, -3)
    [notice] = Due.objects.filter(kind="return_notice", user=returning.clinician)
    assert notice.due_on == plan.notice_by


def test_a_plan_from_time_away_has_no_role_and_no_reason_is_kept(returning: Returning) -> None:
    ground = of_absence(membership(returning))
    plan = open_plan(returning.proposal(ground=ground), by=returning.clinician)
    assert (plan.basis, plan.appointment, plan.service) == (Basis.ABSENCE, None, membership(returning).service)
    assert not [field.name for field in ReturnPlan._meta.get_fields() if "reason" in field.name]


def test_one_open_plan_an_employer_without_a_role_and_beside_it_one_a_role(returning: Returning) -> None:
    ground = of_absence(membership(returning))
    first = open_plan(returning.proposal(ground=ground), by=returning.clinician)
    assert open_plan(returning.proposal(ground=ground), by=returning.clinician) == first
    with pytest.raises(Refused, match="You have an open return plan already"):
        open_plan(returning.proposal(ground=ground, supervised_days=30), by=returning.clinician)
    assert returning.opened() != first
    with pytest.raises(IntegrityError, match="one_open_return_plan_without_a_role"), transaction.atomic():
        ReturnPlan.objects.create(
            user=first.user,
            organisation=first.organisation,
            basis=Basis.LOW_SHARE,
            away_from=first.away_from,
            returns_on=first.returns_on,
            return_dcc_pas=1,
            strength="some",
        )


def test_nobody_opens_a_plan_from_what_is_anothers(returning: Returning) -> None:
    with pytest.raises(PermissionDenied):
        open_plan(returning.proposal(ground=of_role(AppointmentFactory())), by=returning.clinician)


@pytest.mark.parametrize(
    ("months", "dcc", "offered"),
    [(12, "0.5", True), (None, "0.5", True), (3, "0.5", True), (2, "0.5", False), (12, "1", False), (12, "0", True)],
)
def test_r1_a_week_with_little_clinical_work_for_three_months_calls_for_a_plan(
    returning: Returning, months: int | None, dcc: str, offered: bool
) -> None:
    week = low_week(returning, months=months, dcc=dcc)
    assert list(low_shares(returning.clinician, returning.today)) == ([week] if offered else [])


def test_an_open_plan_ends_the_offer(returning: Returning) -> None:
    week = low_week(returning)
    plan = open_plan(returning.proposal(ground=of_low_share(week)), by=returning.clinician)
    assert plan.basis == Basis.LOW_SHARE
    assert list(low_shares(returning.clinician, returning.today)) == []


def test_the_offer_stands_on_the_desk_and_on_the_week_and_leads_to_a_filled_in_form(client, returning) -> None:
    TimeSplitFactory(
        user=returning.clinician,
        organisation=returning.appointment.organisation,
        service=returning.appointment.service,
        status=TimeSplit.Status.SUPERSEDED,
        period=DateRange(returning.left - timedelta(days=900), returning.left),
        dcc_pas=Decimal("6.25"),
        anr_pas=Decimal("2.25"),
    )
    week = low_week(returning)
    client.force_login(returning.clinician)
    address = f"{reverse('returns:new')}?split={week.pk}"
    for page in (reverse("desk:home"), reverse("splits:detail", args=[week.pk]), reverse("returns:list")):
        assert address in client.get(page).content.decode(), page
    text = client.get(address).content.decode()
    assert 'value="6.25"' in text
    assert f'value="{returning.left.day}"' in text
    assert "Nobody asks why" in text


def test_time_away_is_offered_where_one_works_and_opened_in_the_browser(client, returning) -> None:
    client.force_login(returning.clinician)
    address = f"{reverse('returns:new')}?absence={membership(returning).pk}"
    assert address in client.get(reverse("returns:new")).content.decode()
    kept = {
        "away_from": returning.left.isoformat(),
        "returns_on": returning.back.isoformat(),
        "return_dcc_pas": "7.5",
        "supervisor": returning.lead.pk,
        "supervised_days": "10",
    }
    preview = client.post(address, kept).content.decode()
    assert "3.75 PAs of direct clinical care" in preview
    assert client.post(address, kept | {"open": "1"}).status_code == 302
    plan = ReturnPlan.objects.get()
    assert client.get(reverse("returns:list")).content.decode().count("Back from time away") == 1
    assert client.get(reverse("returns:detail", args=[plan.pk])).status_code == 200


@pytest.mark.parametrize("name", ["absence", "split", "appointment"])
@pytest.mark.parametrize("key", ["999999", "x", "-1", "1" * 30])
def test_what_is_not_ones_own_is_not_found(client, returning, name: str, key: str) -> None:
    client.force_login(returning.clinician)
    assert client.get(f"{reverse('returns:new')}?{name}={key}").status_code == 404


def test_a_week_with_enough_clinical_work_is_no_ground(client, returning) -> None:
    week = low_week(returning, dcc="4")
    client.force_login(returning.clinician)
    assert client.get(f"{reverse('returns:new')}?split={week.pk}").status_code == 404
