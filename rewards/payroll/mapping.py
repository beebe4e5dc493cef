"""Which column of an extract is which of ours: by our heads, or as the organisation has said before."""

from collections.abc import Mapping
from dataclasses import dataclass

from people.importing.columns import refuse_twice
from people.importing.sheets import Row, Table, Value
from people.models import Organisation
from people.refusals import Refused
from rewards.payroll.fields import HEADS, NEEDED
from rewards.payroll.models import PayrollHeading

FIELD_OF = {head.casefold(): field for field, head in HEADS.items()}


@dataclass(frozen=True)
class Column:
    """One column of an extract: its heading, its place, a value from it, and the field it is read as; empty: none."""

    heading: str
    place: int
    example: str
    field: str
    known: bool
    """Whether the heading is ours, or the organisation has said what it stands for."""


def key_of(heading: str) -> str:
    return heading.casefold()[:200]


def columns_of(table: Table, organisation: Organisation) -> list[Column]:
    """The columns that have a heading. Raises Refused where a heading stands twice."""
    refuse_twice(table)
    keys = [key_of(head) for head in table.heads]
    headings = PayrollHeading.objects.filter(organisation=organisation, heading__in=keys)
    fields = FIELD_OF | dict(headings.values_list("heading", "field"))
    return [
        Column(head, n, _example(table.rows, n), fields.get(keys[n], ""), keys[n] in fields)
        for n, head in enumerate(table.heads)
        if head
    ]


def _example(rows: tuple[Row, ...], place: int) -> str:
    values: list[Value] = [row.values[place] for row in rows[:50] if place < len(row.values)]
    return next((str(value)[:40] for value in values if value not in (None, "")), "")


def faults(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with a reading of headings (heading: field), each with the heading it stands beside or none."""
    found: list[tuple[str, str]] = []
    taken: dict[str, str] = {}
    for heading, field in fields.items():
        if field in taken:
            found.append((heading, f"“{HEADS[field]}” is already chosen for “{taken[field][:60]}”; choose it once"))
        elif field:
            taken[field] = heading
    missing = [HEADS[field] for field in NEEDED if field not in taken]
    if missing:
        found.append(("", f"Say which columns hold: {', '.join(missing)}"))
    return found


def is_read(columns: list[Column]) -> bool:
    """Whether every heading is known and the table can be read so."""
    return all(each.known for each in columns) and not faults({each.heading: each.field for each in columns})


def places_of(columns: list[Column]) -> dict[str, int]:
    """Where each field stands. Raises Refused where the columns are not all known."""
    if not is_read(columns):
        raise Refused("Say first what the columns of this file hold")
    return {each.field: each.place for each in columns if each.field}


def save_headings(organisation: Organisation, fields: Mapping[str, str]) -> None:
    """Keeps what each heading stands for, for this file and the next."""
    named = {key_of(heading): field for heading, field in fields.items()}
    PayrollHeading.objects.bulk_create(
        [PayrollHeading(organisation=organisation, heading=key, field=field) for key, field in named.items()],
        update_conflicts=True,
        unique_fields=["organisation", "heading"],
        update_fields=["field"],
    )
