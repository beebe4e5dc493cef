"""The one writer of pay elements. What was known before is superseded, never changed, so reports keep their past."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone

from people.models import Clinician, Organisation, Service, User
from rewards.elements.beneath import brought_back
from rewards.elements.models import PayElement
from rewards.elements.rules import ElementLine, Rewriting, outside, rewriting, substance, within
from rewards.looks.services import writing

__all__ = ["ElementLine", "Rewritten", "rewrite_from", "rewrite_lines", "rewritings", "take_back_from"]

A_CHUNK = 1_000
"""So many people's elements are held at a time."""
Lines = Mapping[int, Sequence[ElementLine]]
"""What to write, by the key of the person."""


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
    with writing(user), transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        window = DateRange(on, until)
        current = PayElement.objects.current().filter(
            user=user, organisation=organisation, kind__in=kinds, period__overlap=window
        )
        standing = list(current if label is None else current.filter(label=label))
        profession = Clinician.objects.filter(user=user).values_list("profession", flat=True).first() or ""
        own = None if service is None else service.pk
        wanted = [_element(line, user.pk, organisation.pk, profession, source, service_id=own) for line in lines]
        if {_content(element, window) for element in standing} == {_content(element, window) for element in wanted}:
            return 0
        kept = [part for element in standing for part in _outside(element, window)]
        _put_in_place(_moment([user.pk]), standing, kept, wanted)
        return len(wanted)


def take_back_from(user: User, organisation: Organisation, on: date, source: str) -> int:
    """Ends what `source` wrote on the day `on`, and brings back what it had replaced from then on.

    Each day from then on pays what it would pay had the source never written: what others wrote over it stands, and
    what it had under others will not come back either. Locks the person; asked twice, the second changes nothing.
    Returns how many elements were ended or cut short.
    """
    with writing(user), transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        window = DateRange(on, None)
        ever = list(PayElement.objects.filter(user=user, organisation=organisation, period__overlap=window))
        ended = [each for each in ever if each.superseded_at is None and each.source == source]
        _give_up([each for each in ever if each.superseded_at is not None and each.source == source], on)
        back = [_copy(element, part) for element, part in brought_back(ever, ended, on)]
        kept = [part for element in ended for part in _outside(element, window)]
        _put_in_place(_moment([user.pk]), ended, [*kept, *back])
        return len(ended)


def _give_up(covered: Sequence[PayElement], on: date) -> None:
    """Notes on what stands no more that its source has taken it back from the day on."""
    given_up = [each for each in covered if each.taken_back_from is None or each.taken_back_from > on]
    for element in given_up:
        element.taken_back_from = on
    PayElement.objects.filter(pk__in=[element.pk for element in given_up]).update(taken_back_from=on)


@dataclass(frozen=True)
class Rewritten:
    """Counts of a write of many people's lines."""

    by_kind: dict[str, int]
    unchanged: int
    replaced: int

    @property
    def written(self) -> int:
        return sum(self.by_kind.values())


def rewritings(organisation: Organisation, lines: Lines) -> Iterator[tuple[int, Rewriting]]:
    """What writing these lines would do, person by person. Writes nothing; one query, read as it is used."""
    kinds = {line.kind for each in lines.values() for line in each}
    current = PayElement.objects.current().filter(organisation=organisation, user__in=list(lines), kind__in=kinds)
    left = dict(lines)
    for user, standing in groupby(current.order_by("user_id", "pk").iterator(A_CHUNK), attrgetter("user_id")):
        yield user, rewriting(left.pop(user), list(standing))
    yield from ((user, rewriting(each, [])) for user, each in left.items())


def rewrite_lines(organisation: Organisation, lines: Lines, source: str) -> Rewritten:
    """Writes many people's lines, each over what stands in its place on its own days; all of them or none.

    What says the same already is left alone, whatever made it: written twice, the second changes nothing. What a line
    takes the place of is superseded in the one moment of the whole write. Locks the people, in the order of their keys.
    """
    with transaction.atomic():
        list(User.objects.select_for_update(no_key=True).filter(pk__in=list(lines)).order_by("pk").values_list("pk"))
        moment = _moment(lines)
        professions = dict(Clinician.objects.filter(user__in=list(lines)).values_list("user", "profession"))
        plans = rewritings(organisation, lines)
        kinds: Counter[str] = Counter()
        unchanged = replaced = 0
        while chunk := list(islice(plans, A_CHUNK)):
            old = [element for _, plan in chunk for element in plan.old]
            kept = [_copy(element, part) for _, plan in chunk for element, part in plan.kept]
            new = [
                _element(line, user, organisation.pk, professions.get(user, ""), source)
                for user, plan in chunk
                for line in plan.new
            ]
            _put_in_place(moment, old, kept, new)
            kinds.update(element.kind for element in new)
            replaced, unchanged = replaced + len(old), unchanged + sum(len(plan.unchanged) for _, plan in chunk)
        return Rewritten(dict(kinds), unchanged, replaced)


def _element(
    line: ElementLine, user: int, organisation: int, profession: str, source: str, *, service_id: int | None = None
) -> PayElement:
    return PayElement(
        user_id=user,
        organisation_id=organisation,
        service_id=line.service_id if line.source or service_id is None else service_id,
        kind=str(line.kind),
        label=line.label[:120],
        annual_gbp=line.annual_gbp,
        pas=line.pas,
        pensionable=line.pensionable,
        profession=profession,
        role_title=line.role_title[:150],
        role_from=line.role_from,
        role_kind=line.role_kind[:150],
        role_level=line.role_level[:40],
        period=line.period,
        source=line.source or source,
        working=line.working,
    )


def _moment(users: Iterable[int]) -> datetime:
    """The moment of a change of these people's pay, who are locked.

    No two changes of a person's pay share a moment, whatever the clocks of two servers say.
    """
    found = PayElement.objects.filter(user__in=list(users))
    last = found.aggregate(last=Max(Greatest("recorded_at", "superseded_at")))["last"]
    return timezone.now() if last is None else max(timezone.now(), last + timedelta(microseconds=1))


def _put_in_place(
    moment: datetime, old: Sequence[PayElement], kept: Sequence[PayElement], wanted: Sequence[PayElement] = ()
) -> None:
    """Supersedes the one and records the others in the same moment: so a later reader knows what replaced what."""
    for element in wanted:
        element.written_at = moment
    for element in (*kept, *wanted):
        element.recorded_at, element.superseded_at = moment, None
    PayElement.objects.filter(pk__in=[element.pk for element in old]).update(superseded_at=moment)
    PayElement.objects.bulk_create([*kept, *wanted])


def _content(element: PayElement, window: DateRange) -> tuple[object, ...]:
    """What an element says about the time of the window, and what made it."""
    return (*substance(element), element.source, element.working, within(element.period, window))


def _outside(element: PayElement, window: DateRange) -> list[PayElement]:
    """Copies of an element for its time before and after the window."""
    return [_copy(element, part) for part in outside(element.period, [window])]


def _copy(element: PayElement, period: DateRange) -> PayElement:
    fields = [f.attname for f in PayElement._meta.concrete_fields if f.name not in {"id", "period", "recorded_at"}]
    return PayElement(**{name: getattr(element, name) for name in fields}, period=period)
