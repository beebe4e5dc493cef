"""Reads an organisation's agreed time splits on a day: sums and counts in the database, and the lists behind them.

Each question stands once, as a filter: a number and its list ask the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Case,
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Least, NullIf

from pathways.splits import settings
from pathways.splits.facts import IN_PAS, SAS
from pathways.splits.models import AGREED, PENDING, SplitStatus, TimeSplit
from pathways.splits.week import FULL_TIME
from people.dates import after_months
from people.models import Membership, Organisation, Role, Service
from people.settings.models import SettingValue
from rewards.looks.services import summing
from rewards.models import Contract, ElementKind, Employed, PayElement

ZERO = Decimal(0)
MONTHS = 6
PAS: "DecimalField[Any, Any]" = DecimalField(max_digits=12, decimal_places=3)
MONEY: "DecimalField[Any, Any]" = DecimalField(max_digits=14, decimal_places=2)
CATEGORIES = ("dcc", "spa", "anr", "ed", "apa")
LIMITS = (settings.PA_CAP, settings.SPA_FLOOR, settings.SAS_SPA_FLOOR)
GROUPS = {"service": "service__name", "role": "appointment__archetype__title", "profession": "profession"}


@dataclass(frozen=True)
class Ask:
    """Of which organisation, on which day, and of which service and profession, if not of all."""

    organisation: Organisation
    on: date
    today: date
    service: Service | None = None
    profession: str = ""

    @cached_property
    def limits(self) -> dict[str, Case]:
        """The organisation's limits on the day each split starts: an old one is judged by its own day's rules."""
        keys = [wanted.key for wanted in LIMITS]
        kept = SettingValue.objects.filter(organisation=self.organisation, key__in=keys)
        spans = list(kept.values_list("key", "period", "value"))
        return {
            wanted.key: Case(
                *(_when(period, wanted.read(value)) for key, period, value in spans if key == wanted.key),
                default=Value(wanted.default),
                output_field=PAS,
            )
            for wanted in LIMITS
        }

    def narrowed(self, found: QuerySet[TimeSplit]) -> QuerySet[TimeSplit]:
        found = found.filter(organisation=self.organisation)
        if self.service is not None:
            found = found.filter(service=self.service)
        return found.filter(user__clinician__profession=self.profession) if self.profession else found


@dataclass(frozen=True)
class Group:
    """The agreed splits of a group: how many people, and PAs a week by category with how many give any."""

    name: str
    people: int
    total: Decimal
    pas: tuple[Decimal, ...]
    giving: tuple[int, ...]


def held(ask: Ask) -> QuerySet[TimeSplit]:
    """The splits that hold on the day, each with its profession and its own day's limits."""
    contract = Employed.objects.filter(
        user=OuterRef("user"), organisation=ask.organisation, period__contains=ask.on
    ).values("contract")[:1]
    found = ask.narrowed(TimeSplit.objects.in_force(ask.on)).annotate(
        profession=F("user__clinician__profession"), contract=Subquery(contract)
    )
    unknown = Q(contract=None) & (Q(profession=None) | Q(profession__in=IN_PAS))
    full = Case(
        When(contract__in=SAS, then=ask.limits[settings.SAS_SPA_FLOOR.key]),
        When(Q(contract=Contract.CONSULTANT) | unknown, then=ask.limits[settings.SPA_FLOOR.key]),
        output_field=PAS,
    )
    floor = full * Least(F("total_pas"), Value(FULL_TIME)) / Value(FULL_TIME)
    return found.annotate(floor=ExpressionWrapper(floor, output_field=PAS), cap=ask.limits[settings.PA_CAP.key])


def _when(period: Any, limit: Decimal) -> When:
    begun = Q(period__startswith__gte=period.lower)
    return When(begun & Q(period__startswith__lt=period.upper) if period.upper else begun, then=Value(limit))


def over(ask: Ask) -> QuerySet[TimeSplit]:
    """More PAs a week than the cap (S3)."""
    return held(ask).filter(total_pas__gt=F("cap"))


def short_of_spa(ask: Ask) -> QuerySet[TimeSplit]:
    """Less supporting time than the floor, in proportion for part-timers (S5)."""
    return held(ask).filter(spa_pas__lt=F("floor"))


def leading(ask: Ask) -> QuerySet[TimeSplit]:
    """With leadership time: additional NHS responsibilities."""
    return held(ask).filter(anr_pas__gt=0)


def expiring(ask: Ask) -> QuerySet[TimeSplit]:
    """That end within six months of the day, and that no agreed split follows."""
    following = TimeSplit.objects.filter(
        user=OuterRef("user"),
        organisation=OuterRef("organisation"),
        status__in=AGREED,
        period__contains=OuterRef("period__endswith"),
    )
    soon = held(ask).filter(period__endswith__gt=ask.on, period__endswith__lte=after_months(ask.on, MONTHS))
    return soon.filter(~Exists(following))


def overdue(ask: Ask) -> QuerySet[TimeSplit]:
    """That wait today for a signature that was due before."""
    return ask.narrowed(TimeSplit.objects.filter(status__in=PENDING, due_on__lt=ask.today)).annotate(
        profession=F("user__clinician__profession")
    )


def disputed(ask: Ask) -> QuerySet[TimeSplit]:
    """In mediation or appeal today."""
    stands = TimeSplit.objects.filter(status__in=[SplitStatus.IN_MEDIATION, SplitStatus.IN_APPEAL])
    return ask.narrowed(stands).annotate(profession=F("user__clinician__profession"))


LISTS: dict[str, tuple[str, Callable[[Ask], QuerySet[TimeSplit]]]] = {
    "agreed": ("With a signed-off time split", held),
    "over": ("Over the most PAs a week", over),
    "spa": ("Supporting time under the floor", short_of_spa),
    "leading": ("With leadership time", leading),
    "expiring": ("Ending within six months, with nothing agreed after", expiring),
    "overdue": ("Waiting for a signature past its day", overdue),
    "disputed": ("In mediation or appeal", disputed),
}


def clinicians(ask: Ask) -> QuerySet[Membership]:
    """Who should have a split: those who work there as clinicians on the day."""
    found = Membership.objects.in_force(ask.on).filter(organisation=ask.organisation, role=Role.CLINICIAN)
    if ask.service is not None:
        found = found.filter(service=ask.service)
    return found.filter(user__clinician__profession=ask.profession) if ask.profession else found


def _signed(ask: Ask) -> Exists:
    """Whether the member has a signed-off split there on the day."""
    return Exists(TimeSplit.objects.in_force(ask.on).filter(user=OuterRef("user"), organisation=ask.organisation))


def without(ask: Ask) -> QuerySet[Membership]:
    """Who should have a signed-off split and has none."""
    return clinicians(ask).filter(~_signed(ask))


def signed_of(ask: Ask) -> tuple[int, int]:
    """How many people have a signed-off split on the day, and how many should."""
    marked = clinicians(ask).annotate(signed=_signed(ask))
    found = marked.aggregate(people=Count("user", distinct=True), n=Count("user", filter=Q(signed=True), distinct=True))
    return found["n"], found["people"]


def signed_by_service(ask: Ask) -> list[tuple[str, int, int]]:
    """Each service with how many have one and how many should; those of no service come last."""
    marked = clinicians(ask).annotate(signed=_signed(ask)).values("service__name")
    found = marked.annotate(people=Count("user", distinct=True), n=Count("user", filter=Q(signed=True), distinct=True))
    ordered = found.order_by(F("service__name").asc(nulls_last=True))
    return [(each["service__name"] or "No service", each["n"], each["people"]) for each in ordered]


def groups(ask: Ask, by: str) -> list[Group]:
    """PAs by category in groups by one of `GROUPS`, the largest first."""
    figures: dict[str, Any] = {"people": Count("pk"), "total": Sum("total_pas")}
    for name in CATEGORIES:
        figures[name] = Sum(f"{name}_pas")
        figures[f"{name}_people"] = Count("pk", filter=Q(**{f"{name}_pas__gt": 0}))
    found = held(ask).order_by().values(GROUPS[by]).annotate(**figures)
    return sorted(
        (_group(each, each[GROUPS[by]] or "") for each in found), key=lambda group: (-group.people, group.name)
    )


def _group(row: dict[str, Any], name: str) -> Group:
    return Group(
        name,
        row["people"],
        row["total"] or ZERO,
        tuple(row[each] or ZERO for each in CATEGORIES),
        tuple(row[f"{each}_people"] for each in CATEGORIES),
    )


def counts(ask: Ask) -> dict[str, int]:
    """How many splits each list holds: two queries."""
    agreed = held(ask).aggregate(
        agreed=Count("pk"),
        over=Count("pk", filter=Q(total_pas__gt=F("cap"))),
        spa=Count("pk", filter=Q(spa_pas__lt=F("floor"))),
        leading=Count("pk", filter=Q(anr_pas__gt=0)),
    )
    waiting = ask.narrowed(TimeSplit.objects.all()).aggregate(
        overdue=Count("pk", filter=Q(status__in=PENDING, due_on__lt=ask.today)),
        disputed=Count("pk", filter=Q(status__in=[SplitStatus.IN_MEDIATION, SplitStatus.IN_APPEAL])),
    )
    return {**agreed, **waiting, "expiring": expiring(ask).count()}


@dataclass(frozen=True)
class Cost:
    """What leadership costs in pay, pounds a year on the day, and how many PAs a week it is."""

    pas: Decimal
    time: Decimal
    """ANR PAs, each at the person's basic pay for one PA."""
    allowances: Decimal
    unpriced: int
    """How many of those who lead have no basic pay on record to go by."""
    people: tuple[int, ...]
    """The keys of those who lead."""

    @property
    def together(self) -> Decimal:
        return self.time + self.allowances


def cost_of_leading(ask: Ask) -> Cost:
    """Pay alone, without the employer's on-costs: one query, and in a request two that open and close the sums."""
    elements = PayElement.objects.in_force(ask.on).filter(user=OuterRef("user"), organisation=ask.organisation)
    basic = elements.filter(kind=ElementKind.BASIC).order_by().values("user")
    a_pa = basic.annotate(a=Sum("annual_gbp") / NullIf(Sum("pas"), ZERO)).values("a")
    allowance = elements.filter(kind=ElementKind.ALLOWANCE).order_by().values("user")
    paid = leading(ask).annotate(
        a_pa=Subquery(a_pa, output_field=MONEY),
        allowance=Subquery(allowance.annotate(a=Sum("annual_gbp")).values("a"), output_field=MONEY),
    )
    with summing(ask.organisation):
        found = paid.aggregate(
            pas=Sum("anr_pas"),
            time=Sum(ExpressionWrapper(F("anr_pas") * F("a_pa"), output_field=MONEY)),
            allowances=Sum("allowance"),
            unpriced=Count("pk", filter=Q(a_pa=None)),
            people=ArrayAgg("user_id", default=[]),
        )
    cents = Decimal("0.01")
    return Cost(
        found["pas"] or ZERO,
        (found["time"] or ZERO).quantize(cents),
        (found["allowances"] or ZERO).quantize(cents),
        found["unpriced"],
        tuple(found["people"]),
    )
