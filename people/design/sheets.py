"""Tables as files for spreadsheets: CSV and workbooks, with what R12 hides said in a word, and no formula run."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import NamedTuple

import xlsxwriter

HIDDEN = "hidden"
POUNDS = "£#,##0;-£#,##0"
PAS = "0.###"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | Decimal | None
"""None is what R12 hides."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


class Sheet(NamedTuple):
    """One sheet: its name, its lines with the heads first, and how its decimals are written."""

    name: str
    lines: Iterable[Sequence[Cell]]
    decimals: str = POUNDS


def as_csv(lines: Iterable[Sequence[Cell]]) -> str:
    """Lines as CSV with a byte order mark, so that spreadsheets read pounds and names as they are."""
    text = StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([_plain(cell) for cell in line])
    return text.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return HIDDEN
    if isinstance(cell, Decimal):
        return f"{cell:.2f}"
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"  # a spreadsheet would run it as a formula
    return str(cell)


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Typed cells: numbers are numbers, words are never formulas; the first line of each sheet is its head."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True})
    for given in sheets:
        sheet, decimals = book.add_worksheet(given.name), book.add_format({"num_format": given.decimals})
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 12, 16)
        for row, line in enumerate(given.lines):
            for column, cell in enumerate(line):
                if cell is None or isinstance(cell, str):
                    sheet.write_string(row, column, HIDDEN if cell is None else cell, head if row == 0 else None)
                else:
                    sheet.write_number(row, column, cell, None if isinstance(cell, int) else decimals)
    book.close()
    return file.getvalue()
