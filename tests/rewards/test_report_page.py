"""The remuneration report on its page and as files."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from people.settings.shared import SMALL_NUMBER
from rewards.models import ElementKind, PayElement
from rewards.reports.rules import KINDS
from rewards.reports.services import report_of
from tests.factories import MembershipFactory, OrganisationFactory, ServiceFactory, UserFactory, set_here

pytestmark = pytest.mark.django_db

ON = date(2026, 5, 1)
ROLE_FROM = date(2026, 2, 1)
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def trust():
    return OrganisationFactory(name="Trust of Tests")


@pytest.fixture
def hr(trust, client):
    user = MembershipFactory(organisation=trust, role=Role.HR).user
    client.force_login(user)
    return user


def pay(user, trust, kind, amount, starts=date(2024, 4, 1), ends=None, **fields) -> PayElement:
    return PayElement.objects.create(
        user=user,
        organisation=trust,
        kind=kind,
        label=fields.pop("label", kind),
        annual_gbp=Decimal(amount),
        pensionable=fields.pop("pensionable", True),
        period=DateRange(starts, ends),
        source="test:1",
        **{"recorded_at": LONG_AGO, **fields},
    )


def consultants(trust, count, *, service=None, basic=100_000):
    """`count` people of one service on basic pay."""
    users = [UserFactory() for _ in range(count)]
    for user in users:
        pay(user, trust, "basic", basic, pas=10, profession="doctor", service=service)
    return users


def lead(user, trust, title="Clinical director, cardiology", allowance=5_000):
    """The user takes a role and gives up an additional PA for it."""
    pay(user, trust, "apa", 10_000, ends=ROLE_FROM, pas=1, pensionable=False)
    pay(user, trust, "allowance", allowance, starts=ROLE_FROM, role_title=title, role_from=ROLE_FROM)


def page(**asked):
    day = asked.pop("on", ON)
    query = {"on-day": day.day, "on-month": day.month, "on-year": day.year, **asked}
    return reverse("rewards:reports"), query


def said(response):
    return " ".join(response.content.decode().split())


def test_the_report_adds_up_by_hand(trust):
    ward, clinic = ServiceFactory(organisation=trust), ServiceFactory(organisation=trust)
    consultants(trust, 6, service=ward)
    for user in consultants(trust, 5, service=clinic, basic=80_000):
        pay(user, trust, "on_call", 4_000)
    table = report_of(trust, ON, "service").table

    assert table.kinds == ["Basic pay", "On-call"]
    assert [(row.name, row.people, row.amounts, row.total) for row in table.rows] == [
        (ward.name, 6, (Decimal(600_000), Decimal(0)), Decimal(600_000)),
        (clinic.name, 5, (Decimal(400_000), Decimal(20_000)), Decimal(420_000)),
    ]
    assert (table.all.total, table.all.median) == (Decimal(1_020_000), Decimal(100_000))


def test_groups_come_the_largest_first_and_those_of_one_size_by_name(trust):
    for users, title in [(2, "Chair, audit"), (3, "Dean"), (2, "Bursar")]:
        for user in consultants(trust, users):
            lead(user, trust, title=title)
    found = report_of(trust, ON, "role").groups
    assert [(group.name, group.count) for group in found] == [("Dean", 3), ("Bursar", 2), ("Chair", 2)]


@pytest.mark.parametrize("pounds", [[1, 2, 3], [100, 200, 200, 501]])
def test_the_median_is_the_one_in_the_middle_or_half_way_between_two(trust, pounds):
    for amount in pounds:
        consultants(trust, 1, basic=Decimal(amount) / 100)
    assert report_of(trust, ON, "role").everyone.middle == median(Decimal(amount) / 100 for amount in pounds)


def test_holders_of_one_kind_are_one_group_and_those_of_two_kinds_another(trust):
    first, second, both = consultants(trust, 3)
    lead(first, trust, title="Clinical director, cardiology")
    lead(second, trust, title="Clinical director, surgery")
    lead(both, trust, title="Clinical director, surgery")
    pay(both, trust, "allowance", 0, label="dean", starts=ROLE_FROM, role_title="Dean", role_from=ROLE_FROM)
    found = report_of(trust, ON, "role").groups
    assert {group.name: group.count for group in found} == {"Clinical director": 2, "More than one role": 1}


def test_a_person_is_worse_off_who_lost_more_than_the_role_pays(trust):
    loser, winner, *_ = consultants(trust, 6)
    lead(loser, trust, allowance=5_000)
    lead(winner, trust, allowance=12_000)
    report = report_of(trust, ON, "role")

    assert [change.key for change in report.worse] == [loser.pk]
    assert report.worse[0].difference == Decimal(-5_000)
    assert len(report.changes) == 2


def test_a_rise_in_rates_since_does_not_hide_a_loss(trust):
    (user,) = consultants(trust, 1)
    lead(user, trust, allowance=0)
    PayElement.objects.filter(user=user, kind="basic").update(period=DateRange(date(2024, 4, 1), date(2026, 4, 1)))
    pay(user, trust, "basic", 120_000, starts=date(2026, 4, 1), pas=10)

    assert report_of(trust, ON, "role").worse[0].difference == Decimal(-12_000)


def test_what_was_superseded_no_longer_counts(trust):
    users = consultants(trust, 5)
    PayElement.objects.filter(user=users[0]).update(superseded_at=timezone.now())
    pay(users[0], trust, "basic", 50_000, pas=5)

    assert report_of(trust, ON, "role").everyone.total == Decimal(450_000)


def test_another_day_reads_the_pay_of_that_day(trust):
    (user,) = consultants(trust, 1)
    pay(user, trust, "award", 3_016, starts=ON)
    assert report_of(trust, ON - timedelta(days=1), "role").everyone.total == Decimal(100_000)
    assert report_of(trust, ON, "role").everyone.total == Decimal(103_016)


def test_small_groups_are_hidden_with_a_word_on_why(trust, hr, client):
    consultants(trust, 12)
    for user in consultants(trust, 3):
        lead(user, trust)
    text = said(client.get(*page()))

    assert "fewer than 5 people" in text
    assert "hidden" in text
    assert "£300,000" not in text


def test_the_employer_may_set_a_larger_least_group(trust, hr, client):
    set_here(trust, SMALL_NUMBER, 10)
    consultants(trust, 9)
    assert "Too few people to report on" in said(client.get(*page()))


def test_without_anyone_paid_the_page_says_where_figures_come_from(trust, hr, client):
    assert "Nobody is paid on this day" in said(client.get(*page()))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on-day": "31", "on-month": "2"}, "On must be a real date"),
        ({"on-day": ""}, "On must include a day"),
        ({"on-year": str(timezone.localdate().year + 1)}, "On must be"),
        ({"by": "shoe size"}, "Choose in groups by from the list"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_keeps_what_was_typed(trust, hr, client, typed, sentence):
    address, query = page(by="service")
    response = client.get(address, query | typed)
    assert response.status_code == 200
    assert sentence in said(response)
    assert 'value="5"' in said(response) or "on-month" in typed


@pytest.mark.parametrize("organisation", ["999999", "x", "-1", "9" * 30, "²"])
def test_another_organisation_is_not_found(trust, hr, client, organisation):
    other = OrganisationFactory()
    address, query = page(organisation=organisation)
    assert client.get(address, query).status_code == 404
    assert client.get(address, query | {"organisation": other.pk}).status_code == 404
    assert client.get(reverse("rewards:report-file", args=["csv"]), query).status_code == 404


def sheets(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [name for name in book.namelist() if name.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))]
        return "".join(book.read(name).decode() for name in parts)


def test_the_workbook_holds_what_the_page_shows_and_says_what_it_is(trust, hr, client):
    for user in consultants(trust, 6):
        lead(user, trust)
    response = client.get(reverse("rewards:report-file", args=["xlsx"]), page()[1])

    assert response["Content-Disposition"].endswith('remuneration-trust-of-tests-2026-05-01.xlsx"')
    text = sheets(response.content)
    assert "<v>600000.00</v>" in text
    assert "Figures on Friday 1 May 2026" in text


def test_files_hide_what_the_page_hides(trust, hr, client):
    consultants(trust, 12)
    for user in consultants(trust, 3, basic=77_000):
        lead(user, trust)
    query = page()[1]
    lines = list(
        csv.reader(
            io.StringIO(client.get(reverse("rewards:report-file", args=["csv"]), query).content.decode("utf-8-sig"))
        )
    )

    assert lines[0][:3] == ["Leadership role", "People", "Basic pay"]
    assert lines[2][1:4] == ["hidden"] * 3
    assert "231000" not in sheets(client.get(reverse("rewards:report-file", args=["xlsx"]), query).content)


def test_a_name_that_looks_like_a_formula_stays_a_name(trust, hr, client):
    users = consultants(trust, 6)
    users[0].name = "=HYPERLINK(1)"
    users[0].save()
    lead(users[0], trust, allowance=0)
    query = page()[1] | {"list": "worse-off"}
    text = client.get(reverse("rewards:report-file", args=["csv"]), query).content.decode()

    assert "'=HYPERLINK(1)" in text
    assert "<f>" not in sheets(client.get(reverse("rewards:report-file", args=["xlsx"]), query).content)


def test_the_report_asks_as_often_for_many_people_as_for_few(trust, hr, client, django_assert_max_num_queries):
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            client.get(*page())
        return len(queries)

    for user in consultants(trust, 6):
        lead(user, trust, allowance=0)
    few = asked()
    for user in consultants(trust, 30):
        lead(user, trust, allowance=0)
    assert asked() == few


def test_every_kind_of_element_has_a_column():
    assert list(KINDS) == [kind.value for kind in ElementKind]


def test_a_report_of_a_day_gone_by_says_today_what_it_said_then_and_as_now_known_if_asked(client, hr, trust):
    then = timezone.now() - timedelta(days=3)
    users = consultants(trust, 6)
    put_right = PayElement.objects.get(user=users[0])
    put_right.superseded_at = timezone.now()
    put_right.save()
    pay(users[0], trust, "basic", 160_000, pas=10, profession="doctor", recorded_at=timezone.now())
    day = timezone.localdate(then)
    url, query = page(on=day)
    assert "6 people, £600,000 a year" in said(client.get(url, query))
    assert "recorded or put right" in said(client.get(url, query))
    assert "6 people, £660,000 a year" in said(client.get(url, {**query, "known": "now"}))
