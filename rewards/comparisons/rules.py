"""A package beside up to three others: posts, or what one might do. Rules P1, P4, P5 and P8; domain.md 2.5, 2.6, 3.3.

Pure: no database, no clock. Amounts are pounds a year unless said; hours PAs a week; periods half-open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from people.dates import after_months
from rewards.comparisons.spans import YEAR, Change, Span, Stretch, changes, differences, span
from rewards.packages.comparing import Comparison, RoleOffer, compare, with_role
from rewards.packages.effects import award_effects
from rewards.packages.facts import Circumstances, OnCallDuty
from rewards.packages.rules import Line, Package, price

MOST = 3
"""Columns beside one's own."""
USUAL_TERM = 36
"""Months; three years are the usual term (domain.md 1.4, recalled)."""


@dataclass(frozen=True)
class Wish:
    """What would change: a role, other additional PAs beside it (None: as now), on-call duty if `on_call_moves`.

    `starts` to the day before `ends`: the term.
    """

    title: str
    starts: date
    ends: date
    role: RoleOffer | None = None
    apas: Decimal | None = None
    on_call_moves: bool = False


@dataclass(frozen=True)
class Moment:
    """How things stand from a day on until the next: circumstances (None: no employment) and the duty wished for."""

    starts: date
    facts: Circumstances | None
    on_call: OnCallDuty | None = None

    @property
    def says(self) -> tuple[Circumstances | None, OnCallDuty | None]:
        return self.facts, self.on_call


@dataclass(frozen=True)
class Column:
    """One wish beside what holds: a year of it, its first twelve months, its whole term, and the way back."""

    wish: Wish
    facts: Circumstances
    beside: Comparison
    first_year: Span
    term: Span
    changes: tuple[Change, ...]
    after: Package
    """What is paid on the day after the term."""
    back: tuple[str, ...]
    """What changes on that day, line by line."""
    award_ends: bool

    @property
    def package(self) -> Package:
        return self.beside.after


def wished(facts: Circumstances, wish: Wish, on_call: OnCallDuty | None, *, top: bool = False) -> Circumstances:
    """The circumstances with the wish come true. `top`: at the upper end of an allowance range."""
    if wish.apas is not None:
        facts = replace(facts, pas=facts.within, apas=wish.apas)
    if wish.on_call_moves:
        facts = replace(facts, on_call=on_call)
    return with_role(facts, wish.role, top=top) if wish.role else facts


def column(wish: Wish, now: Moment, ahead: Sequence[Moment], priced: Callable[[Circumstances], Package]) -> Column:
    """Weighs one wish. `now`: the day whose year is shown; `ahead`: every moment from the wish's first day to its end
    or the end of twelve months, whichever is later. `priced` prices circumstances, each but once."""
    assert now.facts is not None
    come_true = _coming_true(wish)
    before, after = now.facts, come_true(now)
    role = wish.role
    ranged = role and role.allowance_low is not None and (role.allowance_high or 0) > role.allowance_low
    beside = compare(
        priced(before),
        priced(after),
        role=wish.title,
        range_high=priced(wished(before, wish, now.on_call, top=True)) if ranged else None,
        award_effects=award_effects(before, after),
    )
    lost = bool(before.awards) and not after.awards
    stretches = []
    for starts, ends, each in _apart(ahead, wish):
        with_it = _back(each, lost, priced)
        if each.facts is not None and starts < wish.ends:
            with_it = priced(come_true(each))
        stretches.append(Stretch(starts, ends, _package(each.facts, priced), with_it))
    within = [each for each in stretches if each.starts < wish.ends]
    back = _back(_at(ahead, wish.ends), lost, priced)
    return Column(
        wish=wish,
        facts=after,
        beside=beside,
        first_year=span(stretches, wish.starts, after_months(wish.starts, YEAR)),
        term=span(within, wish.starts, wish.ends),
        changes=changes(within),
        after=back,
        back=tuple(differences(within[-1].with_it, back)),
        award_ends=lost,
    )


def _coming_true(wish: Wish) -> Callable[[Moment], Circumstances]:
    """What the wish makes of a moment's circumstances; of the same ones but once."""
    known: dict[tuple[int, OnCallDuty | None], Circumstances] = {}

    def come_true(each: Moment) -> Circumstances:
        assert each.facts is not None
        key = id(each.facts), each.on_call
        if key not in known:
            known[key] = wished(each.facts, wish, each.on_call)
        return known[key]

    return come_true


def _apart(ahead: Sequence[Moment], wish: Wish) -> list[tuple[date, date, Moment]]:
    """The moments with the day on which the next begins; those that say the same are one, but for the term's end."""
    horizon = max(wish.ends, after_months(wish.starts, YEAR))
    moments: list[Moment] = []
    for each in ahead:
        same = moments and moments[-1].says == each.says and each.starts != wish.ends
        if each.starts < horizon and not same:
            moments.append(each)
    ends = [*(each.starts for each in moments[1:]), horizon]
    return [(each.starts, upto, each) for each, upto in zip(moments, ends, strict=True)]


def _back(each: Moment, lost: bool, priced: Callable[[Circumstances], Package]) -> Package:
    """The package after the term; an award that the role has ended, `lost`, does not come back (domain.md 3.1, 3.3)."""
    facts = each.facts
    if facts is not None and facts.awards and lost:
        facts = replace(facts, awards=())
    return _package(facts, priced)


def _at(ahead: Sequence[Moment], day: date) -> Moment:
    """The moment that holds on the day; they are in order."""
    return next(each for each in reversed(ahead) if each.starts <= day)


def _package(facts: Circumstances | None, priced: Callable[[Circumstances], Package]) -> Package:
    return priced(facts) if facts is not None else Package((), Decimal(0))


def pricing() -> Callable[[Circumstances], Package]:
    """Prices circumstances through packages.rules.price, the same ones but once: what holds now stands in each column.

    Known by identity, which it keeps alive: their hash would cost half of pricing them.
    """
    known: dict[int, tuple[Circumstances, Package]] = {}

    def priced(facts: Circumstances) -> Package:
        found = known.get(id(facts))
        if found is None:
            found = known[id(facts)] = facts, price(facts)
        return found[1]

    return priced


def rows(packages: Sequence[Package]) -> list[tuple[str, list[Line | None]]]:
    """Line by line (P4) over all packages, in the order of the first; None where a package has no such line."""
    by_key = [{(line.kind, line.label): line for line in package.lines} for package in packages]
    keys = dict.fromkeys(key for lines in by_key for key in lines)
    return [(key[1], [lines.get(key) for lines in by_key]) for key in keys]
