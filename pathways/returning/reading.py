"""How an organisation's returns to practice go, read in SQL: by state, on time, as planned, and the cost."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf

from pathways.returning.settings import STUCK_DAYS
from pathways.returns.models import UNDER_SUPERVISION, CheckIn, ReturnPlan, ReturnStatus
from pathways.returns.rules import PASSED
from pathways.returns.supervision_models import SupervisedDay
from people.dates import after_months
from people.models import Organisation
from people.settings.reading import setting
from rewards.looks.services import summing
from rewards.models import ElementKind, PayElement

BACK_MONTHS = 36
"""How far back returns are counted that have happened."""
GRACE = timedelta(days=14)
"""A return within two weeks of the day first planned is as planned (this service's own)."""
PAS_A_DAY, WEEKS_A_YEAR = 2, 52
STAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "planned": ("Planned, still in ordinary practice", (ReturnStatus.DRAFT, ReturnStatus.AGREED)),
    "away": ("In the role or away", (ReturnStatus.AWAY,)),
    "preparing": ("Preparing to return", (ReturnStatus.PRE_RETURN,)),
    "supervised": ("Back, under supervision", UNDER_SUPERVISION),
    "reviewed": ("Reviewed, with a last check-in to come", (ReturnStatus.REVIEWED,)),
}
PACES = {
    "on_time": "On time",
    "late": "Late: a step is overdue",
    "stuck": "Stuck: overdue for long, or nobody supervises",
}
OUTCOMES = {"as_planned": "Back within two weeks of the day first planned", "later": "Back later than that"}
ZERO, PENNY = Decimal(0), Decimal("0.01")
FIRST = Coalesce("first_returns_on", "returns_on")
"""Plans of before this was kept know only the day as it stands."""
AFTER_RETURN = (*UNDER_SUPERVISION, ReturnStatus.REVIEWED)


@dataclass(frozen=True)
class Ask:
    """Of which organisation, on which day."""

    organisation: Organisation
    today: date


def under_way(ask: Ask) -> QuerySet[Any]:
    """Open plans, each with the oldest day of a step that is overdue, and its pace."""
    overdue = CheckIn.objects.filter(plan=OuterRef("pk"), done_on=None, due_on__lt=ask.today)
    passed = Q(kind__in=list(PASSED), plan__status__in=AFTER_RETURN)
    oldest = overdue.exclude(passed).order_by().values("plan").annotate(oldest=Min("due_on")).values("oldest")
    plans = ReturnPlan.objects.filter(organisation=ask.organisation).exclude(status=ReturnStatus.CLOSED)
    long_ago = ask.today - timedelta(days=setting(ask.organisation, STUCK_DAYS, ask.today))
    return plans.annotate(oldest=Subquery(oldest, output_field=DateField())).annotate(
        pace=Case(
            When(Q(supervisor=None) | Q(oldest__lte=long_ago), then=Value("stuck")),
            When(oldest__isnull=False, then=Value("late")),
            default=Value("on_time"),
            output_field=CharField(),
        )
    )


def come_back(ask: Ask) -> QuerySet[Any]:
    """Plans whose meeting on return was held in the last three years, with its day."""
    since = after_months(ask.today, -BACK_MONTHS)
    met = CheckIn.objects.filter(plan=OuterRef("pk"), kind="on_return").values("done_on")[:1]
    plans = ReturnPlan.objects.filter(organisation=ask.organisation)
    return plans.annotate(came=Subquery(met, output_field=DateField())).filter(came__gte=since, came__lte=ask.today)


def list_of(ask: Ask, which: str) -> QuerySet[Any]:
    """The plans behind a number, the day of return first that comes first."""
    if which in STAGES:
        found = under_way(ask).filter(status__in=STAGES[which][1])
    elif which in PACES:
        found = under_way(ask).filter(pace=which)
    elif which == "as_planned":
        found = come_back(ask).filter(came__lte=FIRST + GRACE)
    elif which == "later":
        found = come_back(ask).filter(came__gt=FIRST + GRACE)
    else:
        raise KeyError(which)
    return found.select_related("user", "service", "supervisor").order_by("returns_on", "pk")


def counts(ask: Ask) -> dict[str, int]:
    """How many plans each list holds: two queries."""
    stages = {name: Count("pk", filter=Q(status__in=statuses)) for name, (_, statuses) in STAGES.items()}
    paces = {f"pace_{name}": Count("pk", filter=Q(pace=name)) for name in PACES}
    found = under_way(ask).aggregate(**stages, **paces)
    for name in PACES:
        found[name] = found.pop(f"pace_{name}")
    back = come_back(ask).aggregate(all=Count("pk"), as_planned=Count("pk", filter=Q(came__lte=FIRST + GRACE)))
    return {**found, "as_planned": back["as_planned"], "later": back["all"] - back["as_planned"]}


@dataclass(frozen=True)
class Cost:
    """Supervised days agreed in the year before the day, and what they cost in pay, in pounds."""

    days: int
    pounds: Decimal
    unpriced: int
    """Days of people whose basic pay on that day is not on record."""
    people: tuple[int, ...]


def cost_of_supervision(ask: Ask) -> Cost:
    """Each agreed day is two PAs at that person's basic pay for one, of the day itself: one query.

    The supervisor's own time is not recorded here, so it is not counted.
    """
    year = SupervisedDay.objects.agreed().filter(
        plan__organisation=ask.organisation, day__gt=after_months(ask.today, -12), day__lte=ask.today
    )
    basic = PayElement.objects.filter(
        user=OuterRef("plan__user"),
        organisation=ask.organisation,
        kind=ElementKind.BASIC,
        period__contains=OuterRef("day"),
    )
    a_pa = basic.order_by().values("user").annotate(a=Sum("annual_gbp") / NullIf(Sum("pas"), ZERO)).values("a")
    with summing(ask.organisation):
        found = year.annotate(a_pa=Subquery(a_pa)).aggregate(
            days=Count("pk"),
            pounds=Sum("a_pa"),
            unpriced=Count("pk", filter=Q(a_pa=None)),
            people=ArrayAgg("plan__user", distinct=True, default=[]),
        )
    pounds = (found["pounds"] or ZERO) * PAS_A_DAY / WEEKS_A_YEAR
    return Cost(found["days"], pounds.quantize(PENNY), found["unpriced"], tuple(found["people"]))
