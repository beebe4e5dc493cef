"""Reads a table that someone has uploaded, CSV or XLSX, as rows of plain values with their numbers. Writes nothing.

Formulas come as the values last worked out; a date stays a date, whichever of its two calendars the workbook counts in.
"""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from people.refusals import Refused

Value = str | float | int | bool | date | datetime | None
Lines = list[tuple[int, tuple[Value, ...]]]
MOST_BYTES = 5_000_000
MOST_UNPACKED = 100_000_000
"""A workbook is packed: what it may grow to."""
MOST_COLUMNS, MOST_SECONDS = 60, 30
PROGRAM = Path(__file__).with_name("workbook.py")
BOOK = re.compile(r"xl/workbook\d*\.xml")
"""What an .xlsx has inside. Other workbooks (.xlsb, .ods) keep merged cells and dates where we would not see them."""
NOT_OURS = (
    "Workbooks are read as .xlsx alone, and this is another kind. Save it as .xlsx or as CSV, then choose it again"
)
UNREADABLE = "This file can’t be read as a workbook. Save it as .xlsx or as CSV, then choose it again"
TOO_MUCH = (
    "This workbook holds more than can be read here: perhaps a cell far below or beside the table. Copy the table into "
    "a new workbook, then choose that one"
)


@dataclass(frozen=True)
class Row:
    """One row under the heads: its number as the spreadsheet shows it, and its values by place."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """The heads, trimmed, and the rows that are not empty."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def read(name: str, content: bytes, *, most: int) -> Table:
    """The first sheet's table. Raises Refused for what is no table, too large, merged, or has more than `most` rows."""
    if len(content) > MOST_BYTES:
        raise Refused(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Divide it, then import each part")
    packed = content.startswith(b"PK")
    if name.lower().endswith(".csv") and packed:
        raise Refused("The file is called .csv and is a workbook. Give it its right ending, .xlsx")
    lines = _workbook(content) if packed else [(n, tuple(line)) for n, line in enumerate(_csv(content), start=1)]
    filled = [(n, line) for n, line in lines if any(_is_filled(value) for value in line)]
    if not filled:
        raise Refused("The file has no rows. Fill in the template, then choose it again")
    (_, heads), *rest = filled
    if len(rest) > most:
        raise Refused(f"The file has {len(rest):,} rows. Import {most:,} at most at a time")
    if not rest:
        raise Refused("The file has heads and no rows under them")
    return Table(tuple(_words(head) for head in heads), tuple(Row(n, values) for n, values in rest))


def _is_filled(value: Value) -> bool:
    return value is not None and str(value).strip() != ""


def _words(value: Value) -> str:
    return " ".join(str(value or "").replace("\0", "").split())


def _workbook(content: bytes) -> Lines:
    """Read by a program of its own (workbook.py): what would burst a reader never bursts this process."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Refused("The workbook is too large when unpacked. Save it again without pictures, or as CSV")
            if not any(BOOK.fullmatch(name) for name in packed.namelist()):
                raise Refused(NOT_OURS)
        run = [sys.executable, "-I", str(PROGRAM)]
        done = subprocess.run(run, input=content, capture_output=True, timeout=MOST_SECONDS, env={}, check=True)  # noqa: S603 -- our own program
        found = json.loads(done.stdout, object_hook=_value)
    except subprocess.SubprocessError as burst:
        raise Refused(TOO_MUCH) from burst
    except (zipfile.BadZipFile, OSError, ValueError) as wrong:
        raise Refused(UNREADABLE) from wrong
    if "rows" not in found:
        raise Refused(found.get("refused", UNREADABLE))
    return [(n, tuple(line)) for n, line in found["rows"]]


def _value(found: dict[str, Any]) -> Any:
    """A day or a moment as it was; of anything else, the object itself."""
    if "day" in found:
        return date.fromisoformat(found["day"])
    return datetime.fromisoformat(found["moment"]) if "moment" in found else found


def _csv(content: bytes) -> list[list[str]]:
    """Comma, semicolon or tab; UTF-8 with or without a byte order mark, or what older spreadsheets write."""
    if b"\0" in content:
        raise Refused(UNREADABLE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=between, strict=True))
    except csv.Error as wrong:
        raise Refused(f"The CSV can’t be read: {wrong}. Look for a quotation mark that is not closed") from wrong
    if any(len(line) > MOST_COLUMNS for line in lines):
        raise Refused("The file has more columns than the template. Use the template’s")
    return lines
