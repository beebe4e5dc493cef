"""Consistency: same role, different pay."""

from collections import defaultdict
from decimal import Decimal
from statistics import median

from people.design.words import plural
from rewards.packages.rules import pence
from rewards.reports.asking import Ask
from rewards.reports.consistency.rules import Peers, explained, peers_of, spread_of
from rewards.reports.published import Column, Fact, Picture, Published, Unit, Value
from rewards.reports.registered import Behind, Line, Report
from rewards.reports.roles_held import Held, roles_held
from rewards.reports.settings import least_of
from rewards.reports.tabling import Derived, Group, summed

ONE = Decimal(1)
GROUPINGS = {"kind": "Kind of role", "service": "Kind of role and service"}
SUMS = (
    Column("Allowances", Unit.POUNDS),
    Column("Outside the spread", Unit.PEOPLE),
    Column("of these, explained", Unit.PEOPLE),
)
WHICH = {"all": "What each is paid for the role", "outside": "Outside the spread of their kind of role"}
METHOD = (
    "The allowance of each role held on the day. Its usual spread is between the quartiles of all holders of that kind "
    "here; outside is more than one and a half times that range beyond a quartile (Tukey’s fences).",
    "A kind with fewer than five holders has no spread. The highest and lowest are one person’s pay, so not shown.",
    "Explained: more or fewer PAs at the usual allowance for one PA, an unpaid role, or a year of beginning two or "
    "more away from the middle one. What is on no record, such as the size of a service, explains nothing here.",
)


def _group(ask: Ask, held: Held) -> str:
    return f"{held.kind}, {held.service}" if ask.by == "service" else held.kind


def _weighed(ask: Ask) -> list[tuple[Held, Peers | None]]:
    """Each role held with what is usual for its kind: two queries."""
    found = roles_held(ask)
    kinds: dict[str, list[Held]] = defaultdict(list)
    for held in found:
        kinds[held.kind].append(held)
    usual = {kind: peers_of(those) for kind, those in kinds.items()}
    return [(held, usual[held.kind]) for held in found]


def figures(ask: Ask) -> Published:
    """The spread of each kind, and how many stand outside it."""
    weighed = _weighed(ask)
    facts = [_fact(ask, held, peers) for held, peers in weighed]
    least = least_of(ask)
    by = ask.by or "kind"
    table = summed(
        f"by-{by}",
        f"Allowances, by {GROUPINGS[by].lower()}",
        GROUPINGS[by],
        facts,
        SUMS,
        least=least,
        derived=DERIVED,
        opens="all",
        picture=Picture("bars", (5,)),
        note="Pounds a year for the role. For everyone together the spread is over different roles.",
    )
    empty = "" if facts else "Nobody holds a leadership role with pay on record on this day."
    return Published("Consistency", _lead(weighed), (table,) if facts else (), METHOD, least, empty)


def _fact(ask: Ask, held: Held, peers: Peers | None) -> Fact:
    outside = peers is not None and peers.spread.outside(held.allowance)
    why = outside and peers is not None and bool(explained(held, peers))
    return Fact(held.key, _group(ask, held), (held.allowance, ONE if outside else None, ONE if why else None))


def _quartile(which: str) -> Derived:
    heading = {"lower": "Lower quartile", "upper": "Upper quartile"}[which]

    def worked(group: Group) -> Value:
        spread = spread_of(group.amounts[0])
        return None if spread is None else getattr(spread, which)

    return Derived(Column(heading, Unit.POUNDS), 0, worked)


DERIVED: tuple[Derived, ...] = (
    _quartile("lower"),
    Derived(Column("Median", Unit.POUNDS), 0, lambda group: pence(median(group.amounts[0])) if group.people else None),
    _quartile("upper"),
)


def _lead(weighed: list[tuple[Held, Peers | None]]) -> str:
    """Nothing is said of fewer than five who stand outside."""
    kinds = {held.kind for held, peers in weighed if peers is not None}
    return (
        f"{plural(len(kinds), 'kind of role has', 'kinds of role have')} five or more holders here to lay side by side."
    )


def behind(ask: Ask) -> Behind | None:
    """Each holder beside the others of the kind; who stands outside first, then the highest paid."""
    if ask.which not in WHICH:
        return None
    rows = []
    for held, peers in _weighed(ask):
        outside = peers is not None and peers.spread.outside(held.allowance)
        if ask.group not in ("", _group(ask, held)) or (ask.which == "outside" and not outside):
            continue
        why = (explained(held, peers) or "Nothing on record explains it.") if outside and peers else ""
        rows.append((not outside, held, why, peers))
    rows.sort(key=lambda row: (row[0], -row[1].allowance, row[1].key))
    columns = (
        Column("Role", Unit.WORDS),
        Column("Since", Unit.DATE),
        Column("PAs", Unit.PAS),
        Column("Allowance", Unit.POUNDS),
        Column("Median of the kind", Unit.POUNDS),
        Column("Outside the spread", Unit.WORDS),
    )
    lines = [
        Line(
            held.key,
            (held.title, held.since, held.pas, held.allowance, peers.spread.middle if peers else None, why),
        )
        for _, held, why, peers in rows
    ]
    return Behind(WHICH[ask.which], columns, lines)


REPORT = Report(
    slug="consistency",
    title="Consistency",
    what="Is the same role paid the same here, and what explains where it is not?",
    figures=figures,
    behind=behind,
    groupings=GROUPINGS,
)
