"""What a time split would do to its service: direct clinical care needed, agreed now, and agreed with it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from pathways.splits.models import Category, SplitLine, TimeSplit, TimeSplitQuerySet

ZERO = Decimal(0)
PAS: "DecimalField[Any, Any]" = DecimalField(max_digits=8, decimal_places=3)


@dataclass(frozen=True)
class CoverEffect:
    """Direct clinical care of a service in PAs a week; `needed` is None where the service has set no need."""

    needed: Decimal | None
    before: Decimal
    after: Decimal
    people: int

    @property
    def change(self) -> Decimal:
        return self.after - self.before

    @property
    def gap(self) -> Decimal | None:
        """How much less than needed is agreed with the split; 0 when the need is met."""
        return None if self.needed is None else max(self.needed - self.after, ZERO)


def care_for(split: TimeSplit, service_id: int) -> Decimal:
    """Direct clinical care that the split gives a service: lines may name another service than the split's own."""
    lines = [line for line in split.lines.all() if line.category == Category.DCC and line.service_id is not None]
    here = sum((line.pas for line in lines if line.service_id == service_id), ZERO)
    if split.service_id != service_id:
        return here
    return split.dcc_pas - sum((line.pas for line in lines if line.service_id != service_id), ZERO)


def services_of(split: TimeSplit) -> set[int]:
    """The services to which the split gives clinical care, its own among them."""
    lines = [line for line in split.lines.all() if line.category == Category.DCC]
    return {split.service_id, *(line.service_id for line in lines if line.service_id is not None)}


def giving(service_id: int) -> TimeSplitQuerySet:
    """The splits that give a service clinical care, each with `care`, its PAs a week for it (as `care_for`)."""
    own = Q(service=service_id)
    named = SplitLine.objects.filter(split=OuterRef("pk"), category=Category.DCC).exclude(service=None)
    less = _sum_of(named.exclude(service=service_id))
    here = _sum_of(named.filter(service=service_id))
    care = Case(When(own, then=F("dcc_pas") - less), default=here, output_field=PAS)
    return TimeSplit.objects.filter(own | Q(Exists(named.filter(service=service_id)))).annotate(care=care)


def _sum_of(lines: QuerySet[SplitLine]) -> Coalesce:
    sums = lines.order_by().values("split").annotate(sum=Sum("pas")).values("sum")
    return Coalesce(Subquery(sums), ZERO, output_field=PAS)


def cover_effect(split: TimeSplit) -> CoverEffect:
    """Compares the agreed splits of the service with and without this one, on its first day.

    What the owner gave the service until the day before gives way to this split.
    """
    starts = split.starts
    of_service = giving(split.service_id).exclude(pk=split.pk)
    others = of_service.in_force(starts).exclude(user=split.user_id)
    sums = others.aggregate(dcc=Sum("care", default=ZERO), people=Count("user", distinct=True))
    own = of_service.in_force(starts - timedelta(days=1)).filter(user=split.user_id)
    given = own.aggregate(dcc=Sum("care", default=ZERO))["dcc"]
    return CoverEffect(
        needed=split.service.dcc_pas_needed,
        before=sums["dcc"] + given,
        after=sums["dcc"] + care_for(split, split.service_id),
        people=sums["people"] + 1,
    )
