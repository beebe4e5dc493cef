"""The figures and the lists behind them as files: workbooks that say what they are, and CSV."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pathways.returning.figures import TITLES, Figures
from pathways.returning.reading import OUTCOMES, STAGES, Ask
from people.design.sheets import HIDDEN, Cell, Sheet, as_workbook
from people.design.words import longdate, longtime
from people.models import Profession, User

PROFESSIONS = {str(value): str(words) for value, words in Profession.choices}


def lines(found: Figures) -> Iterator[list[Cell]]:
    """All figures as one table."""
    yield ["Figure", "Of these", "Value"]
    for table in found.tables:
        for line in table.lines:
            yield [table.title, line.title, line.people]
    if found.cost:
        span = f"Supervised days, {longdate(found.cost.starts)} to {longdate(found.cost.last_day)}"
        yield [span, "Agreed", found.cost.days]
        yield [span, "Their pay, pounds", found.cost.pounds]
        yield [span, "Days of people without basic pay on record, outside the sum", found.cost.unpriced]


def about(found: Figures, by: User, now: datetime) -> list[str]:
    """What the figures are, and who took them when."""
    said = [f"Returns to practice: {group_of(found.ask)}"]
    if found.opens:
        said.append(f"On {longdate(found.ask.on)}, as now known: what was held by the day decides")
    else:
        said += [
            f"Years from 1 April, as recorded three months after their end; asked on {longdate(found.ask.today)}",
            f"“{HIDDEN}”: fewer than {found.least} people, or a figure from which such a one could be found",
        ]
    return [*said, f"Taken by {by} on {longtime(now)}"]


def group_of(ask: Ask) -> str:
    """Of whom, in words."""
    parts = (str(ask.organisation), str(ask.service or ""), PROFESSIONS.get(ask.profession, ""))
    return ", ".join(part for part in parts if part)


def workbook(found: Figures, by: User, now: datetime) -> bytes:
    said = [[line] for line in about(found, by, now)]
    return as_workbook([Sheet("Returns", lines(found), "#,##0.00"), Sheet("About", said)])


def heads(which: str) -> list[str]:
    state, day = ("State today", "Came back") if which in OUTCOMES else ("State", "Overdue since")
    return ["Name", "Service", "Profession", state, "Day of return", "Supervisor", day]


def cells(plan: Any, which: str) -> list[Cell]:
    """One line of the list behind a number."""
    back = which in OUTCOMES
    return [
        str(plan.user),
        str(plan.service or ""),
        PROFESSIONS.get(plan.profession or "", ""),
        plan.get_status_display() if back else STAGES[plan.stage],
        plan.returns_on,
        str(plan.supervisor or ""),
        (plan.came if back else plan.oldest) or "",
    ]


def list_lines(plans: Iterable[Any], which: str) -> Iterator[list[Cell]]:
    yield [*heads(which)]
    for plan in plans:
        yield cells(plan, which)


def list_workbook(plans: Iterable[Any], which: str, found_about: list[str]) -> bytes:
    said = [[line] for line in (TITLES[which], *found_about)]
    return as_workbook([Sheet("People", list_lines(plans, which)), Sheet("About", said)])
