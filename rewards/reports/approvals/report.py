"""Approvals: salaries above the line at which a trust needs NHS England's approval (P9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from people.design.words import pounds
from rewards.packages.terms import is_trust
from rewards.rates.figures import Figure
from rewards.rates.services import load
from rewards.reports.asking import PART, Ask
from rewards.reports.published import Column, Fact, Picture, Published, Unit
from rewards.reports.registered import Behind, Line, Report
from rewards.reports.settings import least_of
from rewards.reports.tabling import summed

LINE = "vsm_approval_line"
NO_ROLE = "No role named"
METHOD = (
    "A salary above the line, paid by a trust on the day, needs NHS England’s approval (rule P9). The line is a dated "
    "rate; an amount just on it needs none.",
    "Only salaries count: pay under a clinical contract, with allowances and awards, is not measured against the line.",
)
SALARIES = """
SELECT user_id, coalesce(nullif(role_kind, ''), nullif(split_part(role_title, ',', 1), ''), %(no_role)s),
       sum(annual_gbp), min(lower(period))
FROM rewards_payelement
WHERE organisation_id = %(organisation)s AND kind = 'salary' AND period @> %(day)s AND {known} {part}
GROUP BY 1, 2 HAVING sum(annual_gbp) > %(line)s ORDER BY 3 DESC, 1
"""


@dataclass(frozen=True)
class Salary:
    """One person's salary above the line, pounds a year."""

    key: int
    role: str
    annual_gbp: Decimal
    over: Decimal
    since: date


def above(ask: Ask, line: Figure) -> list[Salary]:
    """Salaries above the line on the day, the highest first: one query."""
    question = SALARIES.format(known=ask.sql(), part=PART.format(at=""))
    with connection.cursor() as cursor:
        cursor.execute(question, {**ask.values, "line": line.value, "no_role": NO_ROLE})
        return [Salary(key, role, sum_, sum_ - line.value, since) for key, role, sum_, since in cursor]


def _found(ask: Ask) -> tuple[Figure | None, list[Salary]]:
    line = load([]).on(LINE, ask.on)
    return line, above(ask, line) if line and is_trust(ask.organisation.kind) else []


def figures(ask: Ask) -> Published:
    """How many, by kind of role, and by how much together."""
    line, found = _found(ask)
    facts = [Fact(each.key, each.role, (each.annual_gbp, each.over)) for each in found]
    least = least_of(ask)
    table = summed(
        "by-role",
        "Salaries above the line",
        "Role",
        facts,
        [Column("Salaries", Unit.POUNDS), Column("Above the line", Unit.POUNDS)],
        least=least,
        opens="above",
        picture=Picture("bars", (2,)),
    )
    return Published(
        "Approvals", _lead(ask, line, found, least), (table,) if found else (), METHOD, least, _empty(ask, line)
    )


def _lead(ask: Ask, line: Figure | None, found: Sequence[Salary], least: int) -> str:
    if line is None or not is_trust(ask.organisation.kind):
        return ""
    many = f"{len(found):,} salaries are" if len(found) >= least else "Few salaries are" if found else "No salary is"
    asks = f"above {pounds(line.value)} a year, the line above which a trust asks NHS England"
    return f"{many} {asks}. Source: {line.source}."


def _empty(ask: Ask, line: Figure | None) -> str:
    if not is_trust(ask.organisation.kind):
        return "The line is for trusts, and this organisation is none."
    return "" if line else "No approval line is published here for this day."


def behind(ask: Ask) -> Behind | None:
    """Who is paid above the line, in one role or in all."""
    if ask.which != "above":
        return None
    _, found = _found(ask)
    lines = [
        Line(each.key, (each.role, each.annual_gbp, each.over, each.since))
        for each in found
        if ask.group in ("", each.role)
    ]
    columns = (
        Column("Role", Unit.WORDS),
        Column("Salary", Unit.POUNDS),
        Column("Above the line", Unit.POUNDS),
        Column("Since", Unit.DATE),
    )
    return Behind("Salaries above the approval line", columns, lines)


REPORT = Report(
    slug="approvals",
    title="Approvals",
    what="Which salaries are above the line at which a trust needs NHS England’s approval?",
    figures=figures,
    behind=behind,
)
