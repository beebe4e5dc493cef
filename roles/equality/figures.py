"""Adverse impact of one organisation's choices in one year, for the page and the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from people.models import Organisation
from people.settings.reading import setting
from people.settings.shared import SMALL_NUMBER
from roles.equality.models import Stage
from roles.equality.questions import QUESTIONS
from roles.equality.rules import Row, Table
from roles.equality.services import COUNTED, impact
from roles.posts.models import Post

HIDDEN = "hidden"
STAGES = [Stage(stage).label for stage in COUNTED]

HEADINGS = ["Applicants", "Share shortlisted", "Ratio", *STAGES]


@dataclass(frozen=True)
class Figures:
    """The table of a year that is over, by one question."""

    organisation: Organisation
    year: int
    by: str
    posts: int
    least: int
    table: Table

    @property
    def heading(self) -> str:
        return QUESTIONS[self.by].group

    @property
    def too_few(self) -> bool:
        """Whether all applicants together are too small a group to report on."""
        return not self.table.rows or self.table.all.applicants is None


def years_of(organisation: Organisation, today: date) -> list[int]:
    """The years that are over in which a shortlist of the organisation was drawn up, the latest first.

    A year still running is not shown: two looks at it, a few days apart, would tell of the few in between.
    """
    closed = Post.objects.filter(organisation=organisation, shortlist_locked_at__isnull=False)
    years = closed.order_by().values_list("closes_at__year", flat=True).distinct()
    return sorted((year for year in years if year < today.year), reverse=True)


def figures_of(organisation: Organisation, year: int, by: str, today: date) -> Figures:
    """Four queries: settings, posts, counts by group."""
    posts = list(
        Post.objects.filter(
            organisation=organisation, shortlist_locked_at__isnull=False, closes_at__year=year
        ).values_list("pk", flat=True)
    )
    least = setting(organisation, SMALL_NUMBER, today)
    return Figures(organisation, year, by, len(posts), least, impact(posts, by, least=least))


Cell = str | int


def lines(figures: Figures) -> Iterator[list[Cell]]:
    """The table, line by line, with the line of everyone last; shares and ratios as text with two decimals."""
    yield [figures.heading, *HEADINGS, "Four fifths"]
    for row in [*figures.table.rows, figures.table.all]:
        yield cells(row)


def cells(row: Row) -> list[Cell]:
    """A row's figures as they are shown."""
    counts = [HIDDEN if count is None else count for count in (row.applicants, *row.stages)]
    share = HIDDEN if row.share is None else f"{row.share:.0%}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return [row.name, counts[0], share, ratio, *counts[1:], "below" if row.below else ""]
