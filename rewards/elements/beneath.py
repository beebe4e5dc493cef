"""What would be paid had a source never written: what lay beneath its elements, read from what was superseded. Pure.

The elements are not changed and nothing is asked of the database; periods are half-open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from django.db.backends.postgresql.psycopg_any import DateRange

from rewards.elements.models import ElementKind, PayElement

OF_ROLES = {ElementKind.ALLOWANCE, ElementKind.SALARY, ElementKind.PROTECTION}
"""Kinds of which several stand side by side, each written by its name; of the others a day has those of one write."""
Superseded = Mapping[datetime, Sequence[PayElement]]


def brought_back(
    ever: Sequence[PayElement], ended: Sequence[PayElement], on: date
) -> Iterator[tuple[PayElement, DateRange]]:
    """What stands again, and on which days, when `ended` is taken back from the day `on`.

    `ever`: all elements of the person at the employer on those days, superseded ones too.
    """
    superseded: dict[datetime, list[PayElement]] = defaultdict(list)
    for element in ever:
        if element.superseded_at is not None:
            superseded[element.superseded_at].append(element)
    going = {element.pk for element in ended}
    staying = [each for each in ever if each.superseded_at is None and each.pk not in going]
    runs: dict[PayElement, list[DateRange]] = defaultdict(list)
    for span in _spans(ever, on):
        day = span.lower
        found = {old for each in ended if day in each.period for old in _beneath(each, day, superseded)}
        taken = {_place(each) for each in staying if day in each.period}
        for old in _latest(old for old in found if _place(old) not in taken):
            run = runs[old]
            if run and run[-1].upper == span.lower:
                run[-1] = DateRange(run[-1].lower, span.upper)
            else:
                run.append(span)
    return ((element, part) for element, parts in runs.items() for part in parts)


def _beneath(element: PayElement, day: date, superseded: Superseded) -> Iterator[PayElement]:
    """What the element replaced on the day; where that was its own source's, or given up since, what lay beneath that.

    A week's pay is written as a whole and always has basic pay: what basic pay replaced is the whole week's.
    """
    for old in superseded.get(element.written_at, ()):
        same = element.kind in (ElementKind.BASIC, old.kind)
        if not same or day not in old.period or old.written_at >= element.written_at:
            continue
        given_up = old.taken_back_from is not None and old.taken_back_from <= day
        if given_up or old.source == element.source:
            yield from _beneath(old, day, superseded)
        else:
            yield old


def _latest(found: Iterable[PayElement]) -> Iterator[PayElement]:
    """Of what lay beneath one another in a place, what lay on top."""
    places: dict[tuple[str, str], list[PayElement]] = defaultdict(list)
    for element in found:
        places[_place(element)].append(element)
    for there in places.values():
        last = max(element.superseded_at for element in there if element.superseded_at is not None)
        yield from (element for element in there if element.superseded_at == last)


def _place(element: PayElement) -> tuple[str, str]:
    return element.kind, element.label if element.kind in OF_ROLES else ""


def _spans(ever: Iterable[PayElement], on: date) -> list[DateRange]:
    """The time from the day on, cut wherever an element begins, ends or was given up."""
    days = {on}
    for element in ever:
        turns = (element.period.lower, element.period.upper, element.taken_back_from)
        days |= {day for day in turns if day is not None and day > on}
    cuts: list[date | None] = [*sorted(days), None]
    return [DateRange(first, last) for first, last in pairwise(cuts)]
