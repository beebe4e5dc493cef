"""How an organisation's returns to practice go on a day, read in SQL: by state, on time, and back as planned.

What was held by the day decides, as now known; a number and its list ask the same.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from pathways.returning.settings import STUCK_DAYS
from pathways.returns.models import CheckIn, CheckInKind, ReturnPlan
from pathways.returns.rules import PASSED
from people.dates import after_months
from people.models import Membership, Organisation, Service
from people.settings.reading import setting

BACK_MONTHS = 36
"""How far back returns are counted that have happened."""
GRACE = timedelta(days=14)
"""A return within two weeks of the day first planned is as planned (this service's own)."""
STAGES = {
    "planned": "Planned, still in ordinary practice",
    "away": "In the role or away",
    "preparing": "Preparing to return",
    "supervised": "Back, under supervision",
    "reviewed": "Reviewed, with a last check-in to come",
}
PACES = {
    "on_time": "On time",
    "late": "Late: a step is overdue",
    "stuck": "Stuck: overdue for long, or nobody supervises",
}
OUTCOMES = {"as_planned": "Back within two weeks of the day first planned", "later": "Back later than that"}
REACHED = {CheckInKind.PRE_RETURN: 1, CheckInKind.ON_RETURN: 2, CheckInKind.REVIEW: 3, CheckInKind.AFTER_6_MONTHS: 4}
"""How far each meeting, once held, brings a plan; the last closes it."""
BACK, CLOSED = REACHED[CheckInKind.ON_RETURN], REACHED[CheckInKind.AFTER_6_MONTHS]
FIRST = Coalesce("first_returns_on", "returns_on")
"""Plans of before this was kept know only the day as it stands."""


@dataclass(frozen=True)
class Ask:
    """Of which organisation, on which day, and of which service to come back to and profession, if not of all."""

    organisation: Organisation
    on: date
    today: date
    service: Service | None = None
    profession: str = ""

    @property
    def whole(self) -> bool:
        return self.service is None and not self.profession

    def narrowed(self, plans: QuerySet[ReturnPlan]) -> QuerySet[ReturnPlan]:
        plans = plans.filter(organisation=self.organisation)
        if self.service is not None:
            plans = plans.filter(service=self.service)
        return plans.filter(user__clinician__profession=self.profession) if self.profession else plans


def under_way(ask: Ask) -> QuerySet[Any]:
    """Plans open on the day, each with its stage, the oldest day of a step then overdue, and its pace."""
    steps = CheckIn.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    far = Case(*(When(kind=kind, then=Value(n)) for kind, n in REACHED.items()), default=Value(0))
    reached = steps.filter(done_on__lte=ask.on).annotate(far=Max(far)).values("far")
    overdue = steps.filter(Q(done_on=None) | Q(done_on__gt=ask.on), due_on__lt=ask.on)
    oldest = overdue.annotate(oldest=Min("due_on")).values("oldest")
    oldest_since = overdue.exclude(kind__in=list(PASSED)).annotate(oldest=Min("due_on")).values("oldest")
    plans = ask.narrowed(ReturnPlan.objects.filter(created_at__date__lte=ask.on))
    plans = plans.annotate(reached=Coalesce(Subquery(reached, output_field=IntegerField()), 0))
    plans = plans.filter(reached__lt=CLOSED).annotate(
        stage=Case(
            *(When(reached=n, then=Value(name)) for n, name in enumerate(("preparing", "supervised", "reviewed"), 1)),
            When(away_from__lte=ask.on, then=Value("away")),
            default=Value("planned"),
            output_field=CharField(),
        ),
        oldest=Case(
            When(reached__gte=BACK, then=Subquery(oldest_since)), default=Subquery(oldest), output_field=DateField()
        ),
        supervised=_supervised(ask),
    )
    long_ago = ask.on - timedelta(days=setting(ask.organisation, STUCK_DAYS, ask.on))
    return plans.annotate(
        pace=Case(
            When(Q(supervised=False) | Q(oldest__lte=long_ago), then=Value("stuck")),
            When(oldest__isnull=False, then=Value("late")),
            default=Value("on_time"),
            output_field=CharField(),
        )
    )


def _supervised(ask: Ask) -> Exists:
    """Whether someone supervised on the day: whoever did by the plan's history, and worked there."""
    event: Any = ReturnPlan._meta.get_field("events").related_model
    then = event.objects.filter(pgh_obj=OuterRef(OuterRef("pk")), pgh_created_at__date__lte=ask.on).order_by("-pgh_id")
    here = Membership.objects.in_force(ask.on).filter(organisation=ask.organisation, user__is_active=True)
    return Exists(here.filter(user=Coalesce(Subquery(then.values("supervisor")[:1]), OuterRef("supervisor"))))


def come_back(ask: Ask) -> QuerySet[Any]:
    """Plans whose meeting on return was held in the three years up to the day, with its day."""
    return _came(ask).filter(came__gt=after_months(ask.on, -BACK_MONTHS), came__lte=ask.on)


def came_in(ask: Ask, starts: date, ends: date, recorded_before: date) -> QuerySet[Any]:
    """Plans with a return in the half-open time, of those that were recorded before the day."""
    event: Any = CheckIn._meta.get_field("events").related_model
    known = event.objects.filter(kind=CheckInKind.ON_RETURN, pgh_created_at__date__lt=recorded_before)
    recorded = Exists(known.filter(plan=OuterRef("pk")).exclude(done_on=None))
    return _came(ask).filter(recorded, came__gte=starts, came__lt=ends)


def _came(ask: Ask) -> QuerySet[Any]:
    met = CheckIn.objects.filter(plan=OuterRef("pk"), kind=CheckInKind.ON_RETURN).values("done_on")[:1]
    return ask.narrowed(ReturnPlan.objects.all()).annotate(came=Subquery(met, output_field=DateField()))


def list_of(ask: Ask, which: str) -> QuerySet[Any]:
    """The plans behind a number, the day of return first that comes first."""
    if which in STAGES:
        found = under_way(ask).filter(stage=which)
    elif which in PACES:
        found = under_way(ask).filter(pace=which)
    elif which == "as_planned":
        found = come_back(ask).filter(came__lte=FIRST + GRACE)
    elif which == "later":
        found = come_back(ask).filter(came__gt=FIRST + GRACE)
    else:
        raise KeyError(which)
    found = found.annotate(profession=F("user__clinician__profession"))
    return found.select_related("user", "service", "supervisor").order_by("returns_on", "pk")


def counts(ask: Ask) -> dict[str, int]:
    """How many plans each list holds: three queries."""
    asked = {name: Count("pk", filter=Q(stage=name)) for name in STAGES}
    asked |= {name: Count("pk", filter=Q(pace=name)) for name in PACES}
    return {**under_way(ask).aggregate(**asked), **outcomes(come_back(ask))}


def outcomes(back: QuerySet[Any]) -> dict[str, int]:
    """Of plans with the day they `came`: how many as planned, how many later."""
    found = back.aggregate(all=Count("pk"), as_planned=Count("pk", filter=Q(came__lte=FIRST + GRACE)))
    return {"as_planned": found["as_planned"], "later": found["all"] - found["as_planned"]}
