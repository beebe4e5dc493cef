"""Random orders of writing pay, beside a small model: no money is lost or invented, and the past stays as it was told.

The model keeps what was asked, in order, and knows nothing of rows: a day's pay is what is left after each of it in
turn, without what was taken back from that day or an earlier one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import Organisation, User
from rewards.elements.services import ElementLine, rewrite_from, take_back_from
from rewards.models import ElementKind, PayElement
from rewards.packages.writing import OF_THE_WEEK
from tests.factories import OrganisationFactory, UserFactory

FIRST = date(2026, 1, 1)
HORIZON = 7
"""Days from the first; what runs on is seen on the last."""
SOURCES = ["split:1", "appointment:2", "appointment:3"]
Paid = frozenset[tuple[str, str, int]]
"""What a day pays: kind, label and pounds a year of each element."""
Whose = tuple[int, int]
"""Which of the two people, at which of the two organisations."""

KEYS = [((who, where), day) for who in (0, 1) for where in (0, 1) for day in range(HORIZON + 1)]


@dataclass(frozen=True)
class Part:
    """One element asked for, on days from `starts` to the one before `ends`."""

    kind: ElementKind
    label: str
    pounds: int
    starts: int
    ends: int | None


@dataclass(frozen=True)
class Write:
    """Elements written anew from `starts` to the day before `until`; `label`: of that name alone."""

    whose: Whose
    source: str
    starts: int
    until: int | None
    kinds: tuple[ElementKind, ...]
    parts: tuple[Part, ...]
    label: str | None = None


@dataclass(frozen=True)
class Back:
    """What a source wrote, taken back from a day on."""

    whose: Whose
    source: str
    on: int


@dataclass
class Model:
    """What was asked, in order, each with the day from which it was taken back."""

    asked: list[tuple[Write, list[int]]] = field(default_factory=list)

    def hear(self, step: Write | Back) -> None:
        if isinstance(step, Write):
            self.asked.append((step, []))
            return
        for write, taken_back in self.asked:
            if (write.whose, write.source) == (step.whose, step.source):
                taken_back.append(step.on)

    def pays(self, whose: Whose, day: int) -> Paid:
        paid: Paid = frozenset()
        for write, taken_back in self.asked:
            outside = day < write.starts or (write.until is not None and day >= write.until)
            if write.whose != whose or outside or any(day >= on for on in taken_back):
                continue
            gone = {each for each in paid if each[0] in write.kinds and write.label in (None, each[1])}
            new = {(p.kind, p.label, p.pounds) for p in write.parts if _holds(p.starts, p.ends, day)}
            paid = (paid - gone) | new
        return paid

    def everything(self) -> dict[tuple[Whose, int], Paid]:
        return {key: self.pays(*key) for key in KEYS}


def _holds(starts: int, ends: int | None, day: int) -> bool:
    return starts <= day and (ends is None or day < ends)


days = st.integers(0, HORIZON - 1)
# Mostly one person at one place, where writes meet.
whose = st.sampled_from([(0, 0)] * 9 + [(0, 1), (1, 0), (1, 1)])
amounts = st.integers(1, 4).map(lambda n: n * 1000)


@st.composite
def writes(draw: st.DrawFn) -> Write:
    """A week's pay, with a change midway or not; a salary instead of it; a role's allowance."""
    starts = draw(days)
    until = draw(st.none() | st.integers(starts + 1, HORIZON))
    source, what = draw(st.sampled_from(SOURCES)), draw(st.sampled_from(["week", "week", "salary", "role"]))
    if what == "role":
        label = draw(st.sampled_from(["Allowance: Lead", "Allowance: Director"]))
        part = Part(ElementKind.ALLOWANCE, label, draw(amounts), starts, until)
        return Write(draw(whose), source, starts, until, (ElementKind.ALLOWANCE,), (part,), label)
    if what == "salary":
        nothing = Part(ElementKind.BASIC, "Basic pay", 0, starts, until)
        salary = Part(ElementKind.SALARY, f"Salary: {draw(st.sampled_from('AB'))}", draw(amounts), starts, until)
        return Write(draw(whose), source, starts, until, (*OF_THE_WEEK, ElementKind.SALARY), (nothing, salary))
    midway = draw(st.integers(starts, HORIZON if until is None else until))
    spans = [(starts, midway), (midway, until)]
    parts = []
    for first, last in [span for span in spans if span[1] is None or span[0] < span[1]]:
        parts.append(Part(ElementKind.BASIC, "Basic pay", draw(amounts), first, last))
        for kind, label in draw(st.sets(st.sampled_from([(ElementKind.APA, "APAs"), (ElementKind.AWARD, "Award")]))):
            parts.append(Part(kind, label, draw(amounts), first, last))
    return Write(draw(whose), source, starts, until, OF_THE_WEEK, tuple(parts))


backs = st.builds(Back, whose, st.sampled_from(SOURCES), days)
lives = st.lists(writes() | writes() | backs, min_size=1, max_size=10)


@dataclass(frozen=True)
class House:
    """Two people and two organisations, where the steps are done in earnest."""

    people: list[User]
    organisations: list[Organisation]

    def do(self, step: Write | Back) -> int:
        who, where = self.people[step.whose[0]], self.organisations[step.whose[1]]
        if isinstance(step, Back):
            return take_back_from(who, where, _date(step.on), step.source)
        starts, until = _date(step.starts), _until(step.until)
        lines = [
            ElementLine(part.kind, part.label, Decimal(part.pounds), True, _date(part.starts), _until(part.ends))
            for part in step.parts
        ]
        return rewrite_from(who, where, starts, lines, step.source, kinds=step.kinds, label=step.label, until=until)

    def pays(self, moment: datetime | None = None) -> dict[tuple[Whose, int], Paid]:
        """What is on record for each day, as now known or as known at the moment."""
        rows = PayElement.objects.current() if moment is None else PayElement.objects.known_at(moment)
        found: dict[tuple[Whose, int], set[tuple[str, str, int]]] = {key: set() for key in KEYS}
        who = {user.pk: index for index, user in enumerate(self.people)}
        where = {organisation.pk: index for index, organisation in enumerate(self.organisations)}
        for row in rows.filter(user__in=self.people):
            place = (who[row.user_id], where[row.organisation_id])
            for day in range(HORIZON + 1):
                if _date(day) in row.period:
                    found[place, day].add((row.kind, row.label, int(row.annual_gbp)))
        return {key: frozenset(paid) for key, paid in found.items()}


def _date(day: int) -> date:
    return FIRST + timedelta(days=day)


def _until(day: int | None) -> date | None:
    return None if day is None else _date(day)


@pytest.fixture
def house(db) -> House:
    return House([UserFactory(), UserFactory()], [OrganisationFactory(), OrganisationFactory()])


@contextmanager
def forgotten_afterwards() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


real = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


@real
@given(steps=lives)
def test_whatever_the_order_of_writes_each_day_pays_what_was_asked_and_a_report_of_then_stays(house, steps) -> None:
    model, told = Model(), []
    with forgotten_afterwards():
        for step in steps:
            house.do(step)
            model.hear(step)
            told.append((timezone.now(), model.everything()))
        for moment, then in told:
            assert house.pays(moment) == then
        assert house.pays() == model.everything()


@settings(real, max_examples=30)
@given(steps=lives)
def test_what_is_asked_twice_changes_nothing(house, steps) -> None:
    with forgotten_afterwards():
        for step in steps:
            house.do(step)
            before = (house.pays(), PayElement.objects.count())
            assert house.do(step) == 0
            assert (house.pays(), PayElement.objects.count()) == before
