"""Payroll extracts for tests, row by row."""

from datetime import date
from typing import Any

from people.importing.sheets import Row
from people.models import Organisation, User
from rewards.models import PayrollImport
from rewards.payroll import services
from rewards.payroll.fields import HEADS
from rewards.payroll.rows import Person, people_of

TODAY = date(2026, 11, 28)
AT = {name: n for n, name in enumerate(HEADS)}
GOOD: dict[str, Any] = {
    "email": "ann@tests.example",
    "kind": "Basic pay",
    "annual": "145478",
    "pas": "10",
    "pensionable": "yes",
    "starts": "1/4/2026",
}
AWARD = {"kind": "Award", "label": "Local award 2", "annual": "6032", "pas": ""}
ALLOWANCE = {"kind": "Responsibility allowance", "annual": "8000", "pas": "", "role_title": "Lead, renal"}


def values(**changes: Any) -> tuple[Any, ...]:
    """A row's values in the order of our columns: basic pay, with some fields changed."""
    return tuple((GOOD | changes).get(name, "") for name in HEADS)


def people(*rows: dict[str, Any]) -> list[Person]:
    """The people of rows that differ from a good one by these fields; the first is row 2, as in a spreadsheet."""
    found, _ = people_of([Row(n, values(**row)) for n, row in enumerate(rows, start=2)], AT, TODAY)
    return found


def problems(*rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    """What is wrong with the rows of one person: row, column, words."""
    (person,) = people(*rows)
    return [(problem.row, problem.column, problem.text) for problem in person.problems]


def file(*rows: dict[str, Any], heads: dict[str, str] = HEADS) -> bytes:
    """A CSV of such rows, under our heads or those of `heads` (field: head)."""
    lines = [list(heads.values()), *[[str((GOOD | row).get(name, "")) for name in heads] for row in rows]]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def send(organisation: Organisation, by: User, *rows: dict[str, Any]) -> PayrollImport:
    return services.send(organisation, "payroll.csv", file(*rows), by=by)


def said(sent: PayrollImport) -> list[str]:
    """The words of the dry run's findings."""
    return [text for _, _, text, _ in sent.findings]
