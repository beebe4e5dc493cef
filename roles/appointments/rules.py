"""When a role is reviewed: pure functions over half-open terms."""

from datetime import date

from people.dates import after_months

# Months after the start; months before the end (domain.md marks review habits M: defaults).
EARLY_MONTHS = 3
END_MONTHS = 6

EARLY, YEARLY, END_OF_TERM = "early", "yearly", "end_of_term"


def review_dates(
    start: date, end: date | None, *, early_months: int = EARLY_MONTHS, end_months: int = END_MONTHS
) -> list[tuple[str, date]]:
    """The reviews of a term: some months in, each year, and some months before the end, each day once.

    `end` is the first day after the term, or None for one without an end, whose next yearly review is set when the
    one before it is held. Two reviews on one day are one: the end of the term goes before the year, the year before
    the early one.
    """
    by_day: dict[date, str] = {after_months(start, early_months): EARLY}
    years = 1 if end is None else (end.year - start.year + 1)
    by_day |= {after_months(start, 12 * year): YEARLY for year in range(1, years + 1)}
    if end is not None:
        by_day[after_months(end, -end_months)] = END_OF_TERM
    return sorted(
        ((kind, day) for day, kind in by_day.items() if start < day and (end is None or day < end)),
        key=lambda review: review[1],
    )


def next_yearly(start: date, held: date) -> date:
    """The first anniversary of the start after the day, for a term without an end."""
    year = 1
    while after_months(start, 12 * year) <= held:
        year += 1
    return after_months(start, 12 * year)


def held_on_problem(held_on: date, *, start: date, today: date) -> str:
    """A review is held within the role and not in the future."""
    if held_on > today:
        return "The day it was held must be today or earlier."
    if held_on < start:
        return "The day it was held must not be before the role began."
    return ""
