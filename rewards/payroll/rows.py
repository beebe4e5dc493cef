"""Rows of a payroll extract as lines of pay: pure reading, each problem with its row and column."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from people.design.sheets import FORMULA
from people.importing.reading import Fields, Problem
from people.importing.sheets import Row, Value
from people.importing.values import date_of, pounds_of, text_of, yes_of
from rewards.elements.models import ElementKind
from rewards.elements.rules import ElementLine
from rewards.payroll.fields import HEADS, KINDS
from rewards.workforce.models import Ethnicity, Sex

MOST_GBP, MOST_PAS = Decimal(1_000_000), Decimal(20)
"""Beyond these a figure is a slip: no pay of the health service, and no week, comes near."""
THOUSANDTH = Decimal("0.001")
"""As finely as PAs are kept: hours are rounded, so that the same file reads the same again."""
LEAST_GBP_A_PA = Decimal(1_000)
"""Below this a year's basic pay for a weekly PA is likely a month's: ours, below the lowest pay there is."""
FOR_EVER = date(2200, 1, 1)
"""Payroll systems write a last day beyond this (31 December 4712, 9999) for none."""
WEEKLY = (ElementKind.BASIC, ElementKind.APA)
KIND_OF = {words.casefold(): kind for kind in ElementKind for words in (str(kind.label), kind.value)}
SEX_OF = {words: sex for sex in Sex for words in (sex.value, sex.value[0])}
NOT_STATED = {"not stated", "not known", "unknown", "prefer not to say", "z not stated"}
CODE = re.compile(r"[a-z][a-z0-9]? (?:-+ )?")
"""Payroll writes a code before the words: “A White - British”."""


@dataclass(frozen=True)
class PayRow(ElementLine):
    """One row that could be read: a line, the row's number, and the name of the service it says."""

    number: int = 0
    service: str = ""


@dataclass
class Person:
    """All that the file says of one person; nothing of it is written while a row of theirs has a problem."""

    email: str
    numbers: list[int] = field(default_factory=list)
    rows: list[PayRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Sex and ethnic group where the file says them (empty: not stated), with the row that says so first."""

    @property
    def stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)

    def find(self, row: int, name: str, text: str, *, stops: bool = True) -> None:
        self.problems.append(Problem(row, HEADS[name], text, stops))


def people_of(rows: Iterable[Row], at: Mapping[str, int], today: date) -> tuple[list[Person], list[Problem]]:
    """The people of a table, and the problems of rows that name nobody. `at` says where each field stands."""
    people: dict[str, Person] = {}
    lost: list[Problem] = []
    for row in rows:
        given = Fields(row, at, HEADS)
        email = given.words("email", most=254).lower()
        if not email:
            lost += given.problems or [Problem(row.number, HEADS["email"], "is empty; say whose pay it is")]
            continue
        person = people.setdefault(email, Person(email))
        person.numbers.append(row.number)
        found = _pay_row(given, today)
        _characteristics(given, person)
        if found is not None:
            person.rows.append(found)
        person.problems += given.problems
    for person in people.values():
        person.rows = _with_first_days_of_roles(person.rows)
    return list(people.values()), lost


def _pay_row(given: Fields, today: date) -> PayRow | None:
    kind = given.take("kind", _kind)
    annual = given.take("annual", lambda value: pounds_of(value, most=MOST_GBP))
    pas = given.weekly_pas(most=MOST_PAS)
    pas = None if pas is None else pas.quantize(THOUSANDTH)
    pensionable = given.take("pensionable", _pensionable)
    starts, ends = _days(given, today)
    service = given.words("service", most=120)
    role_title, role_kind = _plain(given, "role_title", 150), _plain(given, "role_kind", 150)
    role_level, role_from = _plain(given, "role_level", 40), given.take("role_from", date_of)
    label = _plain(given, "label", 120)
    if kind is not None:
        label = label or _usual_label(given, kind, role_title)
        _amounts(given, kind, annual, pas, has_role=bool(role_title))
    if role_from and role_from < date(1948, 7, 5):
        given.say("role_from", "is before there was a health service")
    if role_from and starts and role_from > starts:
        given.say("role_from", "is after the first day of the line, which belongs to the role")
    if not role_title and (role_kind or role_level or role_from):
        given.say("role_title", "is empty, and the row says more of a role; name the role")
    if given.stopped or kind is None or annual is None or pensionable is None or starts is None:
        return None
    return PayRow(
        kind=kind,
        label=label,
        annual_gbp=annual,
        pensionable=pensionable,
        starts=starts,
        ends=ends,
        pas=pas,
        role_title=role_title,
        role_from=role_from,
        role_kind=role_kind,
        role_level=role_level,
        number=given.row.number,
        service=service,
    )


def _kind(value: Value) -> ElementKind:
    words = text_of(value, most=40)
    found = KIND_OF.get(words.casefold())
    if found is None:
        raise ValueError(f"“{words}” is none of {KINDS}" if words else f"is empty; give one of {KINDS}")
    return found


def _pensionable(value: Value) -> bool:
    if text_of(value, most=40) == "":
        raise ValueError("is empty; say yes or no")
    return yes_of(value)


def _plain(given: Fields, name: str, most: int) -> str:
    """Words that no spreadsheet would run, wherever they are exported to."""
    words = given.words(name, most=most)
    if words.startswith(FORMULA):
        given.say(name, f"begins with “{words[0]}”, which a spreadsheet would run as a formula; write it in words")
    return words


def _days(given: Fields, today: date) -> tuple[date | None, date | None]:
    """The first day and the day after the last; what is absurd is a problem."""
    starts, last = given.take("starts", date_of), given.take("last_day", date_of)
    if last is not None and last >= FOR_EVER:
        last = None
    if starts is None and not given.wrong("starts"):
        given.say("starts", "is empty; say from when it is paid")
    if starts is not None and not date(1948, 7, 5) <= starts <= today + timedelta(days=731):
        given.say("starts", "lies more than two years ahead, or before the health service began; check the year")
    if starts is not None and last is not None and last < starts:
        given.say("last_day", "is before the first day")
    return starts, last + timedelta(days=1) if last is not None else None


def _usual_label(given: Fields, kind: ElementKind, role: str) -> str:
    """The name that this service itself gives such a line, so that the one takes the other's place."""
    if kind == ElementKind.AWARD and not given.wrong("label"):
        given.say("label", "is empty; name the award")
    if role and kind in (ElementKind.ALLOWANCE, ElementKind.SALARY):
        return f"{'Allowance' if kind == ElementKind.ALLOWANCE else 'Salary'}: {role}"[:120]
    return str(kind.label)


def _amounts(given: Fields, kind: ElementKind, annual: Decimal | None, pas: Decimal | None, *, has_role: bool) -> None:
    if annual is None and not given.wrong("annual"):
        given.say("annual", "is empty, or a formula that fails; give the sum of a year")
    if annual == 0 and not (kind == ElementKind.ALLOWANCE and has_role):
        given.say("annual", "is 0; leave the row out, unless it is the allowance of a role that pays none")
    if kind in WEEKLY and not given.wrong("pas", "hours"):
        if not pas:
            given.say("pas", f"is empty or 0; {str(kind.label).lower()} pays for PAs, or for hours, a week")
        elif annual and annual < LEAST_GBP_A_PA * pas:
            given.say("annual", "is little for these PAs; check that it is a year’s and not a month’s", stops=False)


def _characteristics(given: Fields, person: Person) -> None:
    """Sex and ethnic group, which all rows of a person that say them must say alike."""
    for name, how in (("sex", _sex), ("ethnicity", _ethnicity)):
        found = given.take(name, how)
        if found is None:
            continue
        before, row = person.said.setdefault(name, (found, given.row.number))
        if before != found:
            given.say(name, f"differs from row {row}, which is of the same person")


def _sex(value: Value) -> str | None:
    words = text_of(value, most=40).lower()
    if words and words not in SEX_OF and words not in NOT_STATED:
        raise ValueError(f"“{words}” is none of {', '.join(str(each.label) for each in Sex)}")
    return None if not words else str(SEX_OF.get(words, ""))


def _ethnicity(value: Value) -> str | None:
    words = text_of(value, most=120).lower()
    if not words or words in NOT_STATED:
        return "" if words else None
    plain = CODE.sub("", words, count=1) if CODE.match(words) else words
    found = next((each for each in Ethnicity if plain.startswith(each.value)), None)
    if found is None:
        raise ValueError(f"“{words[:60]}” is none of {', '.join(str(each.label) for each in Ethnicity)}, Not stated")
    return str(found.value)


def _with_first_days_of_roles(rows: list[PayRow]) -> list[PayRow]:
    """A role whose first day is not given began with its first line in the file."""
    first: dict[str, date] = {}
    for row in rows:
        if row.role_title:
            day = row.role_from or row.starts
            first[row.role_title] = min(day, first.get(row.role_title, day))
    return [replace(row, role_from=row.role_from or first.get(row.role_title)) for row in rows]
