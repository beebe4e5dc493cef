"""What supervised days cost in pay, for whoever may read it without reading one colleague's pay."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import NullIf

from pathways.returning.reading import Ask
from pathways.returning.years import settled_years
from pathways.returns.models import ReturnPlan
from pathways.returns.supervision_models import SupervisedDay
from people.dates import after_months
from people.settings.reading import setting
from people.settings.shared import SMALL_NUMBER
from rewards.looks.services import summing
from rewards.models import ElementKind, PayElement
from rewards.packages.day import end_of

PAS_A_DAY, WEEKS_A_YEAR = 2, 52
ZERO, PENNY = Decimal(0), Decimal("0.01")


@dataclass(frozen=True)
class Cost:
    """Supervised days agreed in the half-open time, and what they cost in pay, in pounds."""

    starts: date
    ends: date
    days: int
    pounds: Decimal
    unpriced: int
    """Days of people whose basic pay on that day is not on record."""
    people: tuple[int, ...]
    """The keys of those whose pay is in the sum."""

    @property
    def last_day(self) -> date:
        return self.ends - timedelta(days=1)


def cost_for(ask: Ask, *, pay: bool) -> Cost | None:
    """Whoever sees each one's pay reads of any group the year up to the day.

    A director reads the last settled year of the whole organisation, where enough people are in the sum: two days or
    two groups would tell what one colleague is paid (ADR 20). None where there is nothing that they may read.
    """
    if pay:
        tomorrow = ask.on + timedelta(days=1)
        found = cost_of_supervision(ask, after_months(tomorrow, -12), tomorrow)
        return found if found.days else None
    if not ask.whole:
        return None
    [year] = settled_years(ask.on, 1)
    found = cost_of_supervision(ask, year.starts, year.ends, settled_on=year.settled_on)
    return found if len(found.people) >= setting(ask.organisation, SMALL_NUMBER, ask.today) else None


def cost_of_supervision(ask: Ask, starts: date, ends: date, *, settled_on: date | None = None) -> Cost:
    """Each day agreed is two PAs at that person's basic pay for one, of the day itself: one query.

    Of a settled year, what was agreed and what was known of pay before the day it settled; else as now known. The
    supervisor's own time is not recorded here, so it is not counted.
    """
    days = SupervisedDay.objects.agreed().filter(
        plan__in=ask.narrowed(ReturnPlan.objects.all()), day__gte=starts, day__lt=ends
    )
    known = PayElement.objects.current()
    if settled_on is not None:
        days = days.filter(agreed_at__date__lt=settled_on)
        known = PayElement.objects.known_at(end_of(settled_on - timedelta(days=1)))
    basic = known.filter(
        user=OuterRef("plan__user"),
        organisation=ask.organisation,
        kind=ElementKind.BASIC,
        period__contains=OuterRef("day"),
    )
    a_pa = basic.order_by().values("user").annotate(a=Sum("annual_gbp") / NullIf(Sum("pas"), ZERO)).values("a")
    with summing(ask.organisation):
        found = days.annotate(a_pa=Subquery(a_pa)).aggregate(
            days=Count("pk"),
            pounds=Sum("a_pa"),
            unpriced=Count("pk", filter=Q(a_pa=None)),
            people=ArrayAgg("plan__user", filter=Q(a_pa__isnull=False), distinct=True, default=[]),
        )
    pounds = ((found["pounds"] or ZERO) * PAS_A_DAY / WEEKS_A_YEAR).quantize(PENNY)
    return Cost(starts, ends, found["days"], pounds, found["unpriced"], tuple(found["people"]))
