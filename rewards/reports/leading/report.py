"""Effect of leading: who gained and who lost by taking a role, and what it would take to make nobody worse off."""

from collections.abc import Callable
from decimal import Decimal
from statistics import median

from people import forms
from people.design.words import number, plural, pounds
from rewards.reports.asking import Ask
from rewards.reports.leading.reading import Found, effects
from rewards.reports.leading.rules import MOMENTS, Effect, Moment, Role, Weighed
from rewards.reports.published import Column, Fact, Picture, Published, Row, Table, Unit, Value
from rewards.reports.registered import Behind, Line, Report
from rewards.reports.settings import least_of
from rewards.reports.tabling import Derived, Group, summed

ONE = Decimal(1)
GROUPINGS = {"kind": "Kind of role", "level": "Level", "service": "Service", "profession": "Profession"}
GROUP_OF: dict[str, Callable[[Role], str]] = {
    "kind": lambda role: role.kind,
    "level": lambda role: role.level,
    "service": lambda role: role.service,
    "profession": lambda role: role.profession,
}
SUMS = (
    Column("Paid more", Unit.PEOPLE),
    Column("Paid less", Unit.PEOPLE),
    Column("Paid the same", Unit.PEOPLE),
    Column("Change together", Unit.GAIN),
    Column("To make nobody worse off", Unit.POUNDS),
)
CHANGE, LOSS, WHOLE, COUNTS = 3, 4, 5, ((0, 1, 2),)
"""Where the change and the losses stand among the sums, and the losses among all columns."""
WHICH = {"all": "Who holds a role", "more": "Paid more with the role", "less": "Paid less with the role"}
METHOD = (
    "Each role held on the day is weighed by itself: all that its holder is paid here beside the week before it.",
    "Both sides stand at the same rates: basic pay, additional PAs and on-call of the week before move with basic pay "
    "for one PA (rule P1).",
    "The first day shows the role alone; a time split agreed for it may begin later, and shows on later days.",
    "To make nobody worse off: the sum of what each person who is paid less would need, a year.",
    "The last day of a term ahead stands at what is known now of it; no rate is extrapolated (rule P8).",
)


def figures(ask: Ask) -> Published:
    """By group at the moment chosen, and over the term."""
    found = effects(ask)
    moment = Moment(ask.more.get("moment") or Moment.DAY)
    least = least_of(ask)
    by = ask.by or "kind"
    table = summed(
        f"by-{by}",
        f"{MOMENTS[moment]}, by {GROUPINGS[by].lower()}",
        GROUPINGS[by],
        [_fact(effect, at, GROUP_OF[by](effect.role)) for effect, at in _at(found, moment)],
        SUMS,
        least=least,
        derived=[Derived(Column("Median change", Unit.GAIN), CHANGE, _median)],
        adding=COUNTS,
        following=(LOSS,),
        opens="all",
        picture=Picture("bars", (WHOLE,)),
    )
    tables = (_over_the_term(found, least), table) if found.effects else ()
    return Published("Effect of leading", _lead(found, moment, table, least), tables, METHOD, least, _empty(found))


def _at(found: Found, moment: Moment) -> list[tuple[Effect, Weighed]]:
    return [(effect, effect.at[moment]) for effect in found.effects if moment in effect.at]


def _fact(effect: Effect, at: Weighed, group: str) -> Fact:
    counts = (at.change > 0, at.change < 0, at.change == 0)
    gain = at.change if at.change > 0 else None  # in no column, but it follows from the change and the loss
    amounts = (*(ONE if each else None for each in counts), at.change, at.loss or None, gain)
    return Fact(effect.role.key, group, amounts)


def _median(group: Group) -> Value:
    """The middle change; the middle of an even number lies half way."""
    changes = group.amounts[CHANGE]
    return median(changes).quantize(Decimal("0.01")) if changes else None


def _over_the_term(found: Found, least: int) -> Table:
    """The same roles on the moments of their terms."""
    order = [MOMENTS[each] for each in (Moment.START, Moment.DAY, Moment.END)]
    facts = [_fact(effect, at, MOMENTS[moment]) for moment in MOMENTS for effect, at in _at(found, moment)]
    return summed(
        "over-the-term",
        "Over the term",
        "Weighed on",
        facts,
        SUMS,
        least=least,
        adding=COUNTS,
        following=(LOSS,),
        order=order.index,
        total=False,
        note="The same roles three times: no line of everyone, and no sum of these lines, means anything.",
    )


def _lead(found: Found, moment: Moment, table: Table, least: int) -> str:
    if not found.effects:
        return ""
    row: Row | None = table.everyone
    if row is None or not all(isinstance(value, Decimal | int) for value in row.values[: WHOLE + 1]):
        return "Too few hold a role to say how many gained or lost by it."
    people, more, less, _, _, whole = (Decimal(str(value)) for value in row.values[: WHOLE + 1])
    where = {Moment.DAY: "on this day", Moment.START: "on its first day", Moment.END: "on the last day of its term"}
    lose = f"{number(less)} {'is' if less == 1 else 'are'} paid less with it {where[moment]}"
    said = f"Of {plural(int(people), 'person', 'people')} with a role, {lose}, and {number(more)} more. "
    said += f"It would take {pounds(whole)} a year to make nobody worse off." if less else "Nobody is worse off."
    return said + (
        f" {plural(found.unknown, 'role has', 'roles have')} no week on record before."
        if found.unknown >= least
        else ""
    )


def _empty(found: Found) -> str:
    if found.effects:
        return ""
    if found.unknown:
        return f"{plural(found.unknown, 'role is', 'roles are')} held, with no week on record before to weigh it by."
    return "Nobody holds a leadership role with pay on record on this day."


def behind(ask: Ask) -> Behind | None:
    """Each role held, who lost most first."""
    if ask.which not in WHICH:
        return None
    moment = Moment(ask.more.get("moment") or Moment.DAY)
    group = GROUP_OF[ask.by or "kind"]
    found = [(effect, at) for effect, at in _at(effects(ask), moment) if ask.group in ("", group(effect.role))]
    if ask.which != "all":
        found = [(effect, at) for effect, at in found if (at.change > 0 if ask.which == "more" else at.change < 0)]
    found.sort(key=lambda each: (each[1].change, each[0].role.key))
    columns = (
        Column("Role", Unit.WORDS),
        Column("Since", Unit.DATE),
        Column("Week before, at these rates", Unit.POUNDS),
        Column(MOMENTS[moment], Unit.POUNDS),
        Column("Change", Unit.GAIN),
    )
    lines = [
        Line(each.role.key, (each.role.title, each.role.starts, at.before, at.then, at.change)) for each, at in found
    ]
    return Behind(WHICH[ask.which], columns, lines)


REPORT = Report(
    slug="leading",
    title="Effect of leading",
    what="Who gains and who loses by taking a leadership role, and what would it take to make nobody worse off?",
    figures=figures,
    behind=behind,
    groupings=GROUPINGS,
    fields={
        "moment": lambda: forms.SelectField(
            "Weighed on", choices=list(MOMENTS.items()), required=False, initial=Moment.DAY
        )
    },
)
