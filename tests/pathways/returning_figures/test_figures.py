"""How returns go in an organisation: who is where, on time or not, back as planned, and what it cost."""

import re
from datetime import date, timedelta
from decimal import Decimal as D
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange
from python_calamine import CalamineWorkbook

from pathways.models import CheckIn, ReturnPlan
from pathways.returning.costs import cost_for, cost_of_supervision
from pathways.returning.figures import TITLES, settled_figures
from pathways.returning.reading import Ask, counts, list_of
from pathways.returning.years import settled_years
from people.models import Membership, Organisation, Role, Service, User
from rewards.models import ElementKind, PayElement, PayLook
from tests.factories import ClinicianFactory, MembershipFactory, OrganisationFactory, ServiceFactory

HELD = {
    "draft": [],
    "agreed": ["before"],
    "away": ["before", "in_role"],
    "pre_return": ["before", "pre_return"],
    "supervised": ["before", "pre_return", "on_return"],
    "extended": ["before", "pre_return", "on_return"],
    "reviewed": ["before", "pre_return", "on_return", "supervised_end", "review"],
    "closed": ["before", "pre_return", "on_return", "supervised_end", "review", "after_6_months"],
}
"""What is held of a plan in each status."""


@pytest.fixture
def here(db: None) -> Organisation:
    return OrganisationFactory()


def plan(here: Organisation, status: str = "away", *, back: int = 100, **changes: object) -> ReturnPlan:
    """Someone's plan of two years ago with the day of return so many days ahead, and its meetings held by yesterday."""
    now, today = timezone.now(), timezone.localdate()
    user = changes.pop("user", None) or MembershipFactory(organisation=here).user
    old = {"organisation": here, "period": DateRange(today - timedelta(days=3000), None)}
    facts: dict[str, object] = {
        "user": user,
        "supervisor": MembershipFactory(**old).user,
        "organisation": here,
        "service": ServiceFactory(organisation=here),
        "basis": "absence",
        "status": status,
        "away_from": today - timedelta(days=400),
        "returns_on": today + timedelta(days=back),
        "first_returns_on": today + timedelta(days=back),
        "return_dcc_pas": D(5),
        "strength": "some",
    }
    made = ReturnPlan.objects.create(**facts | changes)
    ReturnPlan.objects.filter(pk=made.pk).update(created_at=now - timedelta(days=800))
    for kind in HELD[status]:
        step(made, -1, kind, done=-1)
    return made


def step(of: ReturnPlan, days: int, kind: str = "pre_return", done: int | None = None) -> CheckIn:
    """A step due in so many days, held in so many."""
    today = timezone.localdate()
    done_on = None if done is None else today + timedelta(days=done)
    by = None if done is None else of.user
    made, _ = CheckIn.objects.update_or_create(
        plan=of, kind=kind, defaults={"due_on": today + timedelta(days=days), "done_on": done_on, "done_by": by}
    )
    return made


def of(here: Organisation, **more: object) -> Ask:
    today = timezone.localdate()
    return Ask(here, **({"on": today, "today": today} | more))  # type: ignore[arg-type]


def counted(here: Organisation, **more: object) -> dict[str, int]:
    return {name: n for name, n in counts(of(here, **more)).items() if n}


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


def pay(user: User, here: Organisation, annual: int, pas: int = 10) -> None:
    PayElement.objects.create(
        user=user,
        organisation=here,
        kind=ElementKind.BASIC,
        label="Basic pay",
        annual_gbp=D(annual),
        pas=D(pas),
        pensionable=True,
        period=DateRange(timezone.localdate() - timedelta(days=900), None),
        source="tests",
    )


def days(of: ReturnPlan, count: int, *, agreed: bool = True) -> None:
    now = timezone.now()
    for n in range(count):
        by = of.supervisor if agreed else None
        of.days.create(
            day=timezone.localdate() - timedelta(days=n),
            work="clinic",
            logged_by=of.user,
            agreed_by=by,
            agreed_at=now if agreed else None,
        )


def year_of(here: Organisation) -> tuple[Ask, date, date]:
    ask = of(here)
    return ask, ask.on - timedelta(days=364), ask.on + timedelta(days=1)


def test_supervised_days_cost_two_pas_each_at_the_persons_own_pay(here) -> None:
    first = plan(here, "supervised")
    pay(first.user, here, 104_000)
    days(first, 10)
    days(plan(here, "supervised"), 3)
    days(plan(here, "supervised"), 4, agreed=False)
    found = cost_of_supervision(*year_of(here))
    # £104,000 for 10 PAs: a PA a week is £10,400 a year, £200 in one week; 10 days × 2 PAs × £200.
    assert (found.days, found.pounds, found.unpriced) == (13, D("4000.00"), 3)
    assert found.people == (first.user_id,)


def reader(here: Organisation, role: str) -> User:
    return MembershipFactory(organisation=here, role=role).user


def page_of(client, here: Organisation, query: str = "") -> str:
    return client.get(reverse("returning:figures", args=[here.pk]) + query).content.decode()


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


def back_in(
    here: Organisation, day: date, people: int, *, late: int = 0, service: Service | None = None
) -> list[ReturnPlan]:
    """So many who came back on the day, recorded then; the first `late` of them a month after the day planned."""
    found = []
    for n in range(people):
        first = day - timedelta(days=30 if n < late else 0)
        days: dict[str, object] = {"away_from": day - timedelta(days=300), "returns_on": day, "first_returns_on": first}
        held = plan(here, "away", **days | {"service": service})  # type: ignore[arg-type]
        held.check_ins.create(kind="on_return", due_on=day, done_on=day, done_by=held.user)
        _recorded(held, day)
        found.append(held)
    return found


def _recorded(held: ReturnPlan, day: date) -> None:
    """As if the return had been recorded on the day."""
    events: Any = CheckIn._meta.get_field("events").related_model
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        events.objects.filter(plan=held, kind="on_return").update(pgh_created_at=f"{day}T12:00Z")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


@pytest.fixture
def summer() -> object:
    with time_machine.travel("2026-08-03T12:00+01:00", tick=False) as moved:
        yield moved


def settled(here: Organisation) -> list[list[int | None]]:
    return [[line.people for line in table.lines] for table in settled_figures(of(here)).tables]


def test_a_year_is_settled_three_months_after_its_end() -> None:
    def newest(day: date) -> str:
        return settled_years(day, 1)[0].title

    assert newest(date(2026, 6, 30)) == "2024 to 2025"
    assert newest(date(2026, 7, 1)) == "2025 to 2026"
    assert [year.title for year in settled_years(date(2027, 1, 1), 2)] == ["2025 to 2026", "2024 to 2025"]


def test_analysts_read_settled_years_with_few_people_hidden(here, summer) -> None:
    back_in(here, date(2026, 3, 31), 12, late=5)
    back_in(here, date(2025, 3, 31), 9, late=2)
    back_in(here, date(2026, 4, 1), 3)
    assert settled(here) == [[7, 5, 12], [None, None, 9], [0, 0, 0]]


def test_what_is_recorded_after_a_year_is_settled_changes_nothing_that_analysts_read(here, summer) -> None:
    back_in(here, date(2026, 2, 2), 6)
    before = settled(here)
    [late] = back_in(here, date(2026, 2, 3), 1)
    _recorded(late, date(2026, 7, 1))
    assert settled(here) == before
    _recorded(late, date(2026, 6, 30))
    assert settled(here) != before


def test_no_day_and_no_filter_gives_analysts_another_figure(client, here, summer) -> None:
    """So none less another tells of one person: not between two days, and not between a service and all."""
    service = ServiceFactory(organisation=here)
    back_in(here, date(2026, 2, 2), 6)
    back_in(here, date(2026, 2, 3), 6, service=service)
    client.force_login(reader(here, Role.ANALYST))
    asked = ["", f"?service={service.pk}", "?on=2026-02-02", "?profession=doctor", "?on=nonsense"]
    cells = {re.sub(r"<[^>]*>", "", page_of(client, here, query)) for query in asked}
    assert len({re.sub(r"\s+", " ", page) for page in cells}) == 1
    files = {client.get(reverse("returning:file", args=[here.pk, "csv"]) + query).content for query in asked}
    assert len(files) == 1
    summer.shift(timedelta(days=200))
    assert client.get(reverse("returning:file", args=[here.pk, "csv"])).content in files


def test_an_analyst_opens_no_list_and_reads_no_state_no_name_and_no_cost(client, here) -> None:
    for _ in range(6):
        plan(here, "away")
    lone = plan(here, "supervised", user=MembershipFactory(organisation=here, user__name="Amira Away").user)
    pay(lone.user, here, 104_000)
    days(lone, 10)
    client.force_login(reader(here, Role.ANALYST))
    page = page_of(client, here)
    assert "£" not in page
    assert "On the way back" not in page
    for which in ("away", "supervised"):
        assert reverse("returning:behind", args=[here.pk, which]) not in page
        assert client.get(reverse("returning:behind", args=[here.pk, which])).status_code == 404
        assert client.get(reverse("returning:behind-file", args=[here.pk, which, "csv"])).status_code == 404
    csv = client.get(reverse("returning:file", args=[here.pk, "csv"])).content.decode()
    assert "Amira" not in csv
    assert "pounds" not in csv


def test_hr_reads_what_a_few_people_cost_with_a_look_on_record(client, here) -> None:
    lone = plan(here, "supervised")
    pay(lone.user, here, 104_000)
    days(lone, 1)
    hr = reader(here, Role.HR)
    client.force_login(hr)
    assert "£400 in pay" in page_of(client, here)
    assert PayLook.objects.filter(viewer=hr, subject=lone.user).exists()


def cost(here: Organisation, **more: object) -> D | None:
    found = cost_for(of(here, **more), pay=False)
    return found.pounds if found else None


def test_a_director_reads_settled_years_of_enough_people_and_no_day_or_group_by_itself(here, summer) -> None:
    day, then = date(2026, 3, 2), timezone.now() - timedelta(days=150)
    service = ServiceFactory(organisation=here)
    for _ in range(5):
        held = plan(here, "supervised", service=service)
        pay(held.user, here, 104_000)
        assert cost(here) is None, "of fewer than five people"
        held.days.create(day=day, work="clinic", logged_by=held.user, agreed_by=held.supervisor, agreed_at=then)
        unpriced = plan(here, "supervised")
        unpriced.days.create(day=day, work="clinic", logged_by=held.user, agreed_by=held.supervisor, agreed_at=then)
    assert cost(here) == 2000
    assert cost(here, on=date(2026, 7, 1)) == 2000
    assert cost(here, on=date(2026, 6, 30)) is None
    assert cost(here, service=service) is None
    late = plan(here, "supervised")
    pay(late.user, here, 208_000)
    late.days.create(day=day, work="clinic", logged_by=late.user, agreed_by=late.user, agreed_at=timezone.now())
    assert cost(here) == 2000, "what is agreed after the year is settled would tell one person’s pay"


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
