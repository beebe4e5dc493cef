"""What one person's rows may not say together, and what their employment must bear out. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from people.design.words import shortdate
from people.forms.looks import lower_first
from rewards.elements.models import ElementKind
from rewards.elements.rules import ONE_A_DAY, outside, place, within
from rewards.payroll.rows import PayRow, Person


def judge_overlaps(person: Person) -> None:
    """Two lines that may not stand on the same day are a problem of the later row, which names the other."""
    places: dict[tuple[str, str], list[PayRow]] = defaultdict(list)
    for row in person.rows:
        places[place(row)].append(row)
    for rows in places.values():
        for one, other in _overlapping(rows):
            first, second = sorted((one, other), key=lambda row: row.number)
            person.find(second.number, "starts", _overlap(first, second))


def _overlapping(rows: list[PayRow]) -> Iterator[tuple[PayRow, PayRow]]:
    """Each row that begins before an earlier one has ended, with the one that runs longest."""
    ordered = sorted(rows, key=lambda row: (row.starts, row.number))
    longest = ordered[0]
    for row in ordered[1:]:
        if longest.ends is None or row.starts < longest.ends:
            yield longest, row
        if longest.ends is not None and (row.ends is None or row.ends > longest.ends):
            longest = row


def _overlap(first: PayRow, second: PayRow) -> str:
    if replace(first, number=second.number) == second:
        return f"says the same as row {first.number}; keep one of the two"
    day = shortdate(max(first.starts, second.starts))
    both = lower_first(str(ElementKind(first.kind).label))
    if first.kind in ONE_A_DAY:
        why = f"a person has one line of {both} a day. End one of them on the day before the other begins"
    else:
        why = f"both are {both} “{first.label}”. Give them different names, or end one before the other begins"
    return f"overlaps row {first.number} from {day}: {why}"


def judge_both(person: Person) -> None:
    """Basic pay beside a salary is right in one case alone, so it is said."""
    basic = [row for row in person.rows if row.kind == ElementKind.BASIC]
    for row in person.rows:
        if row.kind != ElementKind.SALARY:
            continue
        other = next((each for each in basic if within(each.period, row.period)), None)
        if other is not None:
            said = f"stands beside the basic pay of row {other.number}: right if the role keeps the clinical contract"
            person.find(row.number, "kind", said, stops=False)


def judge_employment(person: Person, employed: Sequence[DateRange]) -> None:
    """Each line lies within employments of the person here, whose periods are given."""
    for row in person.rows:
        gaps = outside(row.period, employed)
        if gaps:
            person.find(row.number, *_not_employed(row, gaps[0].lower))


def _not_employed(row: PayRow, day: date) -> tuple[str, str]:
    if day == row.starts:
        return "starts", f"they are not employed here on {shortdate(day)}"
    return "last_day", f"they are not employed here from {shortdate(day)}; end the line on the day before"
