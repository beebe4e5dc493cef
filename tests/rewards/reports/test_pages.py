"""The reports' pages, lists and files."""

import io
from datetime import date
from decimal import Decimal as D
from zipfile import ZipFile

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from people.models import Role
from rewards.models import Rate
from rewards.reports.register import REPORTS
from tests.factories import MembershipFactory, OrganisationFactory
from tests.rewards.reports.paying import ON, leader, pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return OrganisationFactory(name="Trust of Tests", kind="NHS trust")


@pytest.fixture
def hr(trust, client):
    user = MembershipFactory(organisation=trust, role=Role.HR).user
    client.force_login(user)
    return user


def day(on=ON, **asked):
    return {"on-day": on.day, "on-month": on.month, "on-year": on.year, **asked}


def said(response):
    return " ".join(response.content.decode().split())


def page(client, slug, **asked):
    return client.get(reverse("rewards:report", args=[slug]), day(**asked))


@pytest.mark.parametrize("slug", list(REPORTS))
def test_a_report_without_pay_on_record_says_so_and_offers_a_way_on(client, hr, slug):
    response = page(client, slug)
    assert response.status_code == 200
    assert "Choose another day" in said(response)


@pytest.mark.parametrize(
    ("asked", "sentence"), [({"on-month": 13}, "month from 1 to 12"), ({"by": "x"}, "from the list")]
)
def test_a_filter_that_is_wrong_gets_a_sentence_and_keeps_what_was_typed(client, hr, asked, sentence):
    response = client.get(reverse("rewards:report", args=["leading"]), day() | asked)
    assert response.status_code == 200
    assert sentence in said(response)


def test_the_number_of_queries_does_not_grow_with_people(client, hr, trust):
    def queries(slug):
        with CaptureQueriesContext(connection) as found:
            assert page(client, slug, on=date(2026, 6, 1)).status_code == 200
        return len(found)

    leader(trust, allowance=5_000)
    before = {slug: queries(slug) for slug in REPORTS}
    for _ in range(12):
        leader(trust, allowance=5_000)
    assert {slug: queries(slug) for slug in REPORTS} == before
    assert max(before.values()) < 12


def test_a_day_gone_by_is_shown_as_then_known_and_says_what_came_since(client, hr, trust):
    for _ in range(6):
        leader(trust, allowance=5_000)
    pay(hr, trust, "basic", 90_000, pas=D(10), recorded_at=timezone.now())
    text = said(page(client, "leading"))
    assert "1 line of pay for this day has been recorded or put right" in text
    assert "recorded or put right" not in said(page(client, "leading", known="now"))


def test_each_number_opens_its_list_by_name_with_the_filters_kept(client, hr, trust):
    user, *_ = [leader(trust, allowance=5_000) for _ in range(6)]
    user.name = "Ada Byron"
    user.save()
    text = page(client, "leading").content.decode()
    assert "/pay/reports/leading/people/?on-day=1&amp;on-month=5&amp;on-year=2026&amp;which=all" in text
    response = client.get(reverse("rewards:report-people", args=["leading"]), day(which="all"))
    assert "Ada Byron" in said(response)


def test_the_workbook_has_typed_cells_and_says_who_took_it(client, hr, trust):
    for _ in range(6):
        leader(trust, allowance=5_000)
    response = client.get(reverse("rewards:figures-file", args=["leading", "xlsx"]), day())
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    rows = book.get_sheet_by_index(1).to_python()
    assert rows[-1][0] == "Everyone"
    assert rows[-1][5] == 30_000.0
    notes = " ".join(str(row[0]) for row in book.get_sheet_by_name("Notes").to_python())
    assert f"Taken by {hr}" in notes


def test_the_paper_for_the_board_is_a_pdf(client, hr, trust):
    for _ in range(6):
        leader(trust, allowance=5_000)
    response = client.get(reverse("rewards:figures-file", args=["leading", "pdf"]), day())
    assert response.content.startswith(b"%PDF")


def test_a_name_that_a_spreadsheet_would_run_is_written_as_text(client, hr, trust):
    user = leader(trust, allowance=5_000)
    user.name = "=cmd|calc"
    user.save()
    response = client.get(reverse("rewards:people-file", args=["leading", "csv"]), day(which="all"))
    assert "'=cmd|calc" in response.content.decode()
    response = client.get(reverse("rewards:people-file", args=["leading", "xlsx"]), day(which="all"))
    with ZipFile(io.BytesIO(response.content)) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
        assert "=cmd|calc" in cells + book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in cells


def test_salaries_above_the_line_are_counted_and_one_just_on_it_is_not(client, hr, trust):
    Rate.objects.create(
        name="vsm_approval_line",
        value=170_000,
        unit="pounds",
        period=DateRange(date(2025, 4, 1), None),
        source="Framework",
        mark="VERIFIED",
    )
    for amount in (170_000, *[175_000] * 6):
        pay(MembershipFactory(organisation=trust).user, trust, "salary", amount, role_title="Chief executive")
    assert "6 salaries are above £170,000 a year" in said(page(client, "approvals"))
