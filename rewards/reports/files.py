"""The report as files: one workbook with everything, or the table shown as CSV. R12 holds in them as on the page."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter

from people.design.words import longdate
from people.models import User
from rewards.reports.rules import Change
from rewards.reports.services import GROUPINGS, Report, Row

HIDDEN = "hidden"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | Decimal | None


def about(report: Report) -> list[str]:
    """What the figures are, where they come from, and why some are missing."""
    return [
        f"Remuneration report of {report.organisation}",
        f"Figures on {longdate(report.on)}, as now known",
        "Pounds a year before tax, from the pay elements on record; PAs are not counted into the sums",
        f"“{HIDDEN}”: fewer than {report.least} people, or a figure from which such a one could be worked out",
        "Worse off: pay on the day beside the week before the role, both at the rates of the day",
    ]


def cells(row: Row) -> list[Cell]:
    return [row.name, row.people, *row.amounts, row.total, row.mean, row.median]


def table_lines(report: Report) -> Iterator[list[Cell]]:
    """The table, line by line, with the line of everyone last."""
    table = report.table
    yield [table.heading, "People", *table.kinds, "Total", "Mean", "Median"]
    for row in [*table.rows, table.all]:
        yield cells(row)


def change_lines(changes: list[Change]) -> Iterator[list[Cell]]:
    """The people worse off, by name: HR may see each of them."""
    names = dict(User.objects.filter(pk__in=[c.key for c in changes]).values_list("pk", "name"))
    yield ["Name", "Role", "Service", "Since", "Before, at the rates now", "Now", "Difference"]
    for change in changes:
        who = [names.get(change.key, ""), change.role, change.service, longdate(change.since)]
        yield [*who, change.before, change.now, change.difference]


def as_csv(lines: Iterator[list[Cell]]) -> str:
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


def as_workbook(report: Report) -> bytes:
    """One sheet a grouping, one of those worse off, and one that says what the figures are."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    styles = {"head": book.add_format({"bold": True}), "money": book.add_format({"num_format": "£#,##0;-£#,##0"})}
    for by, words in GROUPINGS.items():
        _sheet(book, f"By {words.lower()}", table_lines(report.grouped(by)), styles)
    _sheet(book, "Worse off", change_lines(report.worse), styles)
    _sheet(book, "About", iter([[line] for line in about(report)]), styles)
    book.close()
    return file.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, lines: Iterator[list[Cell]], styles: dict[str, object]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 12, 16)
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if cell is None or isinstance(cell, str):
                sheet.write_string(row, column, HIDDEN if cell is None else cell, styles["head"] if row == 0 else None)
            else:
                sheet.write_number(row, column, cell, None if isinstance(cell, int) else styles["money"])
