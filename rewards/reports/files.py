"""The report as files: one workbook with everything, or the table shown as CSV. R12 holds in them as on the page."""

from collections.abc import Iterator

from people.design import sheets
from people.design.sheets import HIDDEN, Cell, Sheet
from people.design.words import longdate
from people.models import User
from rewards.reports.rules import Change
from rewards.reports.services import GROUPINGS, Report, Row


def about(report: Report) -> list[str]:
    """What the figures are, where they come from, and why some are missing."""
    return [
        f"Remuneration report of {report.organisation}",
        f"Figures on {longdate(report.on)}, {report.ask.as_known}",
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


def as_workbook(report: Report) -> bytes:
    """One sheet a grouping, one of those worse off, and one that says what the figures are."""
    grouped = [Sheet(f"By {words.lower()}", table_lines(report.grouped(by))) for by, words in GROUPINGS.items()]
    said = Sheet("About", [[line] for line in about(report)])
    return sheets.as_workbook([*grouped, Sheet("Worse off", change_lines(report.worse)), said])
