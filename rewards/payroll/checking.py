"""The dry run: what a payroll extract would write, judged beside employments and what stands. Writes nothing.

A handful of queries, whatever the number of rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Lower
from django.utils import timezone

from people.importing.reading import Problem
from people.importing.sheets import Table
from people.models import Organisation, Service, User
from rewards.elements.models import ElementKind
from rewards.elements.rules import Rewriting
from rewards.elements.services import rewritings
from rewards.employment.models import Employment
from rewards.payroll.fields import HEADS
from rewards.payroll.mapping import columns_of, places_of
from rewards.payroll.rows import PayRow, Person, people_of
from rewards.payroll.rules import judge_both, judge_employment, judge_overlaps
from rewards.workforce.services import to_record


@dataclass
class Judged:
    """The lines of people without a problem, by the person's key; what is said of them; and every problem."""

    lines: dict[int, list[PayRow]] = field(default_factory=dict)
    said: dict[int, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    people: int = 0
    left: int = 0
    """Rows that would be left out."""


@dataclass(frozen=True)
class Checked:
    """What a file would do, in counts, with its problems in the order of rows."""

    people: int
    made: int
    by_kind: dict[str, int]
    unchanged: int
    left: int
    replaced: int
    characteristics: int
    problems: tuple[Problem, ...]


def judge(organisation: Organisation, table: Table, by: User) -> Judged:
    """Reads the rows that `by` imports, each person's beside their employment. Raises Refused for unknown columns."""
    at = places_of(columns_of(table, organisation))
    people, lost = people_of(table.rows, at, timezone.localdate())
    users, employed = _employed(organisation, [person.email for person in people])
    named = Service.objects.filter(organisation=organisation).values_list("name", "pk")
    services = {name.casefold(): key for name, key in named}
    found = Judged(problems=lost, people=len(people), left=len({problem.row for problem in lost}))
    for person in people:
        user = users.get(person.email)
        if user is None:
            person.find(person.numbers[0], "email", f"nobody with this address is employed by {organisation}")
        elif user == by.pk:
            person.find(person.numbers[0], "email", "this is your own pay; a colleague imports it")
        else:
            judge_employment(person, employed[user])
        judge_overlaps(person)
        judge_both(person)
        rows = [_with_service(person, row, services, str(organisation)) for row in person.rows]
        found.problems += person.problems
        if person.stopped or user is None:
            found.left += len(person.numbers)
        else:
            found.lines[user] = rows
            found.said[user] = {name: value for name, (value, _) in person.said.items()}
    return found


def _employed(organisation: Organisation, emails: list[str]) -> tuple[dict[str, int], dict[int, list[DateRange]]]:
    """The keys of those ever employed here, by address, and their employments in order."""
    users: dict[str, int] = {}
    employed: dict[int, list[DateRange]] = defaultdict(list)
    here = Employment.objects.filter(organisation=organisation).annotate(address=Lower("user__email"))
    found = here.filter(address__in=emails).order_by("period")
    for email, user, period in found.values_list("address", "user", "period"):
        users[email] = user
        employed[user].append(period)
    return users, employed


def _with_service(person: Person, row: PayRow, services: dict[str, int], organisation: str) -> PayRow:
    if row.service and row.service.casefold() not in services:
        person.find(row.number, "service", f"“{row.service[:60]}” is no service of {organisation}")
    return replace(row, service_id=services.get(row.service.casefold()))


def check(organisation: Organisation, table: Table, by: User) -> Checked:
    """What the file would write today."""
    judged = judge(organisation, table, by)
    kinds: Counter[str] = Counter()
    unchanged = replaced = 0
    problems = list(judged.problems)
    for _, plan in rewritings(organisation, judged.lines):
        kinds.update(str(line.kind) for line in plan.new)
        unchanged, replaced = unchanged + len(plan.unchanged), replaced + len(plan.old)
        problems += _beside(plan)
    return Checked(
        people=judged.people,
        made=kinds.total(),
        by_kind=dict(kinds),
        unchanged=unchanged,
        left=judged.left,
        replaced=replaced,
        characteristics=len(to_record(organisation, judged.said)),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
    )


def _beside(plan: Rewriting) -> Iterator[Problem]:
    """Lines of the same kind under another name that stay as they are: paid twice, or rightly two."""
    for line, element in plan.beside:
        assert isinstance(line, PayRow)
        kind = str(ElementKind(line.kind).label)
        said = f"“{element.label}” stands for some of these days too and stays; {kind} of that name would replace it"
        yield Problem(line.number, HEADS["label"], said, stops=False)
