"""Cost of leading: allowances, leadership time, additional PAs and on-costs, by role and service, month by month."""

from datetime import date
from decimal import Decimal

from people.design.words import number, plural, pounds
from people.settings.reading import settings_on
from people.settings.shared import SMALL_NUMBER
from rewards.rates.figures import Figure
from rewards.rates.services import load
from rewards.rates.settings import NI_RATE
from rewards.reports.asking import Ask
from rewards.reports.costs.reading import leaders
from rewards.reports.costs.rules import Cost, OnCosts, costs_on, months, stretches
from rewards.reports.costs.year import Year
from rewards.reports.published import Column, Fact, Picture, Published, Row, Table, Unit
from rewards.reports.registered import Behind, Line, Report
from rewards.reports.tabling import summed, tabled

GROUPINGS = {"role": "Kind of role", "service": "Service"}
SUMS = tuple(
    Column(heading, Unit.POUNDS)
    for heading in ("Allowances", "Leadership time", "Additional PAs", "On-costs", "In all")
)


def financial_year(day: date) -> date:
    """The first day of the financial year that holds the day: 1 April."""
    return date(day.year if day >= date(day.year, 4, 1) else day.year - 1, 4, 1)


def figures(ask: Ask) -> Published:
    """On the day by group, and month by month over its financial year."""
    held = settings_on(ask.organisation, ask.on, SMALL_NUMBER, NI_RATE)
    pension = load([]).on("employer_pension", ask.on)
    on_costs = OnCosts(pension.value if pension else None, Decimal(held[NI_RATE]) / 100)
    marks = months(financial_year(ask.on))
    day: list[Fact] = []
    year = Year(marks)
    for key, elements in leaders(ask, marks[0], marks[-1]):
        for starts, ends, costs in stretches(elements, marks[0], marks[-1], on_costs):
            if starts <= ask.on < ends:
                day += [Fact(key, _group(ask, cost), cost.parts) for cost in costs]
            if costs:
                year.add(key, starts, ends, costs)
    least = held[SMALL_NUMBER]
    table = _on_the_day(ask, day, least)
    tables = (*((table,) if day else ()), _over_the_year(year, least)) if year.parts else ()
    method = _method(pension, held[NI_RATE])
    return Published("Cost of leading", _lead(table), tables, method, least, "" if year.parts else _EMPTY)


_EMPTY = "Nobody holds a leadership role with pay on record in this financial year."


def _group(ask: Ask, cost: Cost) -> str:
    return cost.service if ask.by == "service" else cost.role


def _on_the_day(ask: Ask, facts: list[Fact], least: int) -> Table:
    by = ask.by or "role"
    return summed(
        f"by-{by}",
        f"A year at the rates of this day, by {GROUPINGS[by].lower()}",
        GROUPINGS[by],
        facts,
        SUMS,
        least=least,
        adding=(range(4),),
        following=(3, 4),
        opens="roles",
        picture=Picture("bars", (5,)),
    )


def _over_the_year(year: Year, least: int) -> Table:
    first = year.marks[0].year
    return tabled(
        "by-month",
        f"Month by month, {first}/{(first + 1) % 100:02}",
        "Month",
        year.groups(),
        SUMS,
        everyone=None,
        facts=year.facts,
        least=least,
        following=(3, 4),
        order=year.names.index,
        picture=Picture("lines", (5, 2, 1)),
        note="Pounds in the month. Months ahead stand as they are agreed now; pay changes as roles begin and end.",
    )


def _lead(table: Table) -> str:
    row: Row | None = table.everyone
    if row is None or not table.rows:
        return "Nobody holds a role on this day; the months of its financial year stand below."
    people, whole = row.values[0], row.values[-1]
    if not isinstance(people, int) or not isinstance(whole, Decimal):
        return "Too few people lead here on this day to say what it costs."
    return (
        f"{plural(people, 'person leads', 'people lead')} on this day; it costs {pounds(whole)} a year with on-costs."
    )


def _method(pension: Figure | None, insurance: int) -> tuple[str, ...]:
    share = (
        f"{number(pension.value * 100)}% ({pension.source})" if pension else "not published for this day, so left out"
    )
    return (
        "A role’s PAs at its holder’s basic pay for one PA on the day: first those paid as additional PAs, then time "
        "within the full-time week, which is paid either way: the sum is what that time costs, not what is added.",
        f"On-costs: the employer’s pension on allowances and on time within the week, {share}; national insurance at "
        f"£{insurance} for each £100 on all of it, the organisation’s own setting (usual figure, not checked).",
        "A whole month is a twelfth of a year; part of a month is that part of its days.",
    )


def behind(ask: Ask) -> Behind | None:
    """Each role held on the day with what it costs, the dearest first."""
    if ask.which != "roles":
        return None
    pension = load([]).on("employer_pension", ask.on)
    insurance = settings_on(ask.organisation, ask.on, NI_RATE)[NI_RATE]
    on_costs = OnCosts(pension.value if pension else None, Decimal(insurance) / 100)
    following = date.fromordinal(ask.on.toordinal() + 1)
    lines = [
        Line(key, (cost.role, cost.service, *cost.parts))
        for key, elements in leaders(ask, ask.on, following)
        for cost in costs_on(elements, ask.on, on_costs)
        if ask.group in ("", _group(ask, cost))
    ]
    lines.sort(key=lambda line: (-Decimal(str(line.values[-1])), line.key))
    return Behind("What each role costs", (Column("Role", Unit.WORDS), Column("Service", Unit.WORDS), *SUMS), lines)


REPORT = Report(
    slug="cost",
    title="Cost of leading",
    what="What do leadership roles cost in allowances, time and on-costs, by role and service, month by month?",
    figures=figures,
    behind=behind,
    groupings=GROUPINGS,
)
