"""Which point of a scale is reached after so many years, and what a step needs. Pure: no database, no clock.

Years are whole calendar years from the day they count: part-time work, locum service, sick leave, parental leave and a
sabbatical count as whole years, and so does time in a leadership role (domain.md 2.1, [BMA-QA]). Moving up needs a
review meeting with the clinical manager, but 2a to 2b of the consultant scale is automatic ([BMA-FAQ], V).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from people.dates import after_months
from rewards.contracts.scales import Point

AUTOMATIC = {("threshold 2a", "threshold 2b")}
"""Steps that need no meeting."""
AGAIN_MONTHS = 12
"""Someone held back is reviewed again after a year (I)."""


@dataclass(frozen=True)
class Step:
    """A step to a point, due from a day on. `checked`: whether the years it takes were seen in a source.

    `rescaled`: the point held is not on the table of that day, so the step is to where the years stand on it.
    """

    point: str
    on: date
    automatic: bool = False
    checked: bool = True
    rescaled: bool = False


def whole_years(since: date, on: date) -> int:
    """Whole years from one day to another, however they were worked."""
    years = on.year - since.year
    return years if after_months(since, 12 * years) <= on else years - 1


def with_years(points: Sequence[Point], usual: Mapping[str, int]) -> list[Point]:
    """The points, lowest first, with the usual years where the table gives none; those are not checked."""
    if any(point.years is not None for point in points):
        return [point for point in points if point.years is not None]
    return [
        replace(point, years=usual[point.label], checked=usual[point.label] == 0)
        for point in points
        if point.label in usual
    ]


def reached(points: Sequence[Point], years: int) -> Point | None:
    """The highest point whose years are reached; None on a scale without points for the day (P8)."""
    found = [point for point in points if point.years is not None and point.years <= years]
    return max(found, key=lambda point: (point.years or 0, point.annual_gbp), default=None)


def next_step(
    points: Sequence[Point], held: str, since: date, *, on: date, table_from: date | None = None
) -> Step | None:
    """The step after the point held, with the day on which its years are reached; None at the top, or without points.

    `since`: the day from which years count. Where the point held is not on the table, the step is to the point that
    the years on the day `on` give, due from the table's first day.
    """
    ordered = sorted(points, key=lambda point: (point.years or 0, point.annual_gbp))
    labels = [point.label for point in ordered]
    if held not in labels:
        by_years = reached(ordered, whole_years(since, on))
        return Step(by_years.label, table_from or on, checked=by_years.checked, rescaled=True) if by_years else None
    following = ordered[labels.index(held) + 1 :]
    if not following or following[0].years is None:
        return None
    point = following[0]
    day = after_months(since, 12 * (point.years or 0))
    return Step(point.label, day, automatic=(held, point.label) in AUTOMATIC, checked=point.checked)
