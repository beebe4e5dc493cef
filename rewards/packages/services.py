"""A person's package today, with and without a role, and what a week costs. What is paid is written by writing.py."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from people.design.words import shortdate
from people.models import Organisation, User
from rewards.packages.comparing import Comparison, Paid, RoleOffer, compare, with_role
from rewards.packages.effects import award_effects
from rewards.packages.reading import ground
from rewards.packages.rules import price
from rewards.packages.terms import Ground, Standing, is_trust

__all__ = [
    "Comparison",
    "RoleOffer",
    "circumstances_of",
    "compare_for",
    "cost_of_week",
    "rates_said",
    "role_of",
    "role_said",
    "standings_of",
]


class PaysLikeAPost(Protocol):
    """What of a post counts for pay: a post has these fields, and rewards need not know posts."""

    title: str
    pas: Decimal
    paid_by: str
    organisation_id: int
    organisation: Organisation
    allowance_low_gbp: Decimal | None
    allowance_high_gbp: Decimal | None
    salary_gbp: Decimal | None
    keeps_clinical_contract: bool


def role_of(post: PaysLikeAPost, *, allowance: Decimal | None = None, pas: Decimal | None = None) -> RoleOffer:
    """A post as pay sees it; an offer names its own `allowance` (pounds a year) and `pas`."""
    return RoleOffer(
        title=post.title,
        pas=post.pas if pas is None else pas,
        paid_by=post.paid_by,
        organisation_id=post.organisation_id,
        allowance_low=post.allowance_low_gbp if allowance is None else allowance,
        allowance_high=post.allowance_high_gbp if allowance is None else None,
        salary=post.salary_gbp,
        keeps_clinical_contract=post.keeps_clinical_contract,
        in_trust=is_trust(post.organisation.kind),
    )


def circumstances_of(user: User, organisation: Organisation, on: date) -> Standing | None:
    """The person's circumstances with this employer on the day; None without an employment on record."""
    held = ground(user, on)
    employment = held.employment(organisation.pk, on)
    return held.standing(employment, on) if employment else None


def standings_of(user: User, on: date) -> tuple[Ground, list[Standing]]:
    """All of the person's employments on the day, with the ground they stand on. Four queries."""
    held = ground(user, on)
    return held, [held.standing(each, on) for each in held.employments if on in each.period]


def compare_for(user: User, role: RoleOffer, on: date) -> Comparison | None:
    """The person's package without and with the role, both priced at one date (P1). At most four queries.

    None when no employment is on record for the day: there is nothing to compare with.
    """
    held = ground(user, on)
    here = held.employment(role.organisation_id, on)
    employment = here or held.principal(on)
    if employment is None:
        return None
    standing = held.standing(employment, on)
    before = standing.facts
    after = with_role(before, role)
    low, high = role.allowance_low, role.allowance_high
    has_range = low is not None and high is not None and high > low
    return compare(
        price(before),
        price(after),
        on=standing.priced_on,
        asked_on=on,
        role=role.title,
        range_high=price(with_role(before, role, top=True)) if has_range else None,
        award_effects=award_effects(before, after),
        assumptions=(*rates_said(standing), *role_said(standing, role, elsewhere=here is None)),
    )


def rates_said(standing: Standing) -> tuple[str, ...]:
    """That the rates are those of another day than the one asked for (ADR 7), if they are."""
    if standing.priced_on == standing.asked_on:
        return ()
    return (
        f"Rates for {shortdate(standing.asked_on)} are not published here, so both sides use the last that are, "
        f"of {shortdate(standing.priced_on)}.",
    )


def role_said(standing: Standing, role: RoleOffer, *, elsewhere: bool, all_else: bool = True) -> tuple[str, ...]:
    """What is taken for granted about the rest of the package. `elsewhere`: the role is another employer's;
    `all_else`: nothing but the role changes."""
    said = []
    if not standing.facts.clinical_contract:
        said.append("You have no clinical contract now, so only your salary is compared.")
    elif role.paid_by != Paid.SALARY:
        kept = "Your other hours, your on-call duty and your area stay as they are."
        said.append(kept if all_else else "All else stays as it is.")
    elif role.keeps_clinical_contract:
        time = standing.facts.unit.with_pas(role.pas)
        said.append(f"The role’s {time} come out of your clinical week; the rest of it goes on.")
    else:
        said.append("Your clinical contract ends, and with it on-call, area supplement and additional PAs.")
    if elsewhere:
        said.append(
            f"The role is with another employer. The left side is your package at {standing.employment.organisation}; "
            "on-call, area and local awards may differ there."
        )
    return tuple(said)


def cost_of_week(
    user: User, organisation: Organisation, *, starts: date, total: Decimal, apas: Decimal
) -> Comparison | None:
    """What a week from `starts` would cost beside the week before it, both at the rates of the first day (P1).

    `total` PAs a week, `apas` of them additional. None without an employment on record. At most four queries.
    """
    held = ground(user, starts - timedelta(days=1))
    employment = held.employment(organisation.pk, starts)
    if employment is None:
        return None
    basic, extra = held.week(employment, starts - timedelta(days=1))
    now = held.standing(employment, starts, pas=basic, apas=extra)
    then = held.standing(employment, starts, pas=total - apas, apas=apas)
    return compare(price(now.facts), price(then.facts), on=now.priced_on, asked_on=starts)
