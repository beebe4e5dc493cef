"""Pay gaps: by sex, ethnic group, profession and working time, raw as the regulations define them and adjusted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter

from people.design.words import number, plural
from rewards.packages.rules import pence
from rewards.reports.asking import Ask
from rewards.reports.gaps.reading import people
from rewards.reports.gaps.rules import (
    NOT_RECORDED,
    QUARTERS,
    Person,
    adjusted,
    gap,
    mean,
    middle,
    quarters,
    snapshot,
)
from rewards.reports.published import HIDDEN, Column, Fact, Picture, Published, Row, Table, Unit, Value
from rewards.reports.registered import Behind, Line, Report
from rewards.reports.settings import least_of
from rewards.reports.tabling import Derived, Group, group_of_columns, tabled

ONE = Decimal(1)
GROUPINGS = {"sex": "Sex", "ethnicity": "Ethnic group", "profession": "Profession", "time": "Working time"}
REFERENCE = {"sex": "Male", "ethnicity": "White", "profession": "Doctor", "time": "Full time"}
HOURLY, BONUS = 0, 1
"""Where they stand among a fact's amounts."""
METHOD = (
    "Hourly pay: all that is paid on the day a year, by 365.25 / 7 weeks and by the week’s hours; a PA is 4 hours. "
    "Basic pay, additional PAs and their hours, on-call, allowances, area, protection and awards are counted.",
    "The gap is how much less a group’s hourly pay is than the reference’s, in per cent of the reference’s; below "
    "nought the group is paid more. The regulations on the gender pay gap ask for it of employers of 250 people or "
    "more, on 31 March (SI 2017/353).",
    "Bonus: awards paid in the twelve months that end on the day. That awards count as bonus is the usual reading, not "
    "checked.",
    "Quarters: everyone in order of hourly pay, in four parts as equal as can be; people of the same pay on a "
    "border are spread over it evenly.",
    "Adjusted: within each set of people of the same profession, contract, pay point and working time, the reference’s "
    "mean is laid beside the group’s; the sets count by how many of the group are in them. A set with one side alone "
    "says nothing. It holds equal what may itself be unequal, such as who reaches a point: read it beside the raw gap.",
    "People on reduced pay because of leave can’t be told apart here, and count. Who has no hours on record does not.",
)


def figures(ask: Ask) -> Published:
    """Hourly pay, bonuses, quarters and the adjusted gap, by one grouping."""
    by = ask.by or "sex"
    found, unknown = people(ask, by)
    least = least_of(ask)
    if not found:
        return Published("Pay gaps", "", (), METHOD, least, "Nobody with hours on record is paid on this day.")
    groups = _groups(found)
    hourly = _hourly(found, groups, by, least)
    tables = (
        hourly,
        _bonus(found, groups, by, least),
        _quarters(found, by, least),
        _adjusted(found, hourly, by, least),
    )
    return Published("Pay gaps", _lead(hourly, by, unknown, least), tables, METHOD, least)


def _groups(found: Sequence[Person]) -> dict[str, Group]:
    """Each group's hourly pay and bonuses, and everyone's under no name."""
    sets: dict[str, tuple[list[Decimal], list[Decimal]]] = defaultdict(lambda: ([], []))
    for one in found:
        hourly, bonuses = sets[one.group]
        hourly.append(one.hourly)
        if one.bonus:
            bonuses.append(one.bonus)
    every = [one.hourly for one in found], [one.bonus for one in found if one.bonus]
    groups = {name: group_of_columns(name, len(those[0]), those) for name, those in sets.items()}
    return groups | {"": group_of_columns("", len(every[0]), every)}


def _order(by: str) -> Callable[[str], tuple[bool, bool, str]]:
    """The reference first, who is not recorded last."""
    return lambda name: (name != REFERENCE[by], name == NOT_RECORDED, name)


Work = Callable[[Sequence[Decimal]], Decimal | None]


def _beside(reference: Group | None, column: int, work: Work) -> Callable[[Group], Value]:
    """A group's gap to the reference in a mean or a median; everyone, and the reference itself, have none."""
    to = work(reference.amounts[column]) if reference else None
    return lambda group: gap(to, work(group.amounts[column])) if group.name and group is not reference else None


def _in_pence(column: int, work: Work) -> Callable[[Group], Value]:
    def worked(group: Group) -> Value:
        found = work(group.amounts[column])
        return None if found is None else pence(found)

    return worked


def _measures(reference: Group | None, column: int, of: int | None, unit: Unit, what: str) -> list[Derived]:
    against = reference.name if reference else ""
    return [
        Derived(Column(f"Mean {what}", unit), of, _in_pence(column, mean)),
        Derived(Column(f"Median {what}", unit), of, _in_pence(column, middle)),
        Derived(Column("Mean gap", Unit.PERCENT), of, _beside(reference, column, mean), against),
        Derived(Column("Median gap", Unit.PERCENT), of, _beside(reference, column, middle), against),
    ]


def _hourly(found: Sequence[Person], groups: Mapping[str, Group], by: str, least: int) -> Table:
    return tabled(
        f"hourly-by-{by}",
        f"Hourly pay, by {GROUPINGS[by].lower()}",
        GROUPINGS[by],
        {name: group for name, group in groups.items() if name},
        (),
        everyone=groups[""],
        facts=lambda: [Fact(one.key, one.group, (one.hourly,)) for one in found],
        least=least,
        derived=_measures(groups.get(REFERENCE[by]), HOURLY, None, Unit.HOURLY, "hourly pay"),
        order=_order(by),
        opens="people",
        picture=Picture("bars", (2,)),
        note=f"Gaps are to {REFERENCE[by].lower()}.",
    )


def _bonus(found: Sequence[Person], groups: Mapping[str, Group], by: str, least: int) -> Table:
    counted = {
        name: replace(group, amounts=((), group.amounts[BONUS]), sums=_counted(group), paid=(group.paid[BONUS],) * 2)
        for name, group in groups.items()
    }
    return tabled(
        f"bonus-by-{by}",
        f"Awards in the twelve months, by {GROUPINGS[by].lower()}",
        GROUPINGS[by],
        {name: group for name, group in counted.items() if name},
        (Column("Paid a bonus", Unit.PEOPLE),),
        everyone=counted[""],
        facts=lambda: [Fact(one.key, one.group, (ONE, one.bonus) if one.bonus else (None, None)) for one in found],
        least=least,
        derived=[
            Derived(Column("Share", Unit.PERCENT), 0, lambda group: _share(group.paid[0], group.people)),
            *_measures(counted.get(REFERENCE[by]), BONUS, 0, Unit.POUNDS, "bonus"),
        ],
        order=_order(by),
        note="Means and medians are of those who were paid one.",
    )


def _counted(group: Group) -> tuple[Decimal, Decimal]:
    return Decimal(group.paid[BONUS]), group.sums[BONUS]


def _share(part: int, of: int) -> Decimal | None:
    return (Decimal(part) * 100 / of).quantize(Decimal("0.1"), ROUND_HALF_UP) if of else None


def _quarters(found: Sequence[Person], by: str, least: int) -> Table:
    names = sorted({one.group for one in found}, key=_order(by))
    placed = quarters(found)

    def counted(name: str, those: Sequence[Person]) -> Group:
        found = Counter(map(attrgetter("group"), those))
        each = tuple(found[group] for group in names)
        return Group(name, sum(each), (), tuple(map(Decimal, each)), each)

    def share(n: int) -> Callable[[Group], Value]:
        return lambda group: _share(group.paid[n], group.people)

    return tabled(
        f"quarters-by-{by}",
        "Quarters of hourly pay",
        "Quarter",
        {quarter: counted(quarter, those) for quarter, those in placed.items() if those},
        [Column(group, Unit.PEOPLE) for group in names],
        everyone=counted("", found),
        facts=lambda: [
            Fact(one.key, quarter, tuple(ONE if name == one.group else None for name in names))
            for quarter, those in placed.items()
            for one in those
        ],
        least=least,
        adding=(range(len(names)),),
        derived=[Derived(Column(f"{group}, of 100", Unit.PERCENT), n, share(n)) for n, group in enumerate(names)],
        order=QUARTERS.index,
    )


def _adjusted(found: Sequence[Person], hourly: Table, by: str, least: int) -> Table:
    """The raw mean gap beside the adjusted one; a group that is hidden above is hidden here."""
    sets: dict[str, list[Person]] = defaultdict(list)
    for one in found:
        sets[one.group].append(one)
    rows = []
    for row in hourly.rows:
        if row.name in (REFERENCE[by], NOT_RECORDED):
            continue
        like = adjusted([*sets[REFERENCE[by]], *sets[row.name]], REFERENCE[by], row.name)
        raw: Value = row.values[3]
        shut = row.values[0] is HIDDEN or raw is HIDDEN or 0 < min(like.compared, like.references) < least
        values: tuple[Value, ...] = (HIDDEN, raw, HIDDEN) if shut else (like.compared, raw, like.gap)
        rows.append(Row(row.name, values))
    return Table(
        f"adjusted-by-{by}",
        "Like beside like",
        GROUPINGS[by],
        (Column("Compared", Unit.PEOPLE), Column("Mean gap, raw", Unit.PERCENT), Column("Adjusted", Unit.PERCENT)),
        tuple(rows),
        note="Held equal: profession, contract, pay point and working time, but for what is compared.",
    )


def _lead(hourly: Table, by: str, unknown: int, hidden_under: int) -> str:
    said = []
    for row in hourly.rows:
        found = row.values[4]
        if row.name in (REFERENCE[by], NOT_RECORDED) or not isinstance(found, Decimal):
            continue
        less = "less" if found > 0 else "more"
        said.append(
            f"The median hourly pay of {row.name[0].lower()}{row.name[1:]} staff is {number(abs(found))}% {less} than "
            f"that of {REFERENCE[by].lower()} staff."
            if found
            else f"The median hourly pay of {row.name.lower()} and {REFERENCE[by].lower()} staff is the same."
        )
    if unknown >= hidden_under:
        said.append(f"{plural(unknown, 'person has', 'people have')} no hours on record and stand outside.")
    return " ".join(said) or "Too few people are in each group to show a gap."


def behind(ask: Ask) -> Behind | None:
    """Each person of a group with hourly pay and bonus, the lowest paid first."""
    if ask.which != "people":
        return None
    found, _ = people(ask, ask.by or "sex")
    those = sorted((one for one in found if ask.group in ("", one.group)), key=lambda one: (one.hourly, one.key))
    columns = (
        Column(GROUPINGS[ask.by or "sex"], Unit.WORDS),
        Column("Hourly pay", Unit.HOURLY),
        Column("Awards in the year", Unit.POUNDS),
    )
    lines = [Line(one.key, (one.group, pence(one.hourly), pence(one.bonus))) for one in those]
    return Behind("Hourly pay, person by person", columns, lines)


REPORT = Report(
    slug="gaps",
    title="Pay gaps",
    what="How much less, or more, is one group paid for an hour than another, and with like beside like?",
    figures=figures,
    behind=behind,
    groupings=GROUPINGS,
    day=snapshot,
)
