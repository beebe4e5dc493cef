"""Plans, steps, pay and readers for the tests of the figures of returns."""

from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from pathways.models import CheckIn, ReturnPlan
from pathways.returning.reading import Ask, counts
from people.models import Organisation, Service, User
from rewards.models import ElementKind, PayElement
from tests.factories import MembershipFactory, ServiceFactory

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


def pay(user: User, here: Organisation, annual: int, pas: int = 10, *, recorded_days_ago: int = 0) -> PayElement:
    return PayElement.objects.create(
        user=user,
        organisation=here,
        kind=ElementKind.BASIC,
        label="Basic pay",
        annual_gbp=D(annual),
        pas=D(pas),
        pensionable=True,
        period=DateRange(timezone.localdate() - timedelta(days=900), None),
        source="tests",
        recorded_at=timezone.now() - timedelta(days=recorded_days_ago),
    )


def put_right(element: PayElement, annual: int) -> None:
    """What was believed is superseded today by another sum."""
    PayElement.objects.filter(pk=element.pk).update(superseded_at=timezone.now())
    pay(element.user, element.organisation, annual)


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


def reader(here: Organisation, role: str) -> User:
    return MembershipFactory(organisation=here, role=role).user


def page_of(client, here: Organisation, query: str = "") -> str:
    return client.get(reverse("returning:figures", args=[here.pk]) + query).content.decode()


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
        recorded(held, day)
        found.append(held)
    return found


def recorded(held: ReturnPlan, day: date) -> None:
    """As if the return had been recorded on the day."""
    events: Any = CheckIn._meta.get_field("events").related_model
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        events.objects.filter(plan=held, kind="on_return").update(pgh_created_at=f"{day}T12:00Z")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
