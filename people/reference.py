"""Reference data of the ground floor: real organisations (ODS) and specialties, each with its source and mark."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.db.models import Model, QuerySet

from people.models import Organisation, Specialty

DATA = Path(__file__).parent / "data"
Row = TypeVar("Row", bound=Model)


def load() -> str:
    """Loads both tables; safe to repeat: a row is known by its key, and a changed file changes the row."""
    organisations = [_organisation(row) for row in _rows("organisations")]
    specialties = [_specialty(row) for row in _rows("specialties")]
    put(Organisation.objects.all(), organisations, key=["ods_code"])
    put(Specialty.objects.all(), specialties, key=["name", "kind", "parent"])
    return f"{len(organisations)} organisations and {len(specialties)} specialties."


def put(existing: "QuerySet[Row]", rows: "list[Row]", *, key: list[str], keep: Sequence[str] = ()) -> None:
    """Inserts the rows, or updates those whose key stands already, but for the fields to `keep`.

    `key` names a unique constraint's fields.
    """
    stay = {*key, *keep}
    fields = [f.name for f in existing.model._meta.concrete_fields if not f.primary_key and f.name not in stay]
    existing.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=fields)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _organisation(row: dict[str, str]) -> Organisation:
    return Organisation(
        ods_code=row["ods_code"],
        name=row["name"],
        kind=row["type"],
        subtype=row["subtype"],
        region=row["region"],
        icb_code=row["icb_code"],
        town=row["town"],
        opened_on=_day(row["open_date"]),
        closed_on=_day(row["close_date"]),
        note=row["note"],
        source=row["source"],
        mark=row["verified"],
    )


def _specialty(row: dict[str, str]) -> Specialty:
    return Specialty(
        name=row["name"],
        kind=row["kind"],
        group=row["group"],
        parent=row["parent_specialty"],
        source=row["source"],
        mark=row["verified"],
        note=row["note"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
