"""Reads the first sheet of a workbook; run as a program, so that a file made to burst a reader bursts only this one.

A cell in the last column of the last row is a table of 17 thousand million cells, in a file of one kilobyte. The
workbook comes in, and JSON goes out: {"rows": [[number, [value, …]], …]}, or {"refused": a sentence}. Values that JSON
has no word for are {"day": ISO}, {"moment": ISO}, or words.
"""

import io
import json
import resource
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 20
MOST_COLUMNS, MOST_HEIGHT = 60, 100_000


def table_in(content: bytes) -> dict[str, Any]:
    """The filled rows with their numbers, or why they are refused."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    if sheet.merged_cell_ranges:
        (row, column), _ = sheet.merged_cell_ranges[0]
        said = f"Cells are merged, the first at row {row + 1}, column {column + 1}: take the merging away, so that "
        return {"refused": f"{said}each row says all of its own"}
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= MOST_HEIGHT:
        return {"refused": "The first sheet is very long. Delete the empty rows under the table, then save it again"}
    if last_column >= MOST_COLUMNS:
        return {"refused": f"The first sheet has {last_column + 1} columns. Use the template’s"}
    lines = enumerate(sheet.to_python(skip_empty_area=False), start=1)
    return {"rows": [(n, line) for n, line in lines if any(value not in ("", None) for value in line)]}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else str(value)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        found = table_in(sys.stdin.buffer.read())
    except (CalamineError, OSError, ValueError, IndexError):
        found = {}
    json.dump(found, sys.stdout, default=_plain)


if __name__ == "__main__":
    main()
