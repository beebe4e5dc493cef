"""What a time split would do to its service: direct clinical care needed, agreed now, and agreed with it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from pathways.splits.models import TimeSplit

ZERO = Decimal(0)


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


def cover_effect(split: TimeSplit) -> CoverEffect:
    """Compares the agreed splits of the service with and without this one, on its first day.

    What the owner gave the service until the day before gives way to this split.
    """
    starts = split.starts
    of_service = TimeSplit.objects.filter(service=split.service_id).exclude(pk=split.pk)
    others = of_service.in_force(starts).exclude(user=split.user_id)
    sums = others.aggregate(dcc=Sum("dcc_pas", default=ZERO), people=Count("user", distinct=True))
    own = of_service.in_force(starts - timedelta(days=1)).filter(user=split.user_id)
    given = own.aggregate(dcc=Sum("dcc_pas", default=ZERO))["dcc"]
    return CoverEffect(
        needed=split.service.dcc_pas_needed,
        before=sums["dcc"] + given,
        after=sums["dcc"] + split.dcc_pas,
        people=sums["people"] + 1,
    )
