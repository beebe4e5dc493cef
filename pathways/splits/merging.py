"""When a service was merged into another, its time splits go on there: agreed ones from that day, others at once."""

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from pathways.splits import pay, turns
from pathways.splits.correcting import COPIED
from pathways.splits.models import CHANGEABLE, PENDING, SplitLine, SplitStatus, TimeSplit
from pathways.splits.moving import agree, locked
from people.history import because
from people.models import Service

DISPUTED = [SplitStatus.IN_MEDIATION, SplitStatus.IN_APPEAL]


def follow(service: Service) -> int:
    """Moves on what is left of a merged service whose day has come, each split in a transaction of its own.

    Safe to repeat. Returns how many moved.
    """
    into, day = service.merged_into, service.closed_on
    if into is None or day is None or day > timezone.localdate():
        return 0
    agreed = Q(status__in=[SplitStatus.SIGNED_OFF, SplitStatus.IN_FORCE]) & (
        Q(period__endswith__gt=day) | Q(period__upper_inf=True)
    )
    left = TimeSplit.objects.filter(agreed | Q(status__in=[*CHANGEABLE, *PENDING, *DISPUTED]), service=service)
    moved = 0
    for split in left.order_by("period"):
        with transaction.atomic(), because(f"{service} was merged into {into}"):
            moved += _move(locked(split), service, into)
    return moved


def _move(split: TimeSplit, service: Service, into: Service) -> int:
    if split.service_id != service.pk:
        return 0  # moved by another
    assert service.closed_on is not None  # follow() has asked
    if split.status == SplitStatus.IN_FORCE and split.starts < service.closed_on:
        _go_on(split, into)
        return 1
    split.service = into
    split.version += 1
    split.save(update_fields=["service", "version"])
    turns.remind(split)
    if split.status == SplitStatus.IN_FORCE:
        pay.write(split)
    return 1


def _go_on(split: TimeSplit, into: Service) -> None:
    """The same week in the other service from the day on; the old one ends on it, and pay follows."""
    day = split.service.closed_on
    copied = {name: getattr(split, name) for name in COPIED} | {"service_id": into.pk}
    copied["period"] = DateRange(day, split.period.upper)
    sent = {"status": SplitStatus.SUBMITTED, "tier": 1, "waits_for": "service_lead", "submitted_at": timezone.now()}
    new = TimeSplit.objects.create(reason=f"{split.service} is part of {into}.", **copied, **sent)
    lines = list(split.lines.all())
    for line in lines:
        line.pk, line.split = None, new
    SplitLine.objects.bulk_create(lines)
    agree(new)
