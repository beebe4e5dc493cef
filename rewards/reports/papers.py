"""A published report as files: a workbook, one table as CSV, a paper for the board. They say who took them and when."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from reportlab.platypus import Flowable

from people.design import paper, sheets
from people.design.sheets import Cell, Sheet
from people.design.words import longdate, longtime
from people.models import User
from rewards.reports.asking import Ask
from rewards.reports.published import HIDDEN, Published, Row, Table, Unit, Value
from rewards.reports.registered import Behind
from rewards.reports.words import written

FORMATS = {
    Unit.POUNDS: sheets.POUNDS,
    Unit.GAIN: "+£#,##0;-£#,##0;£0",
    Unit.HOURLY: "£#,##0.00;-£#,##0.00",
    Unit.PERCENT: "0.0",
    Unit.PAS: sheets.PAS,
}


def about(title: str, ask: Ask, by: User, now: datetime) -> list[str]:
    """What the file is, of whom and when, and who took it."""
    part = f", {ask.part}" if ask.part else ""
    return [
        f"{title}: {ask.organisation}{part}",
        f"On {longdate(ask.on)}, {ask.as_known}",
        "Pounds a year before tax unless a column says otherwise, from the pay elements on record",
        f"Taken by {by} on {longtime(now)}",
    ]


def notes(published: Published, ask: Ask, by: User, now: datetime) -> list[str]:
    """What the figures are, how they were worked out, and why some are missing."""
    hidden = f"“{sheets.HIDDEN}”: fewer than {published.least} people, or a figure from which such a one could be found"
    return [*about(published.title, ask, by, now), published.lead, *published.method, hidden]


def table_lines(table: Table) -> Iterator[list[Cell]]:
    """A table with its heads first."""
    yield [table.heading, *(column.heading for column in table.columns)]
    for row in table.lines:
        yield [row.name, *(_cell(value) for value in row.values)]


def _cell(value: Value) -> Cell:
    """None is what R12 hides in a file; a value that there is none of is an empty text."""
    return None if value is HIDDEN else "" if value is None else value


def workbook(published: Published, ask: Ask, by: User, now: datetime) -> bytes:
    """One sheet a table, and one of notes."""
    sheets_ = [
        Sheet(_name(table.title, n), table_lines(table), formats=formats(column.unit for column in table.columns))
        for n, table in enumerate(published.tables, 1)
    ]
    return sheets.as_workbook([*sheets_, Sheet("Notes", [[line] for line in notes(published, ask, by, now)])])


def formats(units: Iterable[Unit]) -> tuple[str, ...]:
    """How a sheet's columns are written, the names' first."""
    return ("", *(FORMATS.get(unit, "") or "General" for unit in units))


def _name(title: str, n: int) -> str:
    """A sheet's name: no longer than 31 letters, none of which a spreadsheet refuses."""
    return f"{n} {''.join(each for each in title if each not in '[]:*?/' + chr(92))}"[:31].strip("'")


def csv(published: Published, ask: Ask, by: User, now: datetime) -> str:
    """The tables one below the other, each under its title, then the notes."""
    lines: list[list[Cell]] = []
    for table in published.tables:
        lines += [[table.title], *table_lines(table), []]
    return sheets.as_csv([*lines, *([line] for line in notes(published, ask, by, now))])


def board_paper(published: Published, ask: Ask, by: User, now: datetime) -> bytes:
    """The figures for a board: what they say, each table, and how they were worked out."""
    parts: list[Flowable] = [paper.text(published.title, paper.TITLE)]
    parts += [paper.text(line, paper.SMALL) for line in about(published.title, ask, by, now)]
    parts.append(paper.text(published.lead))
    for table in published.tables:
        grid = [
            [table.heading, *(column.heading for column in table.columns)],
            *(_said(table, row) for row in table.lines),
        ]
        parts += paper.part(table.title, [paper.grid(grid), *([paper.text(table.note)] if table.note else [])])
    parts += paper.part("How these figures are worked out", [paper.bullets(notes(published, ask, by, now)[5:])])
    return paper.built(parts, f"{published.title}: {ask.organisation}", str(by))


def _said(table: Table, row: Row) -> list[str]:
    return [row.name, *(written(value, column.unit) for value, column in zip(row.values, table.columns, strict=True))]


def list_lines(behind: Behind, names: Mapping[int, str]) -> Iterator[list[Cell]]:
    """The people behind a number, by name: for those who may see each of them."""
    yield ["Name", *(column.heading for column in behind.columns)]
    for line in behind.lines:
        yield [names.get(line.key, "Not known"), *(_cell(value) for value in line.values)]


def list_workbook(behind: Behind, names: Mapping[int, str], ask: Ask, by: User, now: datetime) -> bytes:
    """The list, and a sheet that says what it is."""
    people = Sheet("People", list_lines(behind, names), formats=formats(column.unit for column in behind.columns))
    return sheets.as_workbook([people, Sheet("Notes", [[line] for line in list_notes(behind, ask, by, now)])])


def list_notes(behind: Behind, ask: Ask, by: User, now: datetime) -> list[str]:
    """What the list is, and who took it when."""
    return [*about(behind.title, ask, by, now), "Each line is one person’s own pay: keep it as you keep payroll."]
