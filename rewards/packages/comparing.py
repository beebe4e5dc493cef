"""Two packages side by side, and what a role does to one: P1, P4, P5 and P9. Awards: effects.py.

Pure: no database, no clock. Amounts are pounds a year, hours PAs a week.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from people.design.words import number, pounds
from rewards.packages.effects import AwardEffect
from rewards.packages.facts import ZERO, Allowance, Circumstances, Protected, Salary
from rewards.packages.rules import Line, Package, pence

PROTECTION = Decimal("-10")
"""A fall of this many per cent can open protection of pension pay (1995 section; domain.md 2.5, V)."""


class Paid(StrEnum):
    """How the leadership time of a role is paid; the same words as a post's."""

    ALLOWANCE = "allowance"
    APA = "apa"
    SALARY = "salary"
    TIME_ONLY = "time_only"


@dataclass(frozen=True)
class RoleOffer:
    """A leadership role as pay sees it. Amounts in pounds a year; None: to be agreed."""

    title: str
    pas: Decimal
    paid_by: str
    organisation_id: int
    allowance_low: Decimal | None = None
    allowance_high: Decimal | None = None
    salary: Decimal | None = None
    keeps_clinical_contract: bool = True
    in_trust: bool = True
    keeps_licence: bool = True


@dataclass(frozen=True)
class Row:
    """One line of the comparison; a side without the line is None, and counts as nothing."""

    label: str
    before: Line | None
    after: Line | None

    @property
    def known(self) -> bool:
        return all(line is None or line.annual_gbp is not None for line in (self.before, self.after))

    @property
    def difference(self) -> Decimal | None:
        """After less before; None where either side is unknown (P8)."""
        return _amount(self.after) - _amount(self.before) if self.known else None

    @property
    def checked(self) -> bool:
        return all(line is None or line.checked for line in (self.before, self.after))


def _amount(line: Line | None) -> Decimal:
    return line.annual_gbp if line is not None and line.annual_gbp is not None else ZERO


@dataclass(frozen=True)
class Comparison:
    """Both packages at one date (P1). `range_high`: the package at the upper end of an allowance range."""

    before: Package
    after: Package
    on: date | None = None
    asked_on: date | None = None
    role: str = ""
    range_high: Package | None = None
    award_effects: tuple[AwardEffect, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Line by line (P4), in the order of the package, lines of the role last."""
        then = {(line.kind, line.label): line for line in self.before.lines}
        now = {(line.kind, line.label): line for line in self.after.lines}
        return tuple(Row(key[1], then.get(key), now.get(key)) for key in then | now)

    @property
    def complete(self) -> bool:
        return self.before.complete and self.after.complete

    @property
    def difference(self) -> Decimal:
        return self.after.total - self.before.total

    @property
    def percent(self) -> Decimal | None:
        return _percent(self.before.total, self.after.total)

    @property
    def per_pa_percent(self) -> Decimal | None:
        return _percent(self.before.per_pa, self.after.per_pa)

    @property
    def pay_cut(self) -> bool:
        """P5: a lower annual total; never said of incomplete totals."""
        return self.complete and self.difference < 0

    @property
    def needs_approval(self) -> bool:
        """P9 of the package with the role."""
        return self.after.needs_approval

    @property
    def summary(self) -> str:
        """P5 in a sentence: the year's change and, next to it, the change per PA."""
        if not self.complete:
            return "Some figures are not known, so the totals are incomplete and we can’t say whether pay would rise."
        if not self.difference:
            return "Your pay a year would stay the same."
        more = f"{pounds(abs(self.difference))} {'less' if self.pay_cut else 'more'} a year"
        share = f" ({_signed(self.percent)})" if self.percent is not None else ""
        said = f"This would be a pay cut: {more}{share}." if self.pay_cut else f"You would be paid {more}{share}."
        if self.range_high is not None:
            said += f" At the top of the allowance range: {_change(self.range_high.total - self.before.total)} a year."
        longer, unit = self.after.pas - self.before.pas, self.before.unit
        per_pa = self.per_pa_percent
        if longer and per_pa is not None:
            moves = "rises" if per_pa > 0 else "falls" if per_pa < 0 else "changes"
            length = f"{unit.said(abs(longer))} {'longer' if longer > 0 else 'shorter'}"
            said += f" {unit.per} it {moves} by {number(abs(per_pa))}%, because the week is {length}."
        return said

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to look at before deciding; each names its rule where it has one."""
        found = []
        if not self.complete:
            unknown = {line.label: line.unknown for line in (*self.before.unknown, *self.after.unknown)}
            lines = "; ".join(f"{label} ({why})" for label, why in unknown.items())
            found.append(f"The totals are incomplete. Without a figure: {lines}.")
        if self.needs_approval and self.after.approval_line:
            line = pounds(self.after.approval_line.value)
            found.append(f"A salary above {line} in a trust needs NHS England’s approval.")
        extra = sum((_amount(row.after) for row in self.rows if row.after and row.after.kind == "apa"), ZERO)
        if extra and any(
            _amount(row.after) and not row.before and row.label.startswith("Allowance") for row in self.rows
        ):
            left = self.after.total - extra
            found.append(
                "You would have additional PAs and an allowance. They can’t both pay for the same time, so your "
                "additional PAs may end when you take on the role. Without them you would be paid "
                f"{pounds(left)} a year, {_than_now(left - self.before.total)}."
            )
        fall = _percent(self.before.pensionable_total, self.after.pensionable_total)
        if self.complete and fall is not None and fall <= PROTECTION:
            found.append(
                "Pensionable pay would fall by 10% or more. Ask about protection of pension pay "
                "if you are in the 1995 section."
            )
        return tuple(found)


def _percent(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """The change in per cent, to two places; None from nothing."""
    if not before or after is None:
        return None
    return pence((after - before) * 100 / before)


def _signed(percent: Decimal | None) -> str:
    text = number(percent)
    return f"{text}%" if text.startswith("−") else f"+{text}%"


def _change(amount: Decimal) -> str:
    return "no change" if not pence(amount) else f"{pounds(abs(amount))} {'less' if amount < 0 else 'more'}"


def _than_now(amount: Decimal) -> str:
    return f"{_change(amount)} than now" if pence(amount) else "as now"


def compare(
    before: Package,
    after: Package,
    *,
    on: date | None = None,
    asked_on: date | None = None,
    role: str = "",
    range_high: Package | None = None,
    award_effects: tuple[AwardEffect, ...] = (),
    assumptions: tuple[str, ...] = (),
) -> Comparison:
    """P1: puts two packages priced at the same date side by side."""
    return Comparison(before, after, on, asked_on, role, range_high, award_effects, assumptions)


def with_role(facts: Circumstances, role: RoleOffer, *, top: bool = False) -> Circumstances:
    """The circumstances with the role taken on, all else as it is. `top`: at the upper end of the allowance range.

    An allowance, or nothing, pays for time within the week; additional PAs lengthen it; a salary takes the
    role's PAs out of the clinical contract, or ends that contract and its awards (domain.md 1.4, 3.3).
    """
    facts = replace(facts, licence=facts.licence and role.keeps_licence)
    if role.paid_by == Paid.SALARY:
        salary = Salary(role.title, role.salary, role.in_trust)
        if not role.keeps_clinical_contract:
            alone = replace(facts, allowances=(), awards=(), protections=(), clinical_contract=False)
            return replace(alone, salary=salary, pas=facts.full_time, apas=ZERO, leadership=facts.full_time)
        left = max(facts.within + facts.extra - role.pas, ZERO)
        facts = replace(facts, salary=replace(salary, pas=role.pas))
        return replace(facts, pas=min(left, facts.full_time), apas=max(left - facts.full_time, ZERO))
    held = tuple(each for each in facts.allowances if each.title != role.title)
    before = [each for each in facts.allowances if each.title == role.title]
    counted = sum((each.pas for each in before), ZERO)
    facts = replace(facts, allowances=held, leadership=facts.leadership - counted + role.pas)
    if role.paid_by == Paid.APA:
        return replace(facts, apas=facts.apas + role.pas)
    if role.paid_by == Paid.TIME_ONLY:
        return facts
    low = role.allowance_low if role.allowance_low is not None else role.allowance_high
    amount = role.allowance_high if top and role.allowance_high is not None else low
    absorbed = sum((each.annual_gbp or ZERO for each in before), ZERO)  # by the role as it is held already
    protections = _absorbed(facts.protections, max((amount or ZERO) - absorbed, ZERO))
    return replace(facts, allowances=(*held, Allowance(role.title, amount, role.pas)), protections=protections)


def _absorbed(protections: tuple[Protected, ...], allowance: Decimal) -> tuple[Protected, ...]:
    """What a new allowance leaves of sums protected after earlier roles."""
    left = []
    for each in protections:
        taken = min(each.annual_gbp, allowance)
        allowance -= taken
        left.append(replace(each, annual_gbp=each.annual_gbp - taken))
    return tuple(each for each in left if each.annual_gbp)
