"""What is asked for, as wishes that the rules can weigh, and in words. Pure: no query, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from people.dates import after_months
from people.design.words import pounds
from rewards.comparisons.offers import Offered
from rewards.comparisons.protecting import Policies, protection_said
from rewards.comparisons.rules import USUAL_TERM, Wish
from rewards.comparisons.spans import YEAR
from rewards.employment.models import Employment, OnCall
from rewards.packages.comparing import Paid, RoleOffer
from rewards.packages.terms import is_trust
from rewards.packages.weeks import Unit

NO_WAY_BACK = "The advert names no right to return to clinical work. Ask about it before you apply."


@dataclass(frozen=True)
class Option:
    """One column as asked for. Hours PAs a week, the allowance pounds a year; None or "": as the post, or as now."""

    number: int
    offered: Offered | None = None
    pas: Decimal | None = None
    paid_by: str = ""
    allowance: Decimal | None = None
    apas: Decimal | None = None
    on_call: str | None = None
    """A value of OnCall, "" for none; None as now."""
    starts: date | None = None
    years: int | None = None


def first_day(offered: Offered | None, today: date) -> date:
    """The post's first day, unless it has gone by."""
    return max(offered.starts, today) if offered is not None and offered.starts else today


def titles(options: Sequence[Option]) -> list[str]:
    """What each is called, so that it can be told from the others: of two posts of one title the employer is named."""
    plain = [each.offered.role.title if each.offered else f"What-if {each.number}" for each in options]
    found: list[str] = []
    for option, title in zip(options, plain, strict=True):
        if option.offered and plain.count(title) > 1:
            title = f"{title}, {option.offered.employer}"
        found.append(f"{title} ({option.number})" if title in found else title)
    return found


def wish_of(option: Option, title: str, starts: date, employment: Employment) -> Wish:
    """The option as the rules weigh it, from its first day for its years, the post's term, or the usual one."""
    advertised = option.offered.term_months if option.offered else None
    term = option.years * YEAR if option.years else advertised or USUAL_TERM
    return Wish(
        title=title,
        starts=starts,
        ends=after_months(starts, term),
        role=_role(option, title, employment),
        apas=option.apas,
        on_call_moves=option.on_call is not None,
    )


def _role(option: Option, title: str, employment: Employment) -> RoleOffer | None:
    if option.offered:
        role = option.offered.role
        if option.pas is not None:
            role = replace(role, pas=option.pas)
        if option.allowance is not None:
            role = replace(role, allowance_low=option.allowance, allowance_high=None)
        return role
    if not option.pas:
        return None
    return RoleOffer(
        title=title,
        pas=option.pas,
        paid_by=option.paid_by,
        organisation_id=employment.organisation_id,
        allowance_low=option.allowance,
        in_trust=is_trust(employment.organisation.kind),
    )


def way_back_of(option: Option, wish: Wish, policy: Policies) -> tuple[str, ...]:
    """What is protected, to be asked or promised about the way back, a sentence each."""
    role = wish.role
    if role is None:
        return ()
    said: tuple[str, ...] = ()
    if role.paid_by == Paid.ALLOWANCE:
        said = (protection_said(allowance_of(role), wish.ends, policy(role.organisation_id, wish.ends)),)
    if option.offered is None:
        return (*said, "Agree the way back before you begin: a what-if has none on record.")
    return (*said, *(option.offered.way_back or (NO_WAY_BACK,)))


def allowance_of(role: RoleOffer) -> Decimal | None:
    """The allowance that is reckoned with, pounds a year: the lower end of a range; None where it is to be agreed."""
    return role.allowance_low if role.allowance_low is not None else role.allowance_high


def said_of(option: Option, role: RoleOffer | None, unit: Unit) -> str:
    """The column in a few words, beneath its title; weeks in the unit of the person's contract."""
    parts = [option.offered.employer] if option.offered else []
    if role:
        parts.append(unit.with_pas(role.pas))
        amount = allowance_of(role)
        if role.paid_by == Paid.ALLOWANCE:
            parts.append(f"allowance {pounds(amount)}" if amount is not None else "allowance to be agreed")
        else:
            parts.append(
                {Paid.APA: "as additional PAs", Paid.TIME_ONLY: "time only", Paid.SALARY: "whole salary"}[
                    Paid(role.paid_by)
                ]
            )
    if option.apas is not None:
        parts.append(f"{unit.said(option.apas)} additional{' beside it' if role else ''}")
    if option.on_call is not None:
        parts.append(f"on-call {OnCall(option.on_call).label}")
    return ", ".join(parts)
