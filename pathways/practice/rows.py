"""Rows of an uploaded log as entries: pure reading, each problem with its row and column."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pathways.practice.kinds import Kind
from pathways.practice.services import MOST_AMOUNT, problem
from people.importing import columns
from people.importing.reading import Fields, Problem
from people.importing.sheets import Row, Table
from people.importing.template import Template
from people.importing.values import date_of, number_of

HEADS = {
    "kind": "Kind",
    "on": "Day",
    "what": "What",
    "amount": "Number or hours",
    "expires_on": "Holds until",
    "note": "Note",
}
OPTIONAL = frozenset({"amount", "expires_on", "note"})
NAMES = {name.casefold(): kind for kind in Kind for name in (kind.value, str(kind.label))}
NOTES = {
    "kind": f"One of: {', '.join(str(kind.label) for kind in Kind)}.",
    "on": "The day: day, month, year.",
    "what": "Which procedure, list, training or measure; for sessions it may be empty.",
    "amount": "How many, or hours for simulation and learning. Empty is 1.",
    "expires_on": "Only for mandatory training: the day until which it holds.",
    "note": "At most 500 characters. Nothing about patients.",
}
TEMPLATE = Template(
    "Practice log",
    HEADS,
    OPTIONAL,
    NOTES,
    [
        ["Procedures", "12/3/2026", "Coronary angiogram", 3, "", ""],
        ["Mandatory training", "2/2/2026", "Advanced life support", "", "2/2/2030", ""],
    ],
)


@dataclass(frozen=True)
class Logged:
    """One entry of a file, in plain values: what makes two entries the same, and its note."""

    kind: str
    on: date
    what: str
    amount: Decimal
    expires_on: date | None
    note: str = ""

    @property
    def key(self) -> tuple[str, date, str, Decimal, date | None]:
        return self.kind, self.on, self.what.casefold(), self.amount, self.expires_on


def read(table: Table, today: date) -> tuple[list[Logged], list[Problem]]:
    """The entries that are right, in the order of rows, and all problems."""
    at = columns.places(table, HEADS, optional=OPTIONAL)
    found: list[Logged] = []
    problems: list[Problem] = []
    for row in table.rows:
        entry, wrong = _entry(row, at, today)
        problems += wrong
        if entry is not None:
            found.append(entry)
    return found, problems


def _entry(row: Row, at: Mapping[str, int], today: date) -> tuple[Logged | None, list[Problem]]:
    given = Fields(row, at, HEADS)
    said = given.words("kind", most=60)
    kind = NAMES.get(said.casefold())
    if kind is None:
        given.say("kind", f"“{said}” is no kind of evidence; the template lists them" if said else "is empty")
    on = given.take("on", date_of)
    if on is None and not given.wrong("on"):
        given.say("on", "is empty")
    what, note = given.words("what", most=120), given.words("note", most=500)
    amount = given.take("amount", lambda value: number_of(value, most=MOST_AMOUNT, decimals=2))
    expires_on = given.take("expires_on", date_of)
    if given.stopped or kind is None or on is None:
        return None, given.problems
    expires_on = expires_on if kind is Kind.TRAINING else None
    amount = Decimal(1) if amount is None else amount
    wrong = problem(kind, on, what, amount, expires_on, today)
    if wrong is not None:
        given.say(wrong.field or "kind", wrong.sentence)
        return None, given.problems
    return Logged(kind, on, what, amount, expires_on, note), given.problems
