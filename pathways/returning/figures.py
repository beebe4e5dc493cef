"""The figures as this reader may see them: of any day and group for those who open the lists, of settled years for
analysts.
"""

from dataclasses import dataclass, field

from pathways.returning import reading
from pathways.returning.costs import Cost, cost_for
from pathways.returning.reading import OUTCOMES, PACES, STAGES, Ask
from pathways.returning.years import Year, settled_years
from people.models import User
from people.settings.reading import setting
from people.settings.shared import SMALL_NUMBER
from rewards.looks.services import opened_many
from rewards.reports.rules import hidden_in_column

FEW = "As HR: what the supervised days of a few people cost"
TITLES = {**STAGES, **PACES, **OUTCOMES}
YEARS = 3


@dataclass(frozen=True)
class Line:
    """A number of people with its name; None where R12 hides it."""

    name: str
    title: str
    people: int | None


@dataclass(frozen=True)
class Table:
    """Lines under a title, everyone last; `head` names what tells them apart."""

    title: str
    head: str
    lines: list[Line]

    @property
    def whole(self) -> int | None:
        return self.lines[-1].people


@dataclass(frozen=True)
class Figures:
    """All of it; `opens` says whether this reader may see who is behind a number, and choose day and group."""

    ask: Ask
    opens: bool
    tables: list[Table]
    pay: bool = False
    """Whether this reader may see one person's pay."""
    least: int = 0
    cost: Cost | None = None
    years: list[Year] = field(default_factory=list)

    @property
    def hides(self) -> bool:
        return any(line.people is None for table in self.tables for line in table.lines)

    @property
    def empty(self) -> bool:
        return all(table.whole == 0 for table in self.tables)


def figures_of(ask: Ask, *, pay: bool) -> Figures:
    """The figures of the day for those who open the lists; `pay` says whether they may see one person's pay."""
    counts = reading.counts(ask)
    tables = [
        _table("On the way back, by state", "State", STAGES, counts, "On the way back"),
        _table("On time or not", "Pace", PACES, counts, "On the way back"),
        _table("Came back in the last 3 years", "How", OUTCOMES, counts, "Came back"),
    ]
    return Figures(ask, True, tables, pay, cost=cost_for(ask, pay=pay))


def settled_figures(ask: Ask) -> Figures:
    """What analysts read: how many came back in each of the last settled years, small groups hidden (R12).

    A return is in one year, once, and what is recorded late changes no settled year: so no figure less another tells
    of one person. Of states on two days, or of a service and of all, that could not be said (ADR 20).
    """
    least = setting(ask.organisation, SMALL_NUMBER, ask.today)
    years = settled_years(ask.today, YEARS)
    tables = []
    for year in years:
        counts = reading.outcomes(reading.came_in(ask, year.starts, year.ends, year.settled_on))
        tables.append(_table(f"Came back, April {year.title}", "How", OUTCOMES, counts, "Came back", least))
    return Figures(ask, False, tables, least=least, years=years)


def _table(title: str, head: str, names: dict[str, str], counts: dict[str, int], whole: str, least: int = 0) -> Table:
    """The lines with everyone last; what is small, and what would tell it, is hidden."""
    people = [counts[name] for name in names]
    people.append(sum(people))
    hidden = hidden_in_column(people, least=least) if least else set()
    lines = enumerate([*names.items(), ("", whole)])
    return Table(title, head, [Line(name, said, None if n in hidden else people[n]) for n, (name, said) in lines])


def look_at_few(found: Figures, reader: User) -> None:
    """Records that the reader sees what a few people's supervised days cost, from which their pay can be told."""
    if found.cost and len(found.cost.people) < SMALL_NUMBER.most:
        opened_many(reader, found.cost.people, found.ask.organisation, FEW)
