"""When a service was merged into another, its time splits go on there: agreed ones from that day, others at once."""

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q
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

    That is its own splits, and those of other services in which a line is worked for it. Safe to repeat. Returns how
    many moved.
    """
    into, day = service.merged_into, service.closed_on
    if into is None or day is None or day > timezone.localdate():
        return 0
    agreed = Q(status__in=[SplitStatus.SIGNED_OFF, SplitStatus.IN_FORCE]) & (
        Q(period__endswith__gt=day) | Q(period__upper_inf=True)
    )
    here = Q(service=service) | Q(Exists(SplitLine.objects.filter(split=OuterRef("pk"), service=service)))
    left = TimeSplit.objects.filter(here, agreed | Q(status__in=[*CHANGEABLE, *PENDING, *DISPUTED]))
    moved = 0
    for split in left.order_by("period"):
        with transaction.atomic(), because(f"{service} was merged into {into}"):
            moved += _move(locked(split), service, into)
    return moved


def _move(split: TimeSplit, service: Service, into: Service) -> int:
    lines = list(split.lines.all())
    if split.service_id != service.pk and all(line.service_id != service.pk for line in lines):
        return 0  # moved by another
    assert service.closed_on is not None  # follow() has asked
    home = into if split.service_id == service.pk else split.service
    for line in lines:
        if line.service_id == service.pk:
            line.service = into
        if line.service_id == home.pk:
            line.service = None  # the split's own
    if split.status == SplitStatus.IN_FORCE and split.starts < service.closed_on:
        _go_on(split, home, lines, service)
        return 1
    SplitLine.objects.bulk_update(lines, ["service"])
    split.service = home
    split.version += 1
    split.save(update_fields=["service", "version"])
    turns.remind(split)
    if split.status == SplitStatus.IN_FORCE:
        pay.write(split)
    return 1


def _go_on(split: TimeSplit, home: Service, lines: list[SplitLine], merged: Service) -> None:
    """The same week from the day of the merger on, in the other service; the old one ends on it, and pay follows."""
    copied = {name: getattr(split, name) for name in COPIED} | {"service_id": home.pk}
    copied["period"] = DateRange(merged.closed_on, split.period.upper)
    sent = {"status": SplitStatus.SUBMITTED, "tier": 1, "waits_for": "service_lead", "submitted_at": timezone.now()}
    new = TimeSplit.objects.create(reason=f"{merged} is part of {merged.merged_into}.", **copied, **sent)
    for line in lines:
        line.pk, line.split = None, new
    SplitLine.objects.bulk_create(lines)
    agree(new)
