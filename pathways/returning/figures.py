"""The figures as this reader may see them: whole for those who open the lists, small groups hidden for analysts."""

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.returning import reading
from pathways.returning.reading import OUTCOMES, PACES, STAGES, Ask, Cost
from people.design.sheets import Cell
from people.design.words import longdate
from people.models import User
from people.settings.reading import setting
from people.settings.shared import SMALL_NUMBER
from rewards.looks.services import opened_many
from rewards.reports.rules import hidden_in_column

FEW = "As HR: what the supervised days of a few people cost"
TITLES = {**{name: title for name, (title, _) in STAGES.items()}, **PACES, **OUTCOMES}


@dataclass(frozen=True)
class Line:
    """A number of people with its name; None where R12 hides it."""

    name: str
    title: str
    people: int | None


@dataclass(frozen=True)
class Figures:
    """All of it; `opens` says whether this reader may see who is behind a number."""

    ask: Ask
    opens: bool
    least: int
    stages: list[Line]
    paces: list[Line]
    outcomes: list[Line]
    cost: Cost | None

    @property
    def hides(self) -> bool:
        return any(line.people is None for line in (*self.stages, *self.paces, *self.outcomes))


def figures_of(ask: Ask, *, opens: bool, pay: bool) -> Figures:
    """The figures of the day; `pay` says whether the reader may see one person's pay.

    Each table is a column of its own (R12); analysts see no cost, as for leading (ADR 20).
    """
    small = setting(ask.organisation, SMALL_NUMBER, ask.today)
    least = 0 if opens else small
    counts = reading.counts(ask)
    cost = reading.cost_of_supervision(ask) if opens else None
    if cost is not None and (not cost.days or (not pay and len(cost.people) < small)):
        cost = None
    return Figures(
        ask,
        opens,
        least,
        _column([(name, title) for name, (title, _) in STAGES.items()], counts, "On the way back", least),
        _column(list(PACES.items()), counts, "On the way back", least),
        _column(list(OUTCOMES.items()), counts, "Came back", least),
        cost,
    )


def _column(names: list[tuple[str, str]], counts: dict[str, int], whole: str, least: int) -> list[Line]:
    """The lines with everyone last; what is small, and what would tell it, is hidden."""
    people = [counts[name] for name, _ in names]
    people.append(sum(people))
    hidden = hidden_in_column(people, least=least) if least else set()
    lines = [*names, ("", whole)]
    return [Line(name, title, None if n in hidden else people[n]) for n, (name, title) in enumerate(lines)]


def look_at_few(found: Figures, reader: User) -> None:
    """Records that the reader sees what a few people's supervised days cost, from which their pay can be told."""
    if found.cost and len(found.cost.people) < SMALL_NUMBER.most:
        opened_many(reader, found.cost.people, found.ask.organisation, FEW)


def lines(found: Figures, by: User) -> Iterator[list[Cell]]:
    """All figures as one table, with what they are."""
    yield ["Figure", "People"]
    for title, table in (
        ("By state", found.stages),
        ("On time", found.paces),
        ("Came back in the last 3 years", found.outcomes),
    ):
        for line in table:
            yield [f"{title}: {line.title}", line.people]
    if found.cost:
        yield ["Supervised days in a year", found.cost.days]
        yield ["Their pay, pounds", found.cost.pounds]
    yield [f"{found.ask.organisation}, on {longdate(found.ask.today)}, taken by {by}", ""]
