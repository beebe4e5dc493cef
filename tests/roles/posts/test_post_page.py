"""A post's own page: what it says, to whom, and how it stands."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from roles.models import PaidBy, Post
from roles.posts import facts
from tests.factories import (
    ArchetypeFactory,
    ClinicianFactory,
    CriterionFactory,
    EmploymentFactory,
    OrganisationFactory,
    PayPointFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def read(client: Client, post: Post) -> str:
    response = client.get(post.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_what_where_how_long_for_how_much_and_whom_to_call(client):
    organisation = OrganisationFactory(name="Leeds Trust", town="Leeds", region="North East and Yorkshire")
    post = PostFactory(
        organisation=organisation,
        pas=Decimal("2.5"),
        allowance_high_gbp=Decimal(10000),
        starts_on=date(2031, 4, 1),
        clinical_minimum_pas=Decimal(2),
        contact_name="Dr Sam Hill",
        contact_email="sam@tests.example",
        contact_phone="01632 960 001",
        how_chosen="A panel of three.",
    )
    CriterionFactory(post=post, position=1, text="Has led a team")

    page = read(client, post)

    for said in (
        "Leeds Trust, Leeds, North East and Yorkshire",
        "2.5 PAs a week",
        "Responsibility allowance, £8,000 to £10,000 a year",
        "3 years",
        "1 April 2031",
        "At least 2 clinical PAs a week are kept",
        "You come back to 7.5 PAs of direct clinical care within 3 months",
        "A panel of three.",
        "Has led a team (essential)",
        "Dr Sam Hill",
        "mailto:sam@tests.example",
        "tel:01632960001",
        "in 14 days",
        "Doctor",
    ):
        assert said in page, said


def test_an_allowance_without_a_range_is_to_be_agreed(client):
    assert "to be agreed" in read(client, PostFactory(allowance_low_gbp=None, allowance_high_gbp=None))


@pytest.mark.parametrize(
    ("paid_by", "low", "high", "salary", "words"),
    [
        (PaidBy.ALLOWANCE, 8000, 8000, None, "Responsibility allowance, £8,000 a year"),
        (PaidBy.ALLOWANCE, 0, 2000, None, "Responsibility allowance, up to £2,000 a year"),
        (PaidBy.ALLOWANCE, 2000, None, None, "Responsibility allowance, from £2,000 a year"),
        (PaidBy.ALLOWANCE, 0, 0, None, "Responsibility allowance, none"),
        (PaidBy.APA, None, None, None, "Additional PAs at your own rate"),
        (PaidBy.SALARY, None, None, 120000, "Whole salary, £120,000 a year"),
        (PaidBy.TIME_ONLY, None, None, None, "Time, with no extra pay"),
    ],
)
def test_pay_is_said_in_words(paid_by, low, high, salary, words):
    post = Post(paid_by=paid_by, allowance_low_gbp=low, allowance_high_gbp=high, salary_gbp=salary)

    assert facts.pay(post) == words


@pytest.mark.parametrize(
    ("months", "words"), [(36, "3 years"), (12, "1 year"), (18, "18 months"), (None, "No fixed term")]
)
def test_a_term_is_said_in_words(months, words):
    assert facts.term(Post(term_months=months)) == words


def test_another_slug_or_none_moves_to_the_posts_own_address_for_good_and_keeps_the_search(client):
    post = PostFactory()

    for address in (f"/roles/{post.pk}/something-else/", f"/roles/{post.pk}/"):
        response = client.get(f"{address}?q=lead&region=London&evil=1")
        assert response.status_code == 301
        assert response["Location"] == f"{post.get_absolute_url()}?q=lead&region=London"


def test_a_title_without_letters_still_has_an_address(client):
    assert read(client, PostFactory(title="…"))


@pytest.mark.parametrize(
    "address",
    ["/roles/999999/x/", "/roles/99999999999999999999999/x/", "/roles/99999999999999999999999/closing-date.ics"],
)
def test_a_post_that_is_not_there_is_not_found(client, address: str):
    assert client.get(address).status_code == 404


def test_a_draft_is_not_found(client):
    post = PostFactory(status=Post.Status.DRAFT)

    assert client.get(post.get_absolute_url()).status_code == 404
    assert client.get(f"/roles/{post.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"closes_at": timezone.now() - timedelta(hours=1)}, "Applications closed on"),
        ({"status": Post.Status.FILLED}, "has been filled"),
        ({"status": Post.Status.WITHDRAWN}, "withdrew this post"),
    ],
)
def test_a_post_that_is_over_says_so_and_takes_no_applications(client, fields, sentence: str):
    post = PostFactory(**fields)

    page = read(client, post)

    assert sentence in page
    assert "Sign in to apply" not in page
    assert "application/ld+json" not in page
    assert client.get(f"/roles/{post.pk}/closing-date.ics").url == post.get_absolute_url()


def test_someone_signed_out_signs_in_to_apply_and_comes_to_the_application(client):
    post = PostFactory()

    page = read(client, post)

    assert "Sign in to apply" in page
    assert f"/accounts/login/?next=%2Fapplications%2Fstart%2F{post.pk}%2F" in page


def test_someone_signed_in_applies_at_once(signed_in):
    post = PostFactory()

    assert f'href="/applications/start/{post.pk}/"' in read(signed_in, post)


def test_a_clinician_sees_what_the_post_does_to_their_package(client):
    employment = EmploymentFactory(user=ClinicianFactory().user)
    PayPointFactory()
    client.force_login(employment.user)

    page = read(client, PostFactory(organisation=employment.organisation))

    assert "Package without and with the role" in page
    assert "£8,000" in page


def test_nobody_else_sees_a_package(signed_in, client):
    assert "Package without and with the role" not in read(signed_in, PostFactory())


def test_the_closing_date_goes_into_a_calendar(client):
    post = PostFactory(title="Clinical director, cardiology; “acting”")

    response = client.get(f"/roles/{post.pk}/closing-date.ics")

    assert response["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["summary"] == "Applications close: Clinical director, cardiology; “acting”"
    assert event.decoded("dtstart") == post.closes_at.replace(microsecond=0)
    assert str(event["url"]).endswith(post.get_absolute_url())
    assert event.walk("VALARM")[0].decoded("trigger") == timedelta(days=-2)


def structured(page: str) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_an_open_post_describes_itself_to_search_engines(client):
    post = PostFactory(organisation__town="Leeds", starts_on=date(2031, 4, 1), description="First.\n\nSecond.")

    posting = structured(read(client, post))

    assert posting["@type"] == "JobPosting"
    assert posting["title"] == post.title
    assert posting["description"] == "<p>First.</p><p>Second.</p>"
    assert posting["validThrough"] == post.closes_at.isoformat()
    assert posting["hiringOrganization"]["name"] == post.organisation_name
    assert posting["jobLocation"]["address"]["addressLocality"] == "Leeds"
    assert posting["jobStartDate"] == "2031-04-01"


def test_no_words_of_a_post_end_its_data_block(client):
    nasty = "</script><script>alert(1)</script> & <b> \u2028"
    post = PostFactory(title=nasty, description=nasty)

    page = read(client, post)

    assert "<script>alert" not in page
    assert structured(page)["title"] == nasty
    assert "<script>" not in structured(page)["description"]


def test_a_salary_is_described_but_an_allowance_is_not(client):
    allowance = structured(read(client, PostFactory()))
    salary = structured(read(client, PostFactory(paid_by=PaidBy.SALARY, salary_gbp=Decimal(120000))))

    assert "baseSalary" not in allowance
    assert salary["baseSalary"]["value"] == {"@type": "QuantitativeValue", "value": 120000.0, "unitText": "YEAR"}


def test_the_page_takes_under_ten_queries_however_many_criteria(client, django_assert_num_queries):
    employment = EmploymentFactory(user=ClinicianFactory(user=UserFactory()).user)
    PayPointFactory()
    client.force_login(employment.user)
    post = PostFactory(organisation=employment.organisation)
    CriterionFactory(post=post, position=1)
    read(client, post)
    with django_assert_num_queries(4):
        read(client, post)
    for position in range(2, 20):
        CriterionFactory(post=post, position=position)

    with django_assert_num_queries(4):
        read(client, post)


def test_a_closed_post_shows_open_ones_like_it_the_nearest_first_and_an_open_one_shows_none(client):
    hearts, lungs = ArchetypeFactory(), ArchetypeFactory()
    same = {"archetype": hearts, "specialty_name": "Cardiology", "level": "service"}
    closed = PostFactory(**same, region="London", closes_at=timezone.now() - timedelta(hours=1))
    PostFactory(**same, title="Of that kind, far", region="South West")
    PostFactory(**same, title="Of that kind, near", region="London")
    PostFactory(archetype=lungs, specialty_name="Cardiology", level="service", title="Of that specialty")
    PostFactory(archetype=lungs, specialty_name="Cardiology", level="board", title="Of another level")
    PostFactory(**same, title="Closed too", closes_at=timezone.now() - timedelta(days=1))

    page = client.get(closed.get_absolute_url()).content.decode()

    likes = re.findall(r"Of that [a-z, ]+|Of another level|Closed too", page)
    assert likes == ["Of that kind, near", "Of that kind, far", "Of that specialty"]
    still_open = Post.objects.get(title="Of that specialty")
    assert "Open posts like it" not in client.get(still_open.get_absolute_url()).content.decode()
