"""Reads a table that someone has uploaded, CSV or XLSX, as rows of plain values with their numbers. Writes nothing.

Formulas come as the values last worked out; a date stays a date, whichever of its two calendars the workbook counts in.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from people.refusals import Refused

Value = str | float | int | bool | date | datetime | time | timedelta | None
MOST_BYTES = 5_000_000
MOST_UNPACKED = 100_000_000
"""A workbook is packed: what it may grow to."""
MOST_COLUMNS, MOST_HEIGHT = 60, 100_000
UNREADABLE = "This file can’t be read as a workbook. Save it as .xlsx or as CSV, then choose it again"


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
    lines = _workbook(content) if packed else _csv(content)
    filled = [(n, tuple(line)) for n, line in enumerate(lines, start=1) if any(_is_filled(value) for value in line)]
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
    return " ".join(str(value or "").split())


def _workbook(content: bytes) -> Sequence[Sequence[Value]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Refused("The workbook is too large when unpacked. Save it again without pictures, or as CSV")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        if sheet.merged_cell_ranges:
            (row, column), _ = sheet.merged_cell_ranges[0]
            raise Refused(
                f"Cells are merged, the first at row {row + 1}, column {column + 1}: take the merging away, so that "
                "each row says all of its own"
            )
        if sheet.total_height > MOST_HEIGHT:
            raise Refused("The first sheet is very long. Delete the empty rows under the table, then save it again")
        if sheet.width > MOST_COLUMNS:
            raise Refused(f"The first sheet has {sheet.width} columns. Use the template’s")
        return sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError, IndexError) as wrong:
        raise Refused(UNREADABLE) from wrong


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
