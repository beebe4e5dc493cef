"""Rows of an uploaded job plan as weeks to agree: pure reading, each problem with its row and column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from pathways.splits.week import CATEGORIES, Line
from people.importing import columns
from people.importing.sheets import Row, Table, Value
from people.importing.values import date_of, number_of, text_of, yes_of

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
Found = TypeVar("Found")


@dataclass(frozen=True)
class Problem:
    """What is wrong, or to know, where: row 0 is the file as a whole."""

    row: int
    column: str
    text: str
    stops: bool = True


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
    wrong: list[Problem] = []

    def take(name: str, how: Callable[[Value], Found]) -> Found | None:
        try:
            return how(columns.value_at(row, at.get(name)))
        except ValueError as said:
            wrong.append(Problem(row.number, HEADS[name], str(said)))
            return None

    email = (take("email", lambda value: text_of(value, most=254)) or "").lower()
    starts = take("starts", date_of)
    for name, given in (("email", email), ("starts", starts)):
        if not given and not any(problem.column == HEADS[name] for problem in wrong):
            wrong.append(Problem(row.number, HEADS[name], "is empty"))
    service = take("service", lambda value: text_of(value, most=120)) or ""
    last_day = take("last_day", date_of)
    line = _line(row, take, wrong)
    if not email or starts is None:
        lost.extend(wrong)
        return
    plan = plans.setdefault((email, starts), Plan(email, starts, service, [row.number], last_day))
    if row.number not in plan.rows:
        plan.rows.append(row.number)
        if last_day != plan.last_day:
            wrong.append(Problem(row.number, HEADS["last_day"], f"differs from row {plan.rows[0]} of the same week"))
    plan.reason = plan.reason or take("reason", lambda value: text_of(value, most=1000)) or ""
    plan.agreed_by = plan.agreed_by or take("agreed_by", lambda value: text_of(value, most=120)) or ""
    plan.problems.extend(wrong)
    if line is not None:
        plan.lines.append((line, service or plan.service))


def _line(row: Row, take: Callable[[str, Callable[[Value], Any]], Any], wrong: list[Problem]) -> Line | None:
    category = str(take("category", lambda value: text_of(value, most=40)) or "").lower()
    what = take("what", lambda value: text_of(value, most=120)) or ""
    pas = take("pas", lambda value: number_of(value, most=MOST))
    hours = take("hours", lambda value: number_of(value, most=MOST * 4))
    additional = bool(take("additional", yes_of))
    unread = {problem.column for problem in wrong}
    if category not in CATEGORIES:
        shown = ", ".join(name.upper() for name in CATEGORIES)
        said = f"“{category}” is none of {shown}" if category else f"is empty; give one of {shown}"
        wrong.append(Problem(row.number, HEADS["category"], said))
    if not what:
        wrong.append(Problem(row.number, HEADS["what"], "is empty; say what is done in this time"))
    if pas is not None and hours is not None:
        wrong.append(Problem(row.number, HEADS["hours"], "is given beside PAs; give one of the two"))
    elif pas is None and hours is None and not unread & {HEADS["pas"], HEADS["hours"]}:
        wrong.append(Problem(row.number, HEADS["pas"], "is empty; give PAs, or hours for contracts that know no PAs"))
    if wrong:
        return None
    return Line(category, pas if pas is not None else hours / 4, what=what, additional=additional)
