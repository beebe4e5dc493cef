"""How returns go in an organisation: who is where, on time or not, back as planned, and what it cost."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from pathways.models import CheckIn, ReturnPlan
from pathways.returning.figures import figures_of
from pathways.returning.reading import Ask, cost_of_supervision, counts
from people.models import Organisation, Role, User
from rewards.models import ElementKind, PayElement, PayLook
from tests.factories import MembershipFactory, OrganisationFactory, ServiceFactory


@pytest.fixture
def here(db: None) -> Organisation:
    return OrganisationFactory()


def plan(here: Organisation, status: str = "away", *, back: int = 100, **changes: object) -> ReturnPlan:
    """Someone's plan with the day of return so many days ahead."""
    today = timezone.localdate()
    facts: dict[str, object] = {
        "user": MembershipFactory(organisation=here).user,
        "supervisor": MembershipFactory(organisation=here).user,
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
    return ReturnPlan.objects.create(**facts | changes)


def step(of: ReturnPlan, days: int, kind: str = "pre_return", done: int | None = None) -> CheckIn:
    today = timezone.localdate()
    done_on = None if done is None else today + timedelta(days=done)
    by = None if done is None else of.user
    return of.check_ins.create(kind=kind, due_on=today + timedelta(days=days), done_on=done_on, done_by=by)


def counted(here: Organisation) -> dict[str, int]:
    return {name: n for name, n in counts(Ask(here, timezone.localdate())).items() if n}


def test_open_plans_are_counted_by_state_and_closed_ones_are_not(here) -> None:
    for status in ("draft", "agreed", "away", "pre_return", "supervised", "extended", "reviewed", "closed"):
        plan(here, status)
    plan(OrganisationFactory(), "away")
    assert counted(here) == {
        "planned": 2,
        "away": 1,
        "preparing": 1,
        "supervised": 2,
        "reviewed": 1,
        "on_time": 7,
    }


def test_a_step_overdue_is_late_and_after_two_weeks_stuck_and_so_is_a_plan_without_a_supervisor(here) -> None:
    step(plan(here), 0)
    step(plan(here), -1)
    step(plan(here), -13)
    step(plan(here), -14)
    step(plan(here), -30, done=-2)
    plan(here, supervisor=None)
    found = counted(here)
    assert {name: found[name] for name in ("on_time", "late", "stuck")} == {"on_time": 2, "late": 2, "stuck": 2}


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


def test_supervised_days_cost_two_pas_each_at_the_persons_own_pay(here) -> None:
    first = plan(here, "supervised")
    pay(first.user, here, 104_000)
    days(first, 10)
    days(plan(here, "supervised"), 3)
    days(plan(here, "supervised"), 4, agreed=False)
    found = cost_of_supervision(Ask(here, timezone.localdate()))
    # £104,000 for 10 PAs: a PA a week is £10,400 a year, £200 in one week; 10 days × 2 PAs × £200.
    assert (found.days, found.pounds, found.unpriced) == (13, D("4000.00"), 3)


def reader(here: Organisation, role: str) -> User:
    return MembershipFactory(organisation=here, role=role).user


def test_the_number_opens_a_list_that_says_nothing_of_why(client, here) -> None:
    held = plan(here, user=MembershipFactory(organisation=here, user__name="Amira Away").user)
    step(held, -20)
    client.force_login(reader(here, Role.MEDICAL_DIRECTOR))
    page = client.get(reverse("returning:figures", args=[here.pk])).content.decode()
    address = reverse("returning:behind", args=[here.pk, "stuck"])
    assert address in page
    behind = client.get(address).content.decode()
    assert "Amira Away" in behind
    assert "absence" not in behind.lower()
    assert "Time away" not in behind


def test_an_analyst_sees_no_small_number_no_list_and_no_cost(client, here) -> None:
    for _ in range(6):
        plan(here, "away")
    lone = plan(here, "supervised", user=MembershipFactory(organisation=here, user__name="Amira Away").user)
    pay(lone.user, here, 104_000)
    days(lone, 10)
    client.force_login(reader(here, Role.ANALYST))
    page = client.get(reverse("returning:figures", args=[here.pk])).content.decode()
    assert "hidden" in page
    assert "£" not in page
    assert reverse("returning:behind", args=[here.pk, "away"]) not in page
    for which in ("away", "supervised"):
        assert client.get(reverse("returning:behind", args=[here.pk, which])).status_code == 404
    csv = client.get(reverse("returning:file", args=[here.pk, "csv"])).content.decode()
    assert "Amira" not in csv
    assert "pounds" not in csv
    shown = {line.name: line.people for line in figures_of(Ask(here, lone.returns_on), opens=False, pay=False).stages}
    assert shown["supervised"] is None
    assert [name for name, people in shown.items() if people is None] != ["supervised"], "nor by subtraction"


def test_the_director_sees_the_cost_of_enough_people_and_hr_of_a_few_with_a_look(client, here) -> None:
    lone = plan(here, "supervised")
    pay(lone.user, here, 104_000)
    days(lone, 1)
    page = reverse("returning:figures", args=[here.pk])
    client.force_login(reader(here, Role.MEDICAL_DIRECTOR))
    assert "£400" not in client.get(page).content.decode()
    hr = reader(here, Role.HR)
    client.force_login(hr)
    assert "£400 in pay" in client.get(page).content.decode()
    assert PayLook.objects.filter(viewer=hr, subject=lone.user).exists()
    for _ in range(4):
        other = plan(here, "supervised")
        pay(other.user, here, 104_000)
        days(other, 1)
    client.force_login(reader(here, Role.MEDICAL_DIRECTOR))
    assert "£2,000 in pay" in client.get(page).content.decode()


def test_the_pages_ask_as_many_queries_for_many_as_for_few(client, here) -> None:
    client.force_login(reader(here, Role.MEDICAL_DIRECTOR))
    pages = [reverse("returning:figures", args=[here.pk]), reverse("returning:behind", args=[here.pk, "away"])]

    def asked() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            found.append(len(queries))
        return found

    plan(here)
    few = asked()
    for _ in range(8):
        step(plan(here), -5)
    assert asked() == few


def test_an_organisation_without_returns_says_how_they_come(client, here) -> None:
    client.force_login(reader(here, Role.HR))
    assert "Nobody is on the way back" in client.get(reverse("returning:figures", args=[here.pk])).content.decode()
