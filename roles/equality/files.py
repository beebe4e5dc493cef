"""The figures as a file, suppressed as on the page."""

from io import BytesIO

import xlsxwriter

from rewards.reports.files import as_csv
from roles.equality.figures import Cell, Figures, lines


def about(figures: Figures) -> list[str]:
    """What the figures are, and why some are missing."""
    return [
        f"Who is shortlisted and appointed at {figures.organisation}, by {figures.heading.lower()}",
        f"{figures.posts} posts that closed in {figures.year} and have a shortlist",
        "Each applicant stands in one column: how far they came and no further",
        f"“Hidden”: fewer than {figures.least} people, or a figure from which such a one could be worked out",
        "Ratio: a group’s share shortlisted by that of the group with the highest share; below 0.80 is looked at",
    ]


def csv_of(figures: Figures) -> str:
    """The table as CSV."""
    return as_csv(iter(lines(figures)))  # type: ignore[arg-type]  # our cells are some of its kinds


def workbook_of(figures: Figures) -> bytes:
    """The table and what it is."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    sheets: dict[str, list[list[Cell]]] = {
        "Figures": list(lines(figures)),
        "About": [[line] for line in about(figures)],
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 0, 40)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
    book.close()
    return file.getvalue()
