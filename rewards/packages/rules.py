"""Pricing a package: rules P1 to P10 of domain.md section 11.2, once each. Pure: no database, no clock.

Amounts are pounds a year, held to the penny (P10); hours are programmed activities (PAs) a week.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from people.design.words import number, pounds
from rewards.packages.facts import (
    FULL_WEEK_IN_HOURS,
    ZERO,
    Allowance,
    Award,
    AwardKind,
    Circumstances,
    Protected,
    Salary,
)
from rewards.packages.weeks import IN_PAS, Unit, hours
from rewards.rates.figures import Figure

UNPUBLISHED = "not published here"
TO_BE_AGREED = "to be agreed"
COMPUTED, INFERRED = "COMPUTED", "INFERRED"


class Kind(StrEnum):
    """What a line pays for; the same words as a pay element's kind."""

    BASIC = "basic"
    APA = "apa"
    ON_CALL = "on_call"
    ALLOWANCE = "allowance"
    AWARD = "award"
    AREA = "area"
    SALARY = "salary"
    PROTECTION = "protection"


@dataclass(frozen=True)
class Line:
    """One line of a package. `annual_gbp` None: unknown, for the reason in `unknown`."""

    kind: Kind
    label: str
    annual_gbp: Decimal | None
    pensionable: bool
    working: str
    source: str = ""
    mark: str = COMPUTED
    pas: Decimal | None = None
    unknown: str = UNPUBLISHED

    @property
    def checked(self) -> bool:
        """Whether every figure in it has been seen in a source."""
        return "MEMORY" not in self.mark


@dataclass(frozen=True)
class Package:
    """All that a person is paid in a year for one employment."""

    lines: tuple[Line, ...]
    pas: Decimal
    employer_pension_rate: Figure | None = None
    unit: Unit = IN_PAS
    salary: Salary | None = None
    approval_line: Figure | None = None

    @property
    def total(self) -> Decimal:
        return _sum(self.lines)

    @property
    def unknown(self) -> tuple[Line, ...]:
        """Lines without a figure: with one of them the total is incomplete (P8)."""
        return tuple(line for line in self.lines if line.annual_gbp is None)

    @property
    def complete(self) -> bool:
        return not self.unknown

    @property
    def per_pa(self) -> Decimal | None:
        """Pounds a year for each weekly PA (P4)."""
        return pence(self.total / self.pas) if self.pas else None

    @property
    def per_unit(self) -> Decimal | None:
        """The same in the contract's own unit: pounds a year for each weekly hour, or for a full-time week (S12)."""
        return pence(self.total * self.unit.pas / self.pas) if self.pas else None

    @property
    def week(self) -> str:
        """The week in the contract's own unit: "10 PAs", "37.5 hours", "full time"."""
        return self.unit.said(self.pas)

    @property
    def pensionable_total(self) -> Decimal:
        return _sum(line for line in self.lines if line.pensionable)

    @property
    def not_pensionable_total(self) -> Decimal:
        return self.total - self.pensionable_total

    @property
    def employer_pension(self) -> Decimal | None:
        """What the employer pays into the pension, pounds a year; None where the rate is not published."""
        rate = self.employer_pension_rate
        return pence(self.pensionable_total * rate.value) if rate else None

    @property
    def employer_cost(self) -> Decimal | None:
        """Total and the employer's pension share. National insurance is not in it: no rate is verified (P8)."""
        return None if self.employer_pension is None else self.total + self.employer_pension

    @property
    def needs_approval(self) -> bool:
        """P9: a salary in a trust above the line (170,000 in 2025) needs NHS England's approval."""
        salary, line = self.salary, self.approval_line
        above = salary and salary.in_trust and salary.annual_gbp and line and salary.annual_gbp > line.value
        return bool(above)


def pence(amount: Decimal) -> Decimal:
    """P10: money is held to the penny, rounded half up; pages show whole pounds."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.annual_gbp for line in lines if line.annual_gbp is not None), ZERO)


def price(facts: Circumstances) -> Package:
    """P2: total = basic × PAs (to full time) / full time + APA + on-call + allowances + awards + area supplement.

    Protection after a role is paid on top while it lasts.

    Source: domain.md 2.2 and 11.2. A line whose rate is not published carries no amount (P8).
    """
    lines: list[Line] = []
    if facts.clinical_contract:
        lines += [basic_pay(facts), *additional_pas(facts), *on_call(facts), *area_supplement(facts)]
    lines += salary(facts)
    lines += [allowance(each, facts) for each in sorted(facts.allowances, key=repr)]
    lines += [award(each) for each in sorted(facts.awards, key=repr)]
    lines += [protection(each) for each in sorted(facts.protections, key=repr)]
    return Package(
        lines=tuple(_distinct(lines)),
        pas=facts.within + facts.extra + (facts.salary.pas if facts.salary else ZERO),
        employer_pension_rate=facts.employer_pension,
        unit=facts.unit,
        salary=facts.salary,
        approval_line=facts.approval_line,
    )


def _distinct(lines: Iterable[Line]) -> Iterator[Line]:
    """Gives a second line of the same name a number, so that each can be told from the others."""
    seen: Counter[tuple[Kind, str]] = Counter()
    for line in lines:
        seen[line.kind, line.label] += 1
        times = seen[line.kind, line.label]
        yield line if times == 1 else replace(line, label=f"{line.label} ({times})")


def basic_pay(facts: Circumstances) -> Line:
    """P3: basic pay is shared by PAs up to full time. Pensionable (domain.md 2.5)."""
    label = "Basic pay"
    if facts.basic is None:
        where = f"{facts.contract}, {facts.point}" if facts.point else facts.contract
        return Line(Kind.BASIC, label, None, True, f"No rate of {where} is published here.", pas=facts.within)
    amount = pence(facts.basic.value * facts.within / facts.full_time)
    named = ", ".join(part for part in (facts.contract, facts.point, facts.basic.year) if part)
    working = f"{pounds(facts.basic.value)} full time ({named})"
    if facts.within != facts.full_time:
        working += f" × {_share_of_week(facts)}"
    return Line(Kind.BASIC, label, amount, True, working + ".", facts.basic.source, facts.basic.mark, facts.within)


def additional_pas(facts: Circumstances) -> list[Line]:
    """P2: each additional PA is worth a tenth of basic pay (one full-time share).

    Pensionable only while the week stays within full time (domain.md 1.4, 2.5).
    """
    room = min(max(facts.full_time - facts.within, ZERO), facts.extra)
    parts = [("Additional PAs within full time", room, True), ("Additional PAs", facts.extra - room, False)]
    lines = []
    for label, extra, pensionable in parts:
        if not extra:
            continue
        if facts.basic is None:
            lines.append(Line(Kind.APA, label, None, pensionable, "It follows from basic pay.", pas=extra))
            continue
        amount = pence(facts.basic.value * extra / facts.full_time)
        working = f"{facts.unit.said(extra)} × {pounds(facts.basic.value)} / {_full_time(facts)}."
        lines.append(
            Line(Kind.APA, label, amount, pensionable, working, facts.basic.source, facts.basic.mark, pas=extra)
        )
    return lines


def on_call(facts: Circumstances) -> list[Line]:
    """P3: the supplement is a share of full-time basic pay, also for part-timers with equal duty.

    Pensionable is recalled, not seen (domain.md 2.5, M).
    """
    duty, label = facts.on_call, "On-call supplement"
    if duty is None:
        return []
    if duty.share is None or facts.basic is None:
        return [Line(Kind.ON_CALL, label, None, True, f"No rate for {duty.words} is published here.")]
    amount = pence(facts.basic.value * duty.share.value)
    working = f"{duty.words}: {_percent(duty.share.value)} of {pounds(facts.basic.value)} full time."
    return [Line(Kind.ON_CALL, label, amount, True, working, duty.share.source, duty.share.mark)]


def area_supplement(facts: Circumstances) -> list[Line]:
    """A flat sum, or a share of full-time basic pay within bounds; part-timers get their share. Pensionable."""
    area = facts.area
    if area is None:
        return []
    label = f"{area.words} supplement"
    full: Decimal | None = None
    figure = area.flat or area.share
    if area.flat:
        full, working = area.flat.value, f"{pounds(area.flat.value)} flat"
    elif area.share and area.least and area.most and facts.basic:
        full = min(max(facts.basic.value * area.share.value, area.least.value), area.most.value)
        working = (
            f"{_percent(area.share.value)} of {pounds(facts.basic.value)}, "
            f"at least {pounds(area.least.value)} and at most {pounds(area.most.value)}"
        )
    if full is None or figure is None:
        return [Line(Kind.AREA, label, None, True, f"No rate for {area.words} is published here.")]
    if facts.within != facts.full_time:
        working += f" × {_share_of_week(facts)}"
    amount = pence(full * facts.within / facts.full_time)
    return [Line(Kind.AREA, label, amount, True, working + ".", figure.source, figure.mark)]


def allowance(each: Allowance, facts: Circumstances) -> Line:
    """A responsibility allowance is local and pensionable (domain.md 1.4, 2.2)."""
    label = f"Allowance: {each.title}"
    if each.annual_gbp is None:
        return Line(Kind.ALLOWANCE, label, None, True, "The allowance is to be agreed.", unknown=TO_BE_AGREED)
    amount = pence(each.annual_gbp)
    return Line(Kind.ALLOWANCE, label, amount, True, "A yearly sum set by the employer.", "The employer", "LOCAL")


def award(each: Award) -> Line:
    """P6: an award stays at its stored value. P7: an impact award is never pensionable, and whole for part-timers."""
    pensionable = each.kind in (AwardKind.OLD_LOCAL, AwardKind.NATIONAL)
    working = "The value held, without uplift; the same for part-timers."
    return Line(Kind.AWARD, each.label, pence(each.annual_gbp), pensionable, working, "The award as held", "RECORDED")


def protection(each: Protected) -> Line:
    """What is left of a protected sum, as the employer's policy has it (domain.md 2.6); pensionable like it (I)."""
    working = "The sum protected after the role, as the employer’s policy has it on this day."
    amount = pence(each.annual_gbp)
    return Line(Kind.PROTECTION, f"Pay protection: {each.title}", amount, True, working, "The employer", "LOCAL")


def salary(facts: Circumstances) -> list[Line]:
    """A whole salary as agreed; pensionable, as pay for the post (I)."""
    held = facts.salary
    if held is None:
        return []
    label = f"Salary: {held.title}" if held.title else "Salary"
    if held.annual_gbp is None:
        return [Line(Kind.SALARY, label, None, True, "The salary is to be agreed.", unknown=TO_BE_AGREED)]
    return [Line(Kind.SALARY, label, pence(held.annual_gbp), True, "The salary as agreed.", "The employer", "LOCAL")]


def _percent(share: Decimal) -> str:
    return f"{number(share * 100)}%"


def _share_of_week(facts: Circumstances) -> str:
    """In the words of the contract: PAs, or hours of 37.5 (domain.md S12)."""
    if facts.full_time == FULL_WEEK_IN_HOURS:
        return f"{hours(facts.within).split()[0]} of {hours(facts.full_time)}"
    return f"{number(facts.within)} of {number(facts.full_time)} PAs"


def _full_time(facts: Circumstances) -> str:
    return hours(facts.full_time).split()[0] if facts.full_time == FULL_WEEK_IN_HOURS else number(facts.full_time)
