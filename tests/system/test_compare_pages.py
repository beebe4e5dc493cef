"""A clinician weighs two posts and a what-if from a post's page, with no script; the page is sound at two widths."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from rewards.models import Employment, OnCall
from tests.factories import ClinicianFactory, PostFactory
from tests.pathways.conftest import House, make_house

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
WRONG = "?1-post=999999&2-pas=40&2-allowance=-4&3-on_call=none&3-starts-day=1&3-starts-month=1&3-starts-year=1999"


@pytest.fixture
def house(db: None) -> House:
    call_command("load_reference_data")
    made = make_house()
    Employment.objects.filter(user=made.clinician).update(point="threshold 4", on_call=OnCall.A_MEDIUM)
    return made


def test_a_clinician_compares_two_posts_and_a_what_if_without_script(visit, house) -> None:
    ClinicianFactory._meta.model.objects.get_or_create(user=house.clinician, defaults={"profession": "doctor"})
    post = PostFactory(organisation=house.organisation, service=house.service)
    other = PostFactory(title="Medical director", paid_by="salary", salary_gbp=Decimal(160_000), pas=Decimal(5))
    clinician = visit(house.clinician, javascript=False)
    clinician.go(post.get_absolute_url())
    clinician.follow("Compare with other posts")
    clinician.sees("Clinical director, cardiology: £8,000 more a year")
    page = clinician.page
    page.locator("summary", has_text="Second post or what-if").click()
    page.locator("[name='2-post']").fill(other.get_absolute_url())
    page.locator("summary", has_text="Third post or what-if").click()
    page.locator("[name='3-pas']").fill("1")
    page.locator("[name='3-paid']").select_option("apa")
    clinician.press("Compare")
    clinician.sees("What-if 3: £14,548 more a year")
    clinician.sees("Medical director:")
    clinician.sees("Most a year: “Medical director”")
    page.get_by_text("Working of Basic pay").click()
    assert page.get_by_text("£145,478 full time").first.is_visible()
    page.reload()
    clinician.sees("What-if 3: £14,548 more a year")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_comparison_has_no_faults_filled_empty_or_wrong(visit, house, width: int) -> None:
    post = PostFactory(organisation=house.organisation, service=house.service)
    clinician = visit(house.clinician, width=width)
    faults = []
    for query in (f"?1-post={post.pk}&2-pas=2&2-paid=apa&3-on_call=none", "", WRONG):
        clinician.go(reverse("rewards:compare") + query)
        faults += clinician.faults()
    clinician.sees("There is a problem")
    clinician.go(f"{reverse('rewards:package')}?on=2019-03-01")
    clinician.sees("No employment of yours is on record")
    assert faults + clinician.faults() == []
