"""My package, the comparison on an offer and the cost beside a split, in a real browser at two widths."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from rewards.models import AwardLevel, Employment, HeldAward, OnCall
from rewards.packages.writing import write_week
from roles.appointments import pay
from roles.models import Application, Offer
from tests.factories import AppointmentFactory, PostFactory
from tests.pathways.conftest import House, lines, make_house

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 320]


@pytest.fixture
def house(db: None) -> House:
    """The clinician is on call, holds an award and a role, and has an additional PA."""
    call_command("load_reference_data")
    made = make_house()
    who, where, today = made.clinician, made.organisation, timezone.localdate()
    Employment.objects.filter(user=who).update(point="threshold 4", on_call=OnCall.A_MEDIUM)
    level = AwardLevel.objects.get(scheme__startswith="Local/employer CEA", level="level 4")
    HeldAward.objects.create(
        user=who, level=level, annual_gbp=Decimal(12_064), period=DateRange(today - timedelta(days=900), None)
    )
    write_week(
        who, where, starts=today, ends=None, total=Decimal(11), apas=Decimal(1), source="split:1", service=made.service
    )
    role = AppointmentFactory(user=who, organisation=where, service=made.service, title="Appraisal lead")
    pay.write_allowance(role)
    return made


@pytest.fixture
def offer(house: House) -> Offer:
    post = PostFactory(organisation=house.organisation, service=house.service)
    now = timezone.now()
    application = Application.objects.create(
        post=post,
        reference="OFFER1",
        applicant=house.clinician,
        status=Application.Status.OFFERED,
        submitted_at=now,
        confirmed=True,
    )
    return Offer.objects.create(
        application=application,
        allowance_gbp=Decimal(8_000),
        pas=Decimal(2),
        starts_on=timezone.localdate() + timedelta(days=60),
        answer_by=timezone.localdate() + timedelta(days=7),
        made_by=house.director,
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_my_package_opens_its_workings_without_faults(visit, house, width: int) -> None:
    visitor = visit(house.clinician, width=width)
    visitor.go(reverse("rewards:package"))
    visitor.sees("Allowance: Appraisal lead")
    visitor.page.get_by_text("Working of Basic pay").click()
    visitor.sees("£145,478 full time")
    assert visitor.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_empty_package_has_no_faults(visit, house, width: int) -> None:
    visitor = visit(house.director, width=width)
    visitor.go(reverse("rewards:package"))
    visitor.sees("No employment on record")
    assert visitor.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_offer_shows_the_comparison_without_faults(visit, house, offer, width: int) -> None:
    visitor = visit(house.clinician, width=width)
    visitor.go(reverse("applications:offer", args=["OFFER1"]))
    visitor.sees("You would be paid £8,000 more a year")
    visitor.page.get_by_text("Working of On-call supplement").click()
    assert visitor.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_approver_sees_the_cost_without_faults(visit, house, width: int) -> None:
    split = house.submitted(total=Decimal(8), lines=lines("dcc 5", "spa 1.5", "anr 1.5"))
    visitor = visit(house.lead, width=width)
    visitor.go(reverse("approvals:detail", args=[split.pk]))
    visitor.sees("Pay and pension")
    assert visitor.faults() == []


def test_the_workings_open_without_javascript(visit, house) -> None:
    visitor = visit(house.clinician, width=320, javascript=False)
    visitor.go(reverse("rewards:package"))
    visitor.page.get_by_text("Working of Basic pay").click()
    assert visitor.page.get_by_text("£145,478 full time").first.is_visible()
