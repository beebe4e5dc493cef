"""My package on any day, on the page and on paper."""

import re
from datetime import date, timedelta
from decimal import Decimal as D
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from psycopg2.extras import DateRange
from pypdf import PdfReader

from rewards import reference
from rewards.models import AwardLevel, HeldAward, OnCall, PayElement
from rewards.packages.writing import write_week
from roles.appointments import pay
from tests.factories import AppointmentFactory, EmploymentFactory

pytestmark = pytest.mark.django_db
PAGE, PAPER = reverse("rewards:package"), reverse("rewards:package-paper")


@pytest.fixture
def employment(user):
    """Case A: on record since 1 July 2025 by a split written that day; today is 1 October 2025."""
    reference.load()
    held = EmploymentFactory(user=user, point="threshold 4", on_call=OnCall.A_MEDIUM)
    level = AwardLevel.objects.get(scheme__startswith="Local/employer CEA", level="level 4")
    HeldAward.objects.create(
        user=user, level=level, annual_gbp=D(12_064), period=DateRange(date(2017, 4, 1), date(2026, 1, 1))
    )
    with time_machine.travel("2025-07-01 10:00", tick=False):
        write(held, total="11", apas="1")
    with time_machine.travel("2025-10-01 10:00", tick=False):
        yield held


def write(employment, *, total: str, apas: str) -> None:
    write_week(
        employment.user,
        employment.organisation,
        starts=date(2025, 7, 1),
        ends=None,
        total=D(total),
        apas=D(apas),
        source="split:12",
    )


def read(client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def paper(client, query: str = "") -> str:
    answer = client.get(PAPER + query)
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def test_a_past_day_is_as_recorded_with_its_working_source_and_sureness(signed_in, employment) -> None:
    page = read(signed_in, "?on=2025-07-15")
    assert "What you were paid for a year of weeks like that one, on Tuesday 15 July 2025." in page
    assert "£179,364" in page
    assert "as recorded" in page
    assert "Basic pay (seen in a source)" in page
    assert "On-call supplement (usual figure, not checked)" in page
    assert "From your time split from 1 July 2025 ." in page
    assert f'href="{reverse("splits:detail", args=[12])}"' in signed_in.get(f"{PAGE}?on=2025-07-15").content.decode()
    assert "Put right since" not in page


def test_the_day_asked_for_stays_in_its_field_and_in_the_address_of_the_paper(signed_in, employment) -> None:
    html = signed_in.get(f"{PAGE}?on-day=15&on-month=7&on-year=2025").content.decode()
    assert 'value="15"' in html
    assert f"{PAPER}?on=2025-07-15" in html


def test_what_was_put_right_since_is_told_with_both_sums_and_its_day(signed_in, employment) -> None:
    with time_machine.travel("2025-09-09 12:00", tick=False):
        write(employment, total="10.5", apas="0.5")
    page = read(signed_in, "?on=2025-07-15")
    assert "£172,090" in page
    assert (
        "Additional PAs: £7,274 a year; on 15 July 2025 the record said £14,548 (−£7,274). "
        "Put right on Tuesday 9 September 2025 at midday." in page
    )


def test_pay_that_came_on_record_later_says_so_instead_of_being_called_wrong(signed_in, employment) -> None:
    PayElement.objects.update(recorded_at="2025-08-01T09:00Z")
    page = read(signed_in, "?on=2025-07-15")
    assert "These lines came on record on Friday 1 August 2025 at 10am, after the day itself." in page
    assert "Put right since" not in page


def test_a_later_day_is_priced_with_what_is_known_of_it(signed_in, employment) -> None:
    page = read(signed_in, "?on=2026-01-01")
    assert "What you would be paid" in page
    assert "£167,300" in page  # without the award, which ends that day
    assert "Award: level 4" not in page.split("How your pay went")[0]


def test_today_names_where_an_allowance_comes_from(signed_in, employment) -> None:
    role = AppointmentFactory(
        user=employment.user,
        organisation=employment.organisation,
        term=DateRange(date(2025, 9, 1), date(2028, 9, 1)),
    )
    pay.write_allowance(role)
    page = read(signed_in)
    assert "Allowance: Clinical director, cardiology (set by the employer)" in page
    assert "From your appointment from 1 September 2025 ." in page


def test_a_past_day_without_a_record_says_that_it_is_worked_out(signed_in, employment) -> None:
    page = read(signed_in, "?on=2025-05-01")
    assert "No pay is on record for this day. The lines are what your contract of that day gives." in page
    assert "£164,816" in page


def test_a_day_without_employment_gets_a_sentence(signed_in, employment) -> None:
    page = read(signed_in, "?on=2019-03-01")
    assert "No employment of yours is on record for Friday 1 March 2019" in page
    assert "The next begins on Monday 1 April 2024." in page
    assert "No employment is on record for this day." in paper(signed_in, "?on=2019-03-01")


def test_pay_on_record_without_an_employment_is_shown_all_the_same(signed_in, employment) -> None:
    employment.delete()
    page = read(signed_in, "?on=2025-07-15")
    assert "None on record for this day" in page
    assert "£179,364" in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?on-day=31&on-month=2&on-year=2026", "Day must be a real date, like 27 3 2026"),
        ("?on-day=&on-month=&on-year=", "Enter the day"),
        ("?on=soon", "Enter the day"),
        ("?on=99999-01-01", "Enter the day"),
        ("?on-day=1&on-month=1&on-year=1066", "Day must have a year from 1900 to 2199"),
    ],
)
def test_a_day_that_cannot_be_read_gets_a_sentence_and_no_figures(signed_in, employment, query, sentence) -> None:
    page = read(signed_in, query)
    assert sentence in page
    assert "£" not in page
    assert signed_in.get(PAPER + query).headers["Location"] == PAGE + query


def test_the_history_is_drawn_and_stands_in_a_table(signed_in, employment) -> None:
    html = signed_in.get(PAGE).content.decode()
    assert html.count("<rect") == 4
    page = read(signed_in)
    assert "1 July 2025 to 2 October 2025 £145,478 £14,548 £7,274 £12,064 £179,364" in page


def test_the_paper_says_all_of_the_page_and_that_it_is_no_payslip(signed_in, employment) -> None:
    said = paper(signed_in, "?on=2025-07-15")
    for words in (
        "This is not a payslip",
        str(employment.user),
        str(employment.organisation),
        "Tuesday 15 July 2025",
        "£179,364",
        "£164,816",
        "£14,548",
        "Usual figure, not checked",
        "From your time split from 1 July 2025.",
        "Employer’s cost, without national insurance",
        "£218,425",
    ):
        assert words in said


def test_the_page_asks_as_often_for_a_long_record_as_for_a_short_one(
    signed_in, employment, django_assert_max_num_queries
) -> None:
    for n in range(12):
        role = AppointmentFactory(
            user=employment.user,
            organisation=employment.organisation,
            title=f"Lead {n}",
            term=DateRange(date(2025, 7, 2) + timedelta(days=n), date(2028, 9, 1)),
        )
        pay.write_allowance(role)
    with django_assert_max_num_queries(9):
        read(signed_in, "?on=2025-08-15")


def test_nobody_elses_pay_is_ever_shown(client, employment) -> None:
    other = EmploymentFactory(organisation=employment.organisation, point="threshold 1")
    client.force_login(other.user)
    for query in ("", "?on=2025-07-15", f"?on=2025-07-15&user={employment.user.pk}"):
        assert "£179,364" not in read(client, query)
        assert "£179,364" not in paper(client, query)
