"""Ending soon: protection, terms, allowances, awards and salaries that run out within the months asked for."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from people import forms
from people.dates import after_months
from people.design.words import plural
from people.models import Service
from rewards.reports.asking import PART, Ask
from rewards.reports.published import Column, Fact, Picture, Published, Unit
from rewards.reports.registered import Behind, Line, Report
from rewards.reports.rules import NO_SERVICE
from rewards.reports.settings import least_of
from rewards.reports.tabling import summed

MONTHS = {"3": "3 months", "6": "6 months", "12": "12 months"}
USUAL = "6"
GROUPINGS = {"what": "What ends", "month": "Month", "service": "Service"}
WORDS = {
    "protection": "Pay protection",
    "allowance": "Term of a role with an allowance",
    "term": "Term of a role without one",
    "award": "Award",
    "salary": "Salary of a role",
}
SUMS = (Column("A year, until then", Unit.POUNDS),)
METHOD = (
    "Pay elements whose last day falls within the months asked for, and that no element of the same kind and name "
    "follows on the next day. A step of protection that goes down is not an end.",
    "The sum is what they pay a year on the day asked for.",
)
ENDING = """
SELECT user_id, CASE WHEN kind = 'allowance' AND annual_gbp = 0 THEN 'term' ELSE kind END,
       label, service_id, upper(period), annual_gbp
FROM rewards_payelement ending
WHERE organisation_id = %(organisation)s AND period @> %(day)s AND {known} {part}
AND kind IN ('protection', 'allowance', 'award', 'salary') AND upper(period) <= %(until)s
AND NOT EXISTS (
    SELECT FROM rewards_payelement following
    WHERE following.user_id = ending.user_id AND following.organisation_id = ending.organisation_id
    AND following.kind = ending.kind AND (following.label = ending.label OR ending.kind = 'protection')
    AND {following} AND following.period @> upper(ending.period)
)
ORDER BY upper(period), user_id, label
"""


@dataclass(frozen=True)
class Ending:
    """A pay element that ends: the day after its last, and pounds a year until then."""

    key: int
    what: str
    label: str
    service: str
    ends: date
    annual_gbp: Decimal

    @property
    def last_day(self) -> date:
        return self.ends - timedelta(days=1)


def ending(ask: Ask) -> list[Ending]:
    """What ends within the months asked for, the nearest first: two queries."""
    services = dict(Service.objects.filter(organisation=ask.organisation).values_list("pk", "name"))
    question = ENDING.format(known=ask.sql("ending"), part=PART.format(at="ending."), following=ask.sql("following"))
    until = after_months(ask.on, int(ask.more.get("months") or USUAL)) + timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(question, {**ask.values, "until": until})
        return [
            Ending(key, WORDS[what], label, services.get(service or 0, NO_SERVICE), ends, annual)
            for key, what, label, service, ends, annual in cursor
        ]


def _group(ask: Ask, one: Ending) -> str:
    return {"month": f"{one.last_day:%B %Y}", "service": one.service}.get(ask.by, one.what)


def figures(ask: Ask) -> Published:
    """How many by what ends, or by month or service, and what it pays until then."""
    found = ending(ask)
    least = least_of(ask)
    by = ask.by or "what"
    facts = [Fact(one.key, _group(ask, one), (one.annual_gbp or None,)) for one in found]
    order = list(dict.fromkeys(fact.group for fact in facts)).index if by == "month" else None
    table = summed(
        f"by-{by}",
        f"What ends, by {GROUPINGS[by].lower()}",
        GROUPINGS[by],
        facts,
        SUMS,
        least=least,
        opens="all",
        order=order,
        picture=Picture("bars", (1,)),
    )
    people = len({one.key for one in found})
    within = MONTHS[ask.more.get("months") or USUAL]
    lead = f"Something ends for {plural(people, 'person', 'people')} within {within}." if people >= least else ""
    empty = "" if found else f"Nothing ends within {within} of this day."
    return Published("Ending soon", lead, (table,) if found else (), METHOD, least, empty)


def behind(ask: Ask) -> Behind | None:
    """Each element that ends, the nearest first."""
    if ask.which != "all":
        return None
    columns = (
        Column("What ends", Unit.WORDS),
        Column("Service", Unit.WORDS),
        Column("Last day", Unit.DATE),
        Column("A year, until then", Unit.POUNDS),
    )
    lines = [
        Line(one.key, (one.label, one.service, one.last_day, one.annual_gbp))
        for one in ending(ask)
        if ask.group in ("", _group(ask, one))
    ]
    return Behind("What ends soon", columns, lines)


REPORT = Report(
    slug="ending",
    title="Ending soon",
    what="Whose protection, term, allowance or award ends in the months ahead?",
    figures=figures,
    behind=behind,
    groupings=GROUPINGS,
    fields={"months": lambda: forms.SelectField("Within", choices=list(MONTHS.items()), required=False, initial=USUAL)},
)
