"""What the report reads: pay elements alone, as known at the moment asked for, added up by the database.

In SQL by hand: a median of each group beside the sums, and the week before each role, are one question each, and
the people themselves stay in the database.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from rewards.reports.asking import Ask
from rewards.reports.rules import KINDS, SEVERAL_ROLES, ZERO, Group, Pay

SUMS = ", ".join(f"coalesce(sum(annual_gbp) FILTER (WHERE kind = '{kind}'), 0) AS {kind}" for kind in KINDS)
PAY = f"{SUMS}, coalesce(sum(pas) FILTER (WHERE kind = 'basic'), 0) AS basic_pas"
PAID = f"""
SELECT user_id, min(role_from) AS since, coalesce(max(profession), '') AS profession,
       max(service_id) FILTER (WHERE kind IN ('basic', 'salary')) AS service,
       CASE WHEN min(role_title) FILTER (WHERE role_title <> '') <> max(role_title) THEN %(several)s
            ELSE split_part(max(role_title), ',', 1) END AS role,
       sum(annual_gbp) AS total, {PAY}
FROM rewards_payelement
WHERE organisation_id = %(organisation)s AND {{known}} AND period @> %(day)s
"""  # noqa: S608 -- our own words
"""Each person's pay on the day. A role is named without the service in its title, so that holders of one kind are one
group."""
GROUPED = f"""
WITH person AS ({PAID} GROUP BY user_id)
SELECT {{by}}, grouping({{by}}), count(*), sum(total),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY total)::numeric(14, 3),
       {", ".join(f"sum({kind})" for kind in KINDS)}, {", ".join(f"count(nullif({kind}, 0))" for kind in KINDS)}
FROM person GROUP BY GROUPING SETS (({{by}}), ())
"""  # noqa: S608 -- our own words
HOLDERS = f"""
WITH person AS ({PAID} AND user_id IN (
    SELECT user_id FROM rewards_payelement
    WHERE organisation_id = %(organisation)s AND {{known}} AND period @> %(day)s AND role_from IS NOT NULL
) GROUP BY user_id)
SELECT person.user_id, person.role, person.service, person.since,
       {", ".join(f"person.{name}" for name in [*KINDS, "basic_pas"])},
       {", ".join(f"before.{name}" for name in [*KINDS, "basic_pas"])}
FROM person CROSS JOIN LATERAL (
    SELECT {PAY} FROM rewards_payelement
    WHERE organisation_id = %(organisation)s AND user_id = person.user_id AND {{known}}
    AND period @> person.since - 1
) before
"""  # noqa: S608 -- our own words
BY = ("role", "service", "profession")


class Holder(NamedTuple):
    """Who holds a role on the day: their pay on it, and on the day before the earliest of their roles began."""

    key: int
    role: str
    service: int | None
    since: date
    now: Pay
    before: Pay


def groups(ask: Ask, by: str, names: Mapping[Any, str]) -> tuple[list[Group], Group]:
    """Pay by one of `BY`, the largest group first, and of everyone; `names` puts what the groups go by in words."""
    if by not in BY:
        raise ValueError(by)
    found, everyone = [], Group("Everyone")
    for value, is_everyone, count, total, middle, *figures in _rows(GROUPED, ask, by=by):
        sums, paid = figures[: len(KINDS)], figures[len(KINDS) :]
        group = Group(
            "Everyone" if is_everyone else names.get(value, str(value)),
            count,
            dict(zip(KINDS, sums, strict=True)),
            dict(zip(KINDS, paid, strict=True)),
            total or ZERO,
            middle or ZERO,
        )
        if not is_everyone:
            found.append(group)
        elif count:
            everyone = group
    return sorted(found, key=lambda group: (-group.count, group.name)), everyone


def holders(ask: Ask) -> list[Holder]:
    """Everyone who holds a role on the day."""
    half = len(KINDS) + 1
    return [
        Holder(key, role, service, since, _pay(pay[:half]), _pay(pay[half:]))
        for key, role, service, since, *pay in _rows(HOLDERS, ask)
    ]


def _pay(figures: Sequence[Decimal]) -> Pay:
    *amounts, basic_pas = figures
    return Pay(dict(zip(KINDS, amounts, strict=True)), basic_pas)


def _rows(question: str, ask: Ask, **names: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question.format(known=ask.sql(), **names), {**ask.values, "several": SEVERAL_ROLES})
        return cursor.fetchall()
