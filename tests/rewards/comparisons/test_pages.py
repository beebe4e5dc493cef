"""The page at /pay/compare/: posts and what-ifs beside one's own package, all of it in the address."""

import csv
import re
from datetime import date, timedelta
from decimal import Decimal as D
from io import BytesIO, StringIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange
from python_calamine import CalamineWorkbook

from rewards import reference
from rewards.models import AwardLevel, Contract, HeldAward, OnCall
from rewards.packages.writing import write_week
from rewards.protection.settings import PROTECTION_FULL_MONTHS, PROTECTION_TAPER_MONTHS
from tests.factories import ClinicianFactory, EmploymentFactory, PostFactory, set_here

pytestmark = pytest.mark.django_db
PAGE = reverse("rewards:compare")
CASE_B = "1-pas=2&1-paid=allowance&1-allowance=8,000&1-apas=0&1-on_call=A:low"


@pytest.fixture
def employment(user):
    """Case A, on 1 July 2025."""
    reference.load()
    with time_machine.travel("2025-07-01 10:00", tick=False):
        held = EmploymentFactory(user=user, point="threshold 4", on_call=OnCall.A_MEDIUM)
        level = AwardLevel.objects.get(scheme__startswith="Local/employer CEA", level="level 4")
        HeldAward.objects.create(user=user, level=level, annual_gbp=D(12_064), period=DateRange(date(2017, 4, 1), None))
        write_week(
            user, held.organisation, starts=date(2025, 7, 1), ends=None, total=D(11), apas=D(1), source="split:1"
        )
        yield held


def read(client, query: str = "") -> str:
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_case_b_as_a_what_if_says_less_a_year_more_per_pa_more_pensionable(signed_in, employment) -> None:
    page = read(signed_in, CASE_B)
    assert "What-if 1: £9,457 less a year (−5.27%), £685 more for each PA, £5,090 more pensionable." in page
    assert "as things stand for 1 July 2025, at the rates of 1 July 2025" in page
    for figure in ("£179,364", "£169,906", "−£9,457", "£16,991", "+£5,090", "£218,425", "£210,174", "£509,719"):
        assert figure in page
    assert "kept, and frozen at this value" in page
    assert "To the end of the term on 1 July 2028 (3 years, the usual length, not checked)" in page
    assert "The employer has set no protection of allowances here, so this one ends with its role." in page
    assert "This is not tax advice" in page


def test_two_posts_and_a_what_if_stand_beside_each_other(signed_in, employment) -> None:
    here = PostFactory(organisation=employment.organisation, term_months=24, starts_on=date(2025, 9, 1))
    there = PostFactory(
        title="Medical director", paid_by="salary", salary_gbp=D(175_000), keeps_clinical_contract=False, pas=D(10)
    )
    page = read(signed_in, f"1-post={here.pk}&2-post=https://x.example{there.get_absolute_url()}&3-on_call=none")
    assert "Clinical director, cardiology: £8,000 more a year (+4.46%)" in page
    assert "Medical director: £4,364 less a year (−2.43%)" in page
    assert "What-if 3: £7,274 less a year (−4.06%)" in page
    assert "Most a year: “Clinical director, cardiology”, £187,364" in page
    assert "On the way back, from 1 September 2027" in page
    assert "You come back to 7.5 PAs of direct clinical care within 3 months of the term’s end." in page
    assert "ends with the consultant contract. Ask HR to confirm. (usual rule, not checked)" in page
    assert "The role is with another employer." in page
    assert "A salary above £170,000 in a trust needs NHS England’s approval." in page


def test_the_page_of_a_post_leads_here_with_the_post_filled_in(signed_in, employment) -> None:
    ClinicianFactory(user=employment.user)
    post = PostFactory(organisation=employment.organisation)
    link = f"{PAGE}?1-post={post.pk}"
    assert f'href="{link}"' in signed_in.get(post.get_absolute_url()).content.decode()
    assert "£8,000 more a year" in read(signed_in, f"1-post={post.pk}")


def test_pas_and_allowance_given_beside_a_post_count_instead_of_the_adverts(signed_in, employment) -> None:
    post = PostFactory(allowance_low_gbp=None, allowance_high_gbp=None)
    assert "can’t say whether pay would rise" in read(signed_in, f"1-post={post.pk}")
    assert "£5,000 more a year" in read(signed_in, f"1-post={post.pk}&1-allowance=5000&1-pas=1.5")


def test_two_posts_of_one_title_are_told_apart_by_their_employer(signed_in, employment) -> None:
    one, other = PostFactory(), PostFactory()
    page = read(signed_in, f"1-post={one.pk}&2-post={other.pk}&3-post={other.pk}")
    assert f"{one.title}, {one.organisation_name}:" in page
    assert f"{other.title}, {other.organisation_name} (3):" in page


def test_what_ends_on_the_way_is_counted_and_named(signed_in, employment) -> None:
    HeldAward.objects.update(period=DateRange(date(2017, 4, 1), date(2026, 1, 1)))
    write_week(
        employment.user,
        employment.organisation,
        starts=date(2025, 7, 1),
        ends=None,
        total=D(11),
        apas=D(1),
        source="split:1",
    )
    page = read(signed_in, "1-pas=1&1-paid=time_only")
    assert "1 January 2026: Award: level 4, Local/employer CEA (granted before Apr 2018) ends" in page
    assert "From 1 July 2025, twelve months: £173,332; going on as now, £173,332." in page


def test_figures_are_of_the_latest_first_day_by_which_all_could_have_begun(signed_in, employment) -> None:
    page = read(signed_in, "1-on_call=none&2-on_call=B:low&2-starts-day=1&2-starts-month=9&2-starts-year=2026")
    assert "as things stand for 1 September 2026, at the rates of 31 March 2026" in page
    assert "Rates for 1 September 2026 are not published here" in page


def test_what_the_employer_protects_after_the_role_is_told_in_days_and_money(signed_in, employment) -> None:
    """£8,000 for 12 months in full, then three quarters, a half and a quarter of a month's £666.67."""
    set_here(employment.organisation, PROTECTION_FULL_MONTHS, 12)
    set_here(employment.organisation, PROTECTION_TAPER_MONTHS, 3)
    page = read(signed_in, CASE_B)
    assert (
        "The employer protects the allowance of £8,000 a year: in full until 1 July 2029, then in equal monthly steps "
        "to nothing on 1 October 2029; £9,000 in all." in page
    )


WRONG = [
    ("1-post=999999", "There is no open post with the number 999999", "999999"),
    ("1-post=twelve", "Give one post, by its number, like 12, or its address, like /roles/12/", "twelve"),
    ("1-post=1,2", "Give one post, by its number", "1,2"),
    ("1-post=99999999999999999999", "Give one post, by its number", "99999999999999999999"),
    ("1-pas=40&1-paid=apa", "Leadership PAs a week must be 12 PAs or less", "40"),
    ("1-pas=-1&1-paid=apa", "Leadership PAs a week must be 0 PAs or more", "-1"),
    ("1-pas=2.03&1-paid=apa", "Leadership PAs a week must be in eighths, like 1.25 or 1.5", "2.03"),
    ("1-pas=2&1-paid=allowance&1-allowance=-8000", "Allowance a year must be 0 or more", "-8000"),
    ("1-pas=2&1-paid=allowance&1-allowance=9000000", "Allowance a year must be 100000 or less", "9000000"),
    ("1-pas=2&1-paid=allowance&1-allowance=much", "Allowance a year must be a number, like 12,500", "much"),
    ("1-pas=2&1-paid=allowance", "Enter the allowance you would expect, in pounds a year", "2"),
    ("1-pas=2", "Choose how the leadership PAs are paid", "2"),
    ("1-pas=2&1-paid=gold", "Choose how they are paid from the list", "2"),
    ("1-allowance=8000", "Enter the leadership PAs a week", "8000"),
    ("1-pas=2&1-paid=apa&1-allowance=500", "Leave it empty, or choose “Responsibility allowance” above", "500"),
    ("1-years=3", "Give a post, or what would change", "3"),
    ("1-pas=2&1-paid=apa&1-years=90", "Years must be 10 or less", "90"),
    ("1-on_call=none&1-starts=2025-06-30", "First day must be on or after 1 July 2025", "30"),
    ("1-on_call=none&1-starts=2031-07-01", "First day must be on or before 1 July 2030", "2031"),
    ("1-on_call=none&1-starts-day=31&1-starts-month=2&1-starts-year=2026", "First day must be a real date", "31"),
]


@pytest.mark.parametrize(("query", "sentence", "typed"), WRONG)
def test_what_can_not_be_gets_a_sentence_and_what_was_typed_stays(
    signed_in, employment, query, sentence, typed
) -> None:
    html = signed_in.get(f"{PAGE}?{query}").content.decode()
    assert html.count(sentence) == 2  # on top, and beside the field
    assert f'value="{typed}"' in html
    assert "The answer" not in html
    assert "<title>Error: " in html


def test_posts_that_are_not_open_say_why_and_drafts_are_not_there(signed_in, employment) -> None:
    closed = PostFactory(closes_at=timezone.now() - timedelta(days=1))
    draft = PostFactory(status="draft", title="A secret post")
    page = read(signed_in, f"1-post={closed.pk}&2-post={draft.pk}")
    assert "“Clinical director, cardiology” is not open. Applications closed on" in page
    assert f"There is no open post with the number {draft.pk}" in page
    assert "A secret post" not in page


def test_a_post_says_itself_how_it_is_paid(signed_in, employment) -> None:
    post = PostFactory(paid_by="apa")
    assert "The post says how it is paid" in read(signed_in, f"1-post={post.pk}&1-paid=allowance")
    assert "This post pays no allowance: leave it empty" in read(signed_in, f"1-post={post.pk}&1-allowance=5")


def test_a_fourth_is_left_out_and_told_so(signed_in, employment) -> None:
    page = read(signed_in, f"{CASE_B}&4-post=7")
    assert "Three at a time can be compared." in page
    assert "The answer" in page


def test_a_first_day_after_the_employment_ends_gets_a_sentence_beside_it(signed_in, employment) -> None:
    type(employment).objects.update(period=DateRange(date(2024, 4, 1), date(2026, 1, 1)))
    page = read(signed_in, "1-on_call=none&1-starts=2026-02-01")
    assert "No employment of yours is on record for Sunday 1 February 2026: give an earlier first day" in page


def test_someone_without_an_employment_is_told_what_is_missing(signed_in, user) -> None:
    page = read(signed_in, CASE_B)
    assert "There is nothing to compare with: no employment of yours is on record" in page
    assert 'value="8,000"' in signed_in.get(f"{PAGE}?{CASE_B}").content.decode()


def test_nothing_asked_shows_the_form_alone(signed_in, employment) -> None:
    page = read(signed_in)
    assert "What to compare" in page
    assert "£1" not in page
    assert "There is a problem" not in page


def test_a_nurse_on_call_has_no_share_that_is_published(signed_in, employment) -> None:
    type(employment).objects.update(contract=Contract.AFC_8B, point="entry", on_call="", pas=D("9.375"))
    assert "can’t say whether pay would rise" in read(signed_in, "1-on_call=A:low")


def test_the_address_prices_whoever_reads_it_and_nobody_else(client, employment) -> None:
    other = EmploymentFactory(organisation=employment.organisation, point="threshold 1")
    client.force_login(other.user)
    page = read(client, f"{CASE_B}&user={employment.user.pk}")
    assert "£109,725" in page
    assert "£145,478" not in page


def test_three_columns_ask_as_often_as_one(signed_in, employment, django_assert_max_num_queries) -> None:
    posts = [PostFactory() for _ in range(3)]
    for asked in (posts[:1], posts):
        with django_assert_max_num_queries(9):
            read(signed_in, "&".join(f"{n}-post={post.pk}" for n, post in enumerate(asked, start=1)))


def test_the_table_comes_as_csv_and_as_a_workbook_that_says_whose_and_when(signed_in, employment) -> None:
    answer = signed_in.get(f"{reverse('rewards:compare-file', args=['csv'])}?{CASE_B}")
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0] == ["Pounds a year, before tax", "As now", "What-if 1"]
    assert ["Additional PAs", "14547.80", ""] in lines
    assert ["Total a year", "179363.70", "169906.34"] in lines
    assert ["The whole term, pounds", "", "509719.02"] in lines
    book = signed_in.get(f"{reverse('rewards:compare-file', args=['xlsx'])}?{CASE_B}")
    sheets = CalamineWorkbook.from_object(BytesIO(book.content))
    assert ["Total a year", 179363.7, 169906.34] in sheets.get_sheet_by_name("Side by side").to_python()
    about = "\n".join(str(row[0]) for row in sheets.get_sheet_by_name("About").to_python())
    assert f"Packages of {employment.user} side by side, taken on Tuesday 1 July 2025" in about
    assert "£9,457 less a year" in about


def test_a_file_of_what_can_not_be_compared_leads_to_the_page_that_says_why(signed_in, employment) -> None:
    answer = signed_in.get(f"{reverse('rewards:compare-file', args=['csv'])}?1-pas=40")
    assert answer["Location"] == f"{PAGE}?1-pas=40"
