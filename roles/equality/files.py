"""The figures as a file, suppressed as on the page."""

from people.design.sheets import Sheet, as_csv, as_workbook
from roles.equality.figures import Figures, lines


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
    return as_csv(lines(figures))


def workbook_of(figures: Figures) -> bytes:
    """The table and what it is."""
    return as_workbook([Sheet("Figures", lines(figures)), Sheet("About", [[line] for line in about(figures)])])
