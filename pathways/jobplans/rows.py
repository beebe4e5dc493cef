"""Rows of an uploaded job plan as weeks to agree: pure reading, each problem with its row and column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pathways.splits.week import CATEGORIES, Line
from people.importing import columns
from people.importing.reading import Fields, Problem
from people.importing.sheets import Row, Table
from people.importing.values import date_of, yes_of

HEADS = {
    "email": "Email address",
    "starts": "First day",
    "last_day": "Last day",
    "service": "Service",
    "category": "Category",
    "what": "What",
    "pas": "PAs a week",
    "hours": "Hours a week",
    "additional": "Additional PA",
    "reason": "Why more than the limit",
    "agreed_by": "Who agreed to it",
}
OPTIONAL = frozenset({"last_day", "pas", "hours", "additional", "reason", "agreed_by"})
MOST = Decimal(42)
"""PAs of a whole week."""


@dataclass
class Plan:
    """One person's week from a day, from the rows that give its lines."""

    email: str
    starts: date
    service: str
    rows: list[int] = field(default_factory=list)
    last_day: date | None = None
    runs_until: date | None = None
    """The first day of the person's next week in the file, where no last day is given."""
    lines: list[tuple[Line, str]] = field(default_factory=list)
    """Each with the name of the service it is for."""
    reason: str = ""
    agreed_by: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((line.pas for line, _ in self.lines), Decimal(0))

    @property
    def stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)

    def find(self, text: str, column: str = "", *, row: int | None = None, stops: bool = True) -> None:
        self.problems.append(Problem(row or self.rows[0], column, text, stops))


def plans_of(table: Table) -> tuple[list[Plan], list[Problem]]:
    """The weeks of a table in the order of people and days, and the rows that belong to none."""
    at = columns.places(table, HEADS, optional=OPTIONAL)
    plans: dict[tuple[str, date], Plan] = {}
    lost: list[Problem] = []
    for row in table.rows:
        _read(row, at, plans, lost)
    return sorted(plans.values(), key=lambda plan: (plan.email, plan.starts)), lost


def _read(row: Row, at: Mapping[str, int], plans: dict[tuple[str, date], Plan], lost: list[Problem]) -> None:
    given = Fields(row, at, HEADS)
    email = given.words("email", most=254).lower()
    starts = given.take("starts", date_of)
    for name, found in (("email", email), ("starts", starts)):
        if not found and not given.wrong(name):
            given.say(name, "is empty")
    service = given.words("service", most=120)
    last_day = given.take("last_day", date_of)
    line = _line(given)
    if not email or starts is None:
        lost.extend(given.problems)
        return
    plan = plans.setdefault((email, starts), Plan(email, starts, service, [row.number], last_day))
    if row.number not in plan.rows:
        plan.rows.append(row.number)
        if last_day != plan.last_day:
            given.say("last_day", f"differs from row {plan.rows[0]} of the same week")
    plan.reason = plan.reason or given.words("reason", most=1000)
    plan.agreed_by = plan.agreed_by or given.words("agreed_by", most=120)
    plan.problems.extend(given.problems)
    if line is not None:
        plan.lines.append((line, service or plan.service))


def _line(given: Fields) -> Line | None:
    category = given.words("category", most=40).lower()
    what = given.words("what", most=120)
    pas = given.weekly_pas(most=MOST)
    additional = bool(given.take("additional", yes_of))
    if category not in CATEGORIES:
        shown = ", ".join(name.upper() for name in CATEGORIES)
        given.say("category", f"“{category}” is none of {shown}" if category else f"is empty; give one of {shown}")
    if not what:
        given.say("what", "is empty; say what is done in this time")
    if pas is None and not given.wrong("pas", "hours"):
        given.say("pas", "is empty; give PAs, or hours for contracts that know no PAs")
    if pas is None or given.problems:
        return None
    return Line(category, pas, what=what, additional=additional)
