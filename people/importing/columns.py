"""Which column of an uploaded table is which field: by its head, whatever the case and the order."""

from collections.abc import Mapping

from people.importing.sheets import Row, Table, Value
from people.refusals import Refused


def places(table: Table, heads: Mapping[str, str], *, optional: frozenset[str]) -> dict[str, int]:
    """Where each field stands; `heads` gives each field's head. Raises Refused, naming what is missing or twice."""
    refuse_twice(table)
    plain = [head.casefold() for head in table.heads]
    found = {field: plain.index(head.casefold()) for field, head in heads.items() if head.casefold() in plain}
    missing = [head for field, head in heads.items() if field not in found and field not in optional]
    if missing:
        raise Refused(f"These columns are missing: {', '.join(missing)}. The template has them all, in the first row")
    known = {head.casefold() for head in heads.values()}
    strange = [head for head in table.heads if head and head.casefold() not in known]
    if strange:
        raise Refused(f"These columns are not known: {', '.join(strange)[:200]}. Take them out, or use the template’s")
    return found


def refuse_twice(table: Table) -> None:
    """Raises Refused where two columns have one head."""
    plain = [head.casefold() for head in table.heads]
    twice = next((head for n, head in enumerate(table.heads) if head and plain.index(plain[n]) != n), None)
    if twice is not None:
        raise Refused(f"The column “{twice[:60]}” stands twice. Keep one of them")


def value_at(row: Row, place: int | None) -> Value:
    """The value of a field in a row; None where the column, or the end of the row, is missing."""
    return row.values[place] if place is not None and place < len(row.values) else None
