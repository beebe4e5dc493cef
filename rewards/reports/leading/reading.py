"""The roles held on a day, each with its holder's pay before it and on its moments: one statement, one row a role.

In SQL by hand: the database adds up each holder's elements on the days that are weighed. As plain rows to be added up
here, the elements of 5,000 holders took half of the page's time.
"""

from dataclasses import dataclass

from django.db import connection

from people.models import Profession, Service
from rewards.reports.asking import PART, Ask
from rewards.reports.leading.rules import Effect, Moment, Role, effect_of
from rewards.reports.rules import MOVING, NO_PROFESSION, NO_SERVICE, Week

PROFESSIONS = {str(value): str(words) for value, words in Profession.choices}
WEIGHED = (Moment.START, Moment.DAY, Moment.END)
BEFORE = "before"


def _week(day: str) -> str:
    """A `Week` on a day of the role, as columns."""
    moving = "', '".join(MOVING)
    filters = (
        ("annual_gbp", f"on_{day} AND kind = 'basic'"),
        ("pas", f"on_{day} AND kind = 'basic'"),
        ("annual_gbp", f"on_{day} AND kind IN ('{moving}')"),
        ("annual_gbp", f"on_{day}"),
    )
    return ", ".join(f"coalesce(sum({what}) FILTER (WHERE {which}), 0)" for what, which in filters)


ROLE = "user_id, role_from, role_title, role_kind, role_level, service_id, profession, ends"
# A role may have several elements in turn: the one that holds on the day says what it is, all of them how long it is.
ROLES = f"""
WITH part AS (
    SELECT user_id, role_from, role_title, role_kind, role_level, service_id, profession, period,
           CASE WHEN bool_and(NOT upper_inf(period)) OVER whole THEN max(upper(period)) OVER whole END AS ends
    FROM rewards_payelement
    WHERE organisation_id = %(organisation)s AND kind = 'allowance' AND role_from IS NOT NULL AND {{known}}
    WINDOW whole AS (PARTITION BY user_id, role_from, role_title)
), role AS MATERIALIZED (
    SELECT DISTINCT ON (user_id, role_from, role_title) {ROLE}
    FROM part WHERE period @> %(day)s {{part}}
    ORDER BY user_id, role_from, role_title, lower(period)
), element AS (
    SELECT role.*, paid.kind, paid.annual_gbp, paid.pas,
           paid.period @> role.role_from - 1 AS on_before, paid.period @> role.role_from AS on_start,
           paid.period @> %(day)s AS on_day, paid.period @> role.ends - 1 AS on_end
    FROM role JOIN rewards_payelement paid ON paid.user_id = role.user_id
    WHERE paid.organisation_id = %(organisation)s AND {{known_paid}}
)
SELECT {ROLE}, {", ".join(_week(day) for day in (BEFORE, *WEIGHED))}
FROM element GROUP BY {ROLE} ORDER BY user_id, role_from, role_title
"""  # noqa: S608 -- our own words


@dataclass(frozen=True)
class Found:
    """The effects of the roles held on the day, and how many roles have no week on record before them."""

    effects: list[Effect]
    unknown: int


def effects(ask: Ask) -> Found:
    """What each role held on the day did to its holder's pay: two queries."""
    services = dict(Service.objects.filter(organisation=ask.organisation).values_list("pk", "name"))
    found, unknown = [], 0
    with connection.cursor() as cursor:
        question = ROLES.format(known=ask.sql(), known_paid=ask.sql("paid"), part=PART.format(at=""))
        cursor.execute(question, ask.values)
        for key, starts, title, kind, level, service, profession, ends, *sums in cursor:
            role = Role(
                key=key,
                title=title,
                kind=kind or title.split(",")[0],
                level=level or "Not known",
                service=services.get(service or 0, NO_SERVICE),
                profession=PROFESSIONS.get(profession, NO_PROFESSION),
                starts=starts,
                ends=ends,
            )
            before, *weeks = (Week(*sums[n : n + 4]) for n in range(0, len(sums), 4))
            effect = effect_of(role, before, dict(zip(WEIGHED, weeks, strict=True)), ask.on)
            if effect is None:
                unknown += 1
            else:
                found.append(effect)
    return Found(found, unknown)
