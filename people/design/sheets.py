"""Tables as files for spreadsheets: CSV and workbooks, with what R12 hides said in a word, and no formula run."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import NamedTuple

import xlsxwriter

HIDDEN = "hidden"
POUNDS = "£#,##0;-£#,##0"
PAS = "0.###"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DAY = "d mmmm yyyy"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}
Cell = str | int | Decimal | date | None
"""None is what R12 hides."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


class Sheet(NamedTuple):
    """One sheet: its name, its lines with the heads first, and how its decimals are written, in all or by column."""

    name: str
    lines: Iterable[Sequence[Cell]]
    decimals: str = POUNDS
    formats: Sequence[str] = ()


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
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"  # a spreadsheet would run it as a formula
    return str(cell)


def as_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Typed cells: numbers and days are what they are, words are never formulas; a sheet's first line is its head."""
    file = BytesIO()
    _fill(xlsxwriter.Workbook(file, {"in_memory": True, **OPTIONS}), sheets)
    return file.getvalue()


def write_workbook(path: str, sheets: Iterable[Sheet]) -> None:
    """The same into a file, line by line: memory does not grow with the lines."""
    _fill(xlsxwriter.Workbook(path, {"constant_memory": True, **OPTIONS}), sheets)


def _fill(book: xlsxwriter.Workbook, sheets: Iterable[Sheet]) -> None:
    head, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": DAY})
    for given in sheets:
        sheet = book.add_worksheet(given.name[:31])
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 12, 16)
        written = {form: book.add_format({"num_format": form}) for form in {given.decimals, *given.formats}}
        for row, line in enumerate(given.lines):
            for column, cell in enumerate(line):
                if cell is None or isinstance(cell, str):
                    sheet.write_string(row, column, HIDDEN if cell is None else cell, head if row == 0 else None)
                elif isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                else:
                    own = given.formats[column] if column < len(given.formats) else given.decimals
                    sheet.write_number(row, column, cell, None if isinstance(cell, int) else written[own])
    book.close()
