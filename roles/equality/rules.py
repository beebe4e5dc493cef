"""Adverse impact as pure functions: shares shortlisted by group, four fifths, and what R12 hides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rewards.reports.rules import hidden_cells

# A group whose share is under four fifths of the best group's is looked at (US Uniform Guidelines 1978, recalled: M).
FOUR_FIFTHS = Decimal("0.80")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Row:
    """A group as it may be shown: None where R12 hides the figure."""

    name: str
    applicants: int | None
    stages: tuple[int | None, ...]
    """How many came that far and no further; together they are the applicants."""
    share: Decimal | None = None
    """Share shortlisted, 0 to 1."""
    ratio: Decimal | None = None
    """Share by that of the group with the highest one; None also where there is nothing to compare."""

    @property
    def below(self) -> bool:
        """Whether it is under four fifths."""
        return self.ratio is not None and self.ratio < FOUR_FIFTHS


@dataclass(frozen=True)
class Table:
    """Applicants by group and stage; the last line is everyone."""

    rows: list[Row]
    all: Row

    @property
    def hides(self) -> bool:
        return any(None in (row.applicants, *row.stages) for row in [*self.rows, self.all])


def impact_table(groups: Mapping[str, Sequence[int]], *, least: int, unnamed: str) -> Table:
    """The table of `groups`: by name, how many came to each stage and no further, not shortlisted first.

    `unnamed` is the group of those who did not say: it stands in the table, but is compared with nobody.
    """
    columns = range(max((len(stages) for stages in groups.values()), default=0))
    totals = [sum(stages[n] for stages in groups.values()) for n in columns]
    lines = [*groups.values(), totals]
    hidden = hidden_cells(lines, [sum(stages) for stages in lines], least=least)
    rows = [
        _row(name, stages, {column for row, column in hidden if row == n})
        for n, (name, stages) in enumerate(zip([*groups, "Everyone"], lines, strict=True))
    ]
    shares = [row.share for row in rows[:-1] if row.share is not None and row.name != unnamed]
    best = max(shares, default=Decimal(0))
    compared = [_compared(row, best if len(shares) > 1 and row.name != unnamed else Decimal(0)) for row in rows[:-1]]
    return Table(compared, rows[-1])


def _row(name: str, stages: Sequence[int], hidden: set[int]) -> Row:
    shown = tuple(None if n in hidden else count for n, count in enumerate(stages))
    applicants = None if len(stages) in hidden else sum(stages)
    if applicants and shown[0] is not None:
        return Row(name, applicants, shown, Decimal(applicants - shown[0]) / applicants)
    return Row(name, applicants, shown)


def _compared(row: Row, best: Decimal) -> Row:
    if row.share is None or not best:
        return row
    ratio = (row.share / best).quantize(HUNDREDTH, ROUND_HALF_UP)
    return Row(row.name, row.applicants, row.stages, row.share, ratio)
