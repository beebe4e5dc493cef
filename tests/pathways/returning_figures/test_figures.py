"""How returns go in an organisation on a day: who is where, on time or not, back as planned; each number’s list."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange
from python_calamine import CalamineWorkbook

from pathways.returning.figures import TITLES
from pathways.returning.reading import counts, list_of
from people.models import Membership, Role
from tests.factories import ClinicianFactory, MembershipFactory, OrganisationFactory, ServiceFactory
from tests.pathways.returning_figures.making import HELD, counted, of, page_of, plan, reader, step


def test_open_plans_are_counted_by_state_and_closed_ones_are_not(here) -> None:
    ahead = timezone.localdate() + timedelta(days=1)
    for status in HELD:
        plan(here, status, away_from=ahead) if status in ("draft", "agreed") else plan(here, status)
    plan(OrganisationFactory(), "away")
    found = counted(here)
    assert {name: n for name, n in found.items() if name not in ("as_planned", "later")} == {
        "planned": 2,
        "away": 1,
        "preparing": 1,
        "supervised": 2,
        "reviewed": 1,
        "on_time": 7,
    }


def test_whoever_has_left_practice_is_away_also_where_no_meeting_was_held(here) -> None:
    plan(here, "draft", away_from=timezone.localdate())
    assert counted(here)["away"] == 1


def test_a_day_gone_by_has_its_own_figures(here) -> None:
    today = timezone.localdate()
    held = plan(here, "closed", back=-200)
    for kind, days in {"pre_return": -250, "on_return": -200, "review": -180, "after_6_months": -10}.items():
        step(held, days, kind, done=days)
    states = {
        days: next(iter(counted(here, on=today - timedelta(days=days))), "none")
        for days in (900, 500, 251, 250, 201, 200, 180, 11)
    }
    assert states == {
        900: "none",
        500: "planned",
        251: "away",
        250: "preparing",
        201: "preparing",
        200: "supervised",
        180: "reviewed",
        11: "reviewed",
    }
    assert counted(here, on=today - timedelta(days=10)) == {"as_planned": 1}


def test_what_was_overdue_on_a_day_and_held_after_it_was_late_then(here) -> None:
    step(plan(here), -30, done=-2)
    today = timezone.localdate()
    paces = {
        days: [name for name in counted(here, on=today - timedelta(days=days)) if name in ("on_time", "late", "stuck")]
        for days in (30, 29, 16, 2)
    }
    assert paces == {30: ["on_time"], 29: ["late"], 16: ["stuck"], 2: ["on_time"]}


def test_each_number_and_the_list_behind_it_count_the_same_with_and_without_filters(here) -> None:
    service = ServiceFactory(organisation=here)
    nurse = ClinicianFactory(profession="nurse").user
    for n, status in enumerate(HELD):
        step(plan(here, status, back=-20, service=service if n % 2 else None), -30 + 10 * n, "after_3_months")
    plan(here, "supervised", user=nurse, service=service)
    asks = [of(here), of(here, service=service), of(here, profession="nurse")]
    for ask in asks:
        found = counts(ask)
        for which in TITLES:
            assert list_of(ask, which).count() == found[which], which
    assert sum(counts(asks[1])[name] for name in ("on_time", "late", "stuck")) == 4
    assert counted(here, profession="nurse") == {"supervised": 1, "on_time": 1, "as_planned": 1}


def test_a_step_overdue_is_late_and_after_two_weeks_stuck_and_so_is_a_plan_without_a_supervisor(here) -> None:
    step(plan(here), 0)
    step(plan(here), -1)
    step(plan(here), -13)
    step(plan(here), -14)
    step(plan(here), -30, done=-2)
    plan(here, supervisor=None)
    found = counted(here)
    assert {name: found[name] for name in ("on_time", "late", "stuck")} == {"on_time": 2, "late": 2, "stuck": 2}


def test_a_plan_is_stuck_once_its_supervisor_no_longer_works_there(here) -> None:
    held, today = plan(here), timezone.localdate()
    Membership.objects.filter(user=held.supervisor).update(period=DateRange(today - timedelta(days=900), today))
    assert counted(here)["stuck"] == 1
    assert "stuck" not in counted(here, on=today - timedelta(days=1))


def test_a_check_in_of_the_role_is_not_overdue_any_more_after_the_return(here) -> None:
    step(plan(here, "supervised"), -50, "in_role")
    assert counted(here)["on_time"] == 1


def test_back_as_planned_is_within_two_weeks_of_the_day_first_planned(here) -> None:
    step(plan(here, "supervised", back=-20), -20, "on_return", done=-6)
    step(plan(here, "closed", back=-20), -20, "on_return", done=-5)
    today = timezone.localdate()
    moved = plan(here, "closed", back=-20, first_returns_on=today - timedelta(days=90))
    step(moved, -20, "on_return", done=-20)
    long_ago = timezone.localdate() - timedelta(days=1900)
    step(plan(here, "closed", back=-1200, away_from=long_ago), -1200, "on_return", done=-1200)
    found = counted(here)
    assert (found["as_planned"], found["later"]) == (1, 2)


def test_the_number_opens_a_list_that_says_nothing_of_why(client, here) -> None:
    held = plan(here, user=MembershipFactory(organisation=here, user__name="Amira Away").user)
    step(held, -20)
    client.force_login(reader(here, Role.MEDICAL_DIRECTOR))
    address = reverse("returning:behind", args=[here.pk, "stuck"])
    assert address in page_of(client, here)
    behind = client.get(address).content.decode()
    assert "Amira Away" in behind
    assert "absence" not in behind.lower()
    assert "Time away" not in behind


def test_the_page_its_lists_and_files_keep_the_day_and_the_filters(client, here) -> None:
    service = ServiceFactory(organisation=here)
    plan(here, service=service, user=MembershipFactory(organisation=here, user__name="Amira Away").user)
    plan(here, user=MembershipFactory(organisation=here, user__name="Ben Back").user)
    client.force_login(reader(here, Role.MEDICAL_DIRECTOR))
    query = f"?service={service.pk}&on={timezone.localdate() - timedelta(days=5)}"
    address = reverse("returning:behind", args=[here.pk, "away"]) + query
    assert address.replace("&", "&amp;") in page_of(client, here, query)
    shown = client.get(address).content.decode()
    assert "Amira Away" in shown
    assert "Ben Back" not in shown
    listed = client.get(reverse("returning:behind-file", args=[here.pk, "away", "csv"]) + query).content.decode()
    assert "Amira Away" in listed
    assert "Ben Back" not in listed
    figures = client.get(reverse("returning:file", args=[here.pk, "csv"]) + query).content.decode()
    assert '"On the way back, by state",In the role or away,1' in figures


def test_workbooks_say_what_they_are_and_a_name_that_looks_like_a_formula_stays_a_name(client, here) -> None:
    plan(here, user=MembershipFactory(organisation=here, user__name="=cmd|' /C calc'!A0").user)
    client.force_login(reader(here, Role.HR))
    content = client.get(reverse("returning:file", args=[here.pk, "xlsx"])).content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["Returns", "About"]
    assert ["On the way back, by state", "In the role or away", 1.0] in book.get_sheet_by_name("Returns").to_python()
    assert str(here) in str(book.get_sheet_by_name("About").to_python())
    listed = client.get(reverse("returning:behind-file", args=[here.pk, "away", "csv"])).content.decode()
    assert "'=cmd" in listed
    content = client.get(reverse("returning:behind-file", args=[here.pk, "away", "xlsx"])).content
    people = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("People").to_python()
    assert people[1][0] == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "query", ["?on-day=31&on-month=2&on-year=2026", "?on=2999-01-01", "?service=9999999", "?profession=x"]
)
def test_what_is_wrong_is_told_beside_the_field(client, here, query: str) -> None:
    client.force_login(reader(here, Role.HR))
    assert "There is a problem" in page_of(client, here, query)
    assert client.get(reverse("returning:file", args=[here.pk, "csv"]) + query).status_code == 404


def test_the_pages_ask_as_many_queries_for_many_as_for_few(client, here) -> None:
    client.force_login(reader(here, Role.MEDICAL_DIRECTOR))
    pages = [reverse("returning:figures", args=[here.pk]), reverse("returning:behind", args=[here.pk, "away"])]
    pages += [reverse("returning:behind-file", args=[here.pk, "away", "csv"])]

    def asked() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            found.append(len(queries))
        return found

    plan(here)
    asked()
    few = asked()
    for _ in range(8):
        step(plan(here), -5)
    assert asked() == few
    assert max(few) <= 14


def test_an_organisation_without_returns_says_how_they_come(client, here) -> None:
    client.force_login(reader(here, Role.HR))
    assert "Nobody is on the way back" in page_of(client, here)
    assert "take a filter away" in page_of(client, here, "?profession=nurse")
