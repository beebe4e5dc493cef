"""The one writer of pay elements. What was known before is superseded, never changed, so reports keep their past."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone

from people.models import Clinician, Organisation, Service, User
from rewards.elements.beneath import brought_back
from rewards.elements.models import PayElement


@dataclass(frozen=True)
class ElementLine:
    """One element to write: pounds a year, PAs a week; from `starts` to the day before `ends` (None: runs on).

    A line with a `source` of its own, and then the service it belongs to, is written under that.
    """

    kind: str
    label: str
    annual_gbp: Decimal
    pensionable: bool
    starts: date
    ends: date | None = None
    pas: Decimal | None = None
    working: str = ""
    role_title: str = ""
    role_from: date | None = None
    role_kind: str = ""
    role_level: str = ""
    source: str = ""
    service_id: int | None = None


def rewrite_from(
    user: User,
    organisation: Organisation,
    on: date,
    lines: Sequence[ElementLine],
    source: str,
    *,
    kinds: Collection[str],
    label: str | None = None,
    until: date | None = None,
    service: Service | None = None,
) -> int:
    """Writes a person's elements of these kinds anew from the day `on` (to the day before `until`, if given).

    What was current in that time is superseded; the parts of it before `on` and after `until` are kept.
    `label` limits this to elements of one name, such as one role's allowance. `source` says what made the lines,
    e.g. "split:12". Locks the person; written twice alike, the second changes nothing. Returns how many
    elements were written.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        window = DateRange(on, until)
        current = PayElement.objects.current().filter(
            user=user, organisation=organisation, kind__in=kinds, period__overlap=window
        )
        standing = list(current if label is None else current.filter(label=label))
        profession = Clinician.objects.filter(user=user).values_list("profession", flat=True).first() or ""
        wanted = [
            PayElement(
                user=user,
                organisation=organisation,
                service_id=line.service_id if line.source or service is None else service.pk,
                kind=line.kind,
                label=line.label[:120],
                annual_gbp=line.annual_gbp,
                pas=line.pas,
                pensionable=line.pensionable,
                profession=profession,
                role_title=line.role_title[:150],
                role_from=line.role_from,
                role_kind=line.role_kind[:150],
                role_level=line.role_level[:40],
                period=DateRange(line.starts, line.ends),
                source=line.source or source,
                working=line.working,
            )
            for line in lines
        ]
        if {_content(element, window) for element in standing} == {_content(element, window) for element in wanted}:
            return 0
        kept = [part for element in standing for part in _outside(element, window)]
        _put_in_place(user, standing, kept, wanted)
        return len(wanted)


def take_back_from(user: User, organisation: Organisation, on: date, source: str) -> int:
    """Ends what `source` wrote on the day `on`, and brings back what it had replaced from then on.

    Each day from then on pays what it would pay had the source never written: what others wrote over it stands, and
    what it had under others will not come back either. Locks the person; asked twice, the second changes nothing.
    Returns how many elements were ended or cut short.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        window = DateRange(on, None)
        ever = list(PayElement.objects.filter(user=user, organisation=organisation, period__overlap=window))
        ended = [each for each in ever if each.superseded_at is None and each.source == source]
        _give_up([each for each in ever if each.superseded_at is not None and each.source == source], on)
        back = [_copy(element, part) for element, part in brought_back(ever, ended, on)]
        kept = [part for element in ended for part in _outside(element, window)]
        _put_in_place(user, ended, [*kept, *back])
        return len(ended)


def _give_up(covered: Sequence[PayElement], on: date) -> None:
    """Notes on what stands no more that its source has taken it back from the day on."""
    given_up = [each for each in covered if each.taken_back_from is None or each.taken_back_from > on]
    for element in given_up:
        element.taken_back_from = on
    PayElement.objects.filter(pk__in=[element.pk for element in given_up]).update(taken_back_from=on)


def _put_in_place(
    user: User, old: Sequence[PayElement], kept: Sequence[PayElement], wanted: Sequence[PayElement] = ()
) -> None:
    """Supersedes the one and records the others in the same moment, by which a later reader knows what replaced what.

    No two changes of a person's pay share a moment, whatever the clocks of two servers say.
    """
    if not (old or kept or wanted):
        return
    last = PayElement.objects.filter(user=user).aggregate(last=Max(Greatest("recorded_at", "superseded_at")))["last"]
    moment = timezone.now() if last is None else max(timezone.now(), last + timedelta(microseconds=1))
    for element in wanted:
        element.written_at = moment
    for element in (*kept, *wanted):
        element.recorded_at, element.superseded_at = moment, None
    PayElement.objects.filter(pk__in=[element.pk for element in old]).update(superseded_at=moment)
    PayElement.objects.bulk_create([*kept, *wanted])


def _content(element: PayElement, window: DateRange) -> tuple[object, ...]:
    """What an element says about the time of the window."""
    starts, ends = max(element.period.lower, window.lower), _earlier(element.period.upper, window.upper)
    said = (element.kind, element.label, element.annual_gbp, element.pas, element.pensionable, element.service_id)
    role = (element.role_title, element.role_from, element.role_kind, element.role_level)
    return (*said, *role, element.source, element.working, starts, ends)


def _outside(element: PayElement, window: DateRange) -> list[PayElement]:
    """Copies of an element for its time before and after the window."""
    parts = []
    if element.period.lower < window.lower:
        parts.append(DateRange(element.period.lower, window.lower))
    if window.upper is not None and (element.period.upper is None or element.period.upper > window.upper):
        parts.append(DateRange(window.upper, element.period.upper))
    return [_copy(element, period) for period in parts]


def _copy(element: PayElement, period: DateRange) -> PayElement:
    fields = [f.attname for f in PayElement._meta.concrete_fields if f.name not in {"id", "period", "recorded_at"}]
    return PayElement(**{name: getattr(element, name) for name in fields}, period=period)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
