"""A published report as text and back: the same figures always make the same text, so that a checksum speaks for it."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any

from rewards.reports.published import HIDDEN, Column, Fact, Facts, Picture, Published, Row, Table, Unit, Value


def as_text(published: Published) -> str:
    """The report as canonical JSON, without the facts it was made of."""
    said = {
        "title": published.title,
        "lead": published.lead,
        "method": published.method,
        "least": published.least,
        "empty": published.empty,
        "tables": [_table(table) for table in published.tables],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Published:
    """The report that the text was made of."""
    said = json.loads(text)
    tables = tuple(_as_table(table) for table in said["tables"])
    return Published(said["title"], said["lead"], tables, tuple(said["method"]), said["least"], said["empty"])


def checksum(text: str) -> str:
    """SHA-256 of the text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "heading": table.heading,
        "columns": [[column.heading, column.unit] for column in table.columns],
        "rows": [_row(row) for row in table.rows],
        "everyone": table.everyone and _row(table.everyone),
        "picture": table.picture and [table.picture.kind, table.picture.columns],
        "note": table.note,
        "sums": table.sums,
        "beside": table.beside,
    }


def _row(row: Row) -> list[Any]:
    return [row.name, [_value(value) for value in row.values]]


def _value(value: Value) -> Any:
    """Words and whole numbers as they are; the rest with what it is."""
    if value is HIDDEN:
        return {"hidden": True}
    if isinstance(value, Decimal):
        return {"decimal": f"{value:f}"}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _as_table(said: dict[str, Any]) -> Table:
    picture = said["picture"]
    return Table(
        said["key"],
        said["title"],
        said["heading"],
        tuple(Column(heading, Unit(unit)) for heading, unit in said["columns"]),
        tuple(_as_row(row) for row in said["rows"]),
        _as_row(said["everyone"]) if said["everyone"] else None,
        Picture(picture[0], tuple(picture[1])) if picture else None,
        said["note"],
        said["sums"],
        tuple((column, name) for column, name in said["beside"]),
    )


def _as_row(said: list[Any]) -> Row:
    return Row(said[0], tuple(_as_value(value) for value in said[1]))


def _as_value(said: Any) -> Value:
    if not isinstance(said, dict):
        found: Value = said
        return found
    if "hidden" in said:
        return HIDDEN
    return Decimal(said["decimal"]) if "decimal" in said else date.fromisoformat(said["day"])


def packed(tables: Sequence[Table]) -> bytes:
    """The facts of the tables, small enough to keep."""
    facts = {
        table.key: [[f.key, f.group, [None if a is None else f"{a:f}" for a in f.amounts]] for f in table.facts]
        for table in tables
    }
    return zlib.compress(json.dumps(facts, separators=(",", ":")).encode())


def with_facts(published: Published, kept: bytes) -> Published:
    """The report with the facts it was made of."""
    facts = {
        key: tuple(
            Fact(who, group, tuple(None if a is None else Decimal(a) for a in amounts)) for who, group, amounts in rows
        )
        for key, rows in json.loads(zlib.decompress(kept)).items()
    }
    return replace(
        published,
        tables=tuple(
            replace(table, made_of=Facts(partial(facts.__getitem__, table.key))) for table in published.tables
        ),
    )
