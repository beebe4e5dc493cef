"""An organisation's time splits in figures, worked by hand; each number opens the list of those it counts."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from pathways.disputes import services as disputes
from pathways.models import TimeSplit
from pathways.oversight.figures import Figures, figures_of
from pathways.oversight.people import TITLES, behind
from pathways.oversight.reading import Ask
from pathways.splits.services import sign_off
from people.models import Role, User
from people.settings.models import SettingValue
from rewards.models import ElementKind, PayElement
from tests.factories import ClinicianFactory, MembershipFactory, ServiceFactory, TimeSplitFactory, UserFactory
from tests.pathways.conftest import House

Status = TimeSplit.Status
TODAY = timezone.localdate


def member(house: House, service=None, profession: str = "doctor", name: str = "") -> User:
    user = UserFactory(**({"name": name} if name else {}))
    ClinicianFactory(user=user, profession=profession)
    MembershipFactory(user=user, organisation=house.organisation, role=Role.CLINICIAN, service=service or house.service)
    return user


def week(house: House, user: User, parts: str, *, starts=None, ends=None, service=None, **more) -> TimeSplit:
    """`parts` are DCC, SPA, ANR, ED and of these APA."""
    dcc, spa, anr, ed, apa = (Decimal(each) for each in parts.split())
    return TimeSplitFactory(
        user=user,
        organisation=house.organisation,
        service=service or house.service,
        status=more.pop("status", Status.IN_FORCE),
        period=DateRange(starts or TODAY() - timedelta(days=100), ends),
        total_pas=dcc + spa + anr + ed,
        dcc_pas=dcc,
        spa_pas=spa,
        anr_pas=anr,
        ed_pas=ed,
        apa_pas=apa,
        **more,
    )


@pytest.fixture
def renal(house: House):
    return ServiceFactory(organisation=house.organisation, name="Renal")


@pytest.fixture
def full(house: House, renal) -> House:
    """Besides the house's clinician, who has no split: four with one, in two services."""
    ann, bob = (member(house, name=name) for name in ("Ann", "Bob"))
    cat, dan = member(house, renal, "nurse", "Cat"), member(house, renal, name="Dan")
    today = TODAY()
    week(house, ann, "7 1.5 2 0.5 1")  # 11
    week(house, bob, "9.5 1 2.5 0 3", ends=today + timedelta(days=30))  # 13: over, short of SPA, ends
    week(house, cat, "6 0.5 0 0 0", service=renal)  # 6.5, a nurse: no floor
    week(house, dan, "5 0.75 0 0 0", service=renal, starts=today - timedelta(days=20))  # 5.75: floor 0.8625
    then = {"starts": today - timedelta(days=50), "ends": today - timedelta(days=20)}
    week(house, dan, "8 1.5 0 0 0", service=renal, status=Status.SUPERSEDED, **then)
    for pas, gbp, user in (("10", "120000", ann), ("10", "100000", bob)):
        element(house, user, ElementKind.BASIC, gbp, pas)
    element(house, ann, ElementKind.ALLOWANCE, "7500", None)
    return house


def element(house: House, user: User, kind: str, gbp: str, pas: str | None) -> None:
    PayElement.objects.create(
        user=user,
        organisation=house.organisation,
        kind=kind,
        label=kind,
        annual_gbp=Decimal(gbp),
        pas=pas and Decimal(pas),
        pensionable=True,
        period=DateRange(TODAY() - timedelta(days=300), None),
        source="test",
    )


def ask(house: House, **more) -> Ask:
    return Ask(house.organisation, more.pop("on", TODAY()), TODAY(), **more)


def found(house: House, by: str = "service", *, opens: bool = True, pay: bool = False, **more) -> Figures:
    return figures_of(ask(house, **more), opens=opens, by=[by], pay=pay)


def test_four_of_five_have_one_by_service(full: House) -> None:
    figures = found(full)
    assert (figures.everyone.signed, figures.everyone.people) == (4, 5)
    assert (figures.everyone.share, figures.level) == (Decimal("80.0"), 0)
    assert [(each.name, each.signed, each.people) for each in figures.services] == [
        ("Cardiology", 2, 3),
        ("Renal", 2, 2),
    ]


def test_pas_by_service_role_and_profession_add_up(full: House) -> None:
    rows = {row.name: row for row in found(full).tables["service"]}
    assert (rows["Cardiology"].people, rows["Cardiology"].total, rows["Cardiology"].mean) == (2, 24, 12)
    assert rows["Cardiology"].pas == tuple(Decimal(each) for each in ("16.5", "2.5", "4.5", "0.5", "4"))
    assert rows["Renal"].pas == tuple(Decimal(each) for each in ("11", "1.25", "0", "0", "0"))
    assert rows["Everyone"].total == Decimal("36.25")
    professions = {row.name: row.people for row in found(full, "profession").tables["profession"]}
    assert professions == {"Doctor": 3, "Nurse": 1, "Everyone": 4}
    assert [row.name for row in found(full, "role").tables["role"]] == ["No leadership role", "Everyone"]


def test_each_number_and_the_list_behind_it_count_the_same(full: House) -> None:
    pending = full.submitted()
    TimeSplit.objects.filter(pk=pending.pk).update(due_on=TODAY() - timedelta(days=3))
    figures = found(full)
    assert figures.counts == {
        "agreed": 4,
        "without": 1,
        "over": 1,
        "spa": 2,
        "leading": 2,
        "expiring": 1,
        "overdue": 1,
        "disputed": 0,
    }
    for which in TITLES:
        assert behind(ask(full), which).count() == figures.counts[which], which
    names = {which: [row[0] for row in behind(ask(full), which)] for which in TITLES}
    assert names["over"] == ["Bob"]
    assert names["spa"] == ["Bob", "Dan"]
    assert names["without"] == ["The clinician"]


def test_leading_costs_its_pas_at_each_ones_own_pay_and_the_allowances(full: House) -> None:
    cost = found(full, pay=True).cost
    assert cost is not None
    assert cost.pas == Decimal("4.5")
    assert cost.time == 2 * 12000 + Decimal("2.5") * 10000  # 49,000
    assert (cost.allowances, cost.together, cost.unpriced) == (7500, 56500, 0)


def test_what_few_people_cost_is_only_for_whoever_sees_pay(full: House, renal) -> None:
    assert found(full).cost is None  # two lead
    for _ in range(4):
        week(full, member(full), "7 1.5 1 0 0")
    assert found(full).cost is not None
    assert found(full, service=full.service).cost is None  # else one group less another would tell


def test_overdue_is_said_by_whose_turn_it_is(full: House) -> None:
    split = full.submitted()
    split = sign_off(split, by=full.lead, version=split.version)
    TimeSplit.objects.filter(pk=split.pk).update(due_on=TODAY() - timedelta(days=3))
    (late,) = found(full).late
    assert (late.who, late.splits, late.oldest) == ("Medical director: The director", 1, TODAY() - timedelta(days=3))


def test_a_day_gone_by_has_its_own_figures(full: House) -> None:
    rows = found(full, on=TODAY() - timedelta(days=30)).tables["service"]
    assert {row.name: row.total for row in rows} == {"Cardiology": 24, "Renal": 16, "Everyone": 40}


def test_filters_narrow_numbers_and_lists_alike(full: House, renal) -> None:
    here = found(full, service=renal)
    assert (here.everyone.signed, here.everyone.people, here.counts["spa"]) == (2, 2, 1)
    nurses = found(full, profession="nurse")
    assert (nurses.everyone.signed, nurses.counts["spa"], nurses.counts["without"]) == (1, 0, 0)


def test_an_old_split_is_judged_by_the_limits_of_its_own_first_day(full: House) -> None:
    SettingValue.objects.create(
        organisation=full.organisation,
        key="spa_floor",
        value="2",
        period=DateRange(TODAY() - timedelta(days=60), None),
        reason="Agreed.",
    )
    late = week(full, member(full, name="Eve"), "8.5 1.5 0 0 0", starts=TODAY() - timedelta(days=10))
    assert [row[4] for row in behind(ask(full), "spa")].count(late.pk) == 1
    assert found(full).counts["spa"] == 3  # Ann's 1.5 of a hundred days ago stands


def test_what_is_followed_by_an_agreed_one_is_not_ending(full: House) -> None:
    bob = TimeSplit.objects.get(user__name="Bob")
    week(full, bob.user, "8.5 1.5 0 0 0", starts=bob.period.upper, status=Status.SIGNED_OFF)
    assert found(full).counts["expiring"] == 0


def test_the_board_reads_no_small_group_and_opens_no_list(client, full: House) -> None:
    figures = found(full, opens=False)
    assert figures.everyone.signed is None  # one of five has none
    assert figures.counts["over"] is None
    assert figures.cost is None
    assert all(row.people is None for row in figures.tables["service"][:-1])
    analyst = MembershipFactory(organisation=full.organisation, role=Role.ANALYST).user
    client.force_login(analyst)
    page = client.get(reverse("oversight:figures", args=[full.organisation.pk]))
    assert page.status_code == 200
    assert "hidden" in page.content.decode()
    for which in TITLES:
        assert client.get(reverse("oversight:behind", args=[full.organisation.pk, which])).status_code == 404


def test_what_the_board_reads_of_groups_can_not_be_found_by_subtraction(house: House, renal) -> None:
    for service, count in ((house.service, 6), (renal, 7)):
        for n in range(count):
            week(house, member(house, service), f"{8 - n % 2} 1.5 {n % 2} 0 0", service=service)
    rows = found(house, opens=False).tables["service"]
    anr = [row.pas[2] for row in rows]
    assert anr.count(None) != 1


def _files(client, house: House, user: User, kind: str, query: str = "") -> bytes:
    client.force_login(user)
    return client.get(reverse("oversight:file", args=[house.organisation.pk, kind]) + query).content


def test_workbook_csv_and_paper_say_the_same(client, full: House) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(_files(client, full, full.director, "xlsx")))
    assert book.sheet_names == ["Summary", "Signed off", "By service", "By leadership role", "By profession", "About"]
    rows = book.get_sheet_by_name("By service").to_python()
    assert rows[1] == ["Cardiology", 2.0, 16.5, 2.5, 4.5, 0.5, 4.0, 24.0, 12.0]
    about = str(book.get_sheet_by_name("About").to_python())
    assert "Taken by The director on" in about
    table = _files(client, full, full.director, "csv").decode("utf-8-sig").splitlines()
    assert table[1] == "Cardiology,2,16.50,2.50,4.50,0.50,4.00,24.00,12.00"
    paper = PdfReader(BytesIO(_files(client, full, full.director, "pdf")))
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for said in ("With a signed-off time split", "2 of 3, 66.7%", "2 people, 24 PAs", "Taken by The director"):
        assert said in words


def test_a_name_that_looks_like_a_formula_stays_a_name(client, full: House) -> None:
    User.objects.filter(name="Bob").update(name="=cmd|' /C calc'!A0")
    client.force_login(full.director)
    address = reverse("oversight:behind-file", args=[full.organisation.pk, "over", "csv"])
    assert "'=cmd" in client.get(address).content.decode()


def test_the_page_the_lists_and_their_files_keep_the_filters(client, full: House, renal) -> None:
    client.force_login(full.director)
    now = f"?service={renal.pk}"
    page = client.get(reverse("oversight:figures", args=[full.organisation.pk]) + now).content.decode()
    address = reverse("oversight:behind", args=[full.organisation.pk, "spa"]) + now
    assert address in page
    shown = client.get(address).content.decode()
    assert "Dan" in shown
    assert "Bob" not in shown


@pytest.mark.parametrize(
    "query", ["?on-day=31&on-month=2&on-year=2026", "?by=nothing", "?service=9999999", "?profession=x"]
)
def test_what_is_wrong_is_told_beside_the_field(client, full: House, query: str) -> None:
    client.force_login(full.director)
    shown = client.get(reverse("oversight:figures", args=[full.organisation.pk]) + query)
    assert shown.status_code == 200
    assert "There is a problem" in shown.content.decode()


def test_it_asks_as_often_for_many_people_as_for_few(client, full: House) -> None:
    client.force_login(MembershipFactory(organisation=full.organisation, role=Role.HR).user)
    address = reverse("oversight:figures", args=[full.organisation.pk])
    asked = []
    for more in (10, 12):  # of fewer than ten, that HR has seen what they are paid is recorded beside
        for _ in range(more):
            week(full, member(full, ServiceFactory(organisation=full.organisation)), "8 1.5 0.5 0 0")
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 16


def test_hr_reads_the_names_and_the_director_opens_them(client, full: House) -> None:
    hr = MembershipFactory(organisation=full.organisation, role=Role.HR).user
    address = reverse("oversight:behind", args=[full.organisation.pk, "over"])
    linked = re.compile(r'<a href="/splits/\d+/">Bob</a>')
    for user, opens in ((hr, False), (full.director, True)):
        client.force_login(user)
        page = client.get(address).content.decode()
        assert "Bob" in page
        assert bool(linked.search(page)) is opens


def test_the_list_of_disputes_leads_hr_who_arranges_them_to_each(client, house: House) -> None:
    hr = MembershipFactory(organisation=house.organisation, role=Role.HR).user
    split = house.submitted()
    disputes.ask(split, "We differ.", by=house.director)
    client.force_login(hr)
    page = client.get(reverse("oversight:behind", args=[house.organisation.pk, "disputed"])).content.decode()
    address = reverse("disputes:detail", args=[split.pk])
    assert f'href="{address}"' in page
    assert client.get(address).status_code == 200
