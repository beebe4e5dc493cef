"""What the pay gaps read: each person's pay on the snapshot day, and bonuses of the year that ends with it.

In SQL by hand: the database adds up each person's elements, so that one row a person comes over, not eight.
"""

from datetime import timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db import connection

from people.dates import after_months
from people.models import Profession
from rewards.packages.facts import FULL_WEEK, FULL_WEEK_IN_HOURS
from rewards.reports.asking import PART, Ask
from rewards.reports.gaps.rules import NOT_RECORDED, Person, hourly_of
from rewards.reports.rules import NO_PROFESSION, ZERO
from rewards.workforce.models import Ethnicity, Sex

# Row-level security hides from the planner how many rows come: it expects a few, and would look for each person's
# sex and contract one by one. Told not to, it reads both once (50,000 people: 0.5 s instead of 1.2).
PEOPLE = """
SET LOCAL enable_nestloop = off;
WITH element AS (
    SELECT user_id, max(profession) AS profession,
           sum(annual_gbp) FILTER (WHERE period @> %(day)s) AS annual,
           sum(pas) FILTER (WHERE kind IN ('basic', 'apa', 'salary') AND period @> %(day)s) AS pas,
           sum(annual_gbp * (least(upper(period), %(until)s) - greatest(lower(period), %(since)s)))
               FILTER (WHERE kind = 'award') AS bonus_days
    FROM rewards_payelement
    WHERE organisation_id = %(organisation)s AND {known} {part}
    AND (period @> %(day)s OR kind = 'award' AND period && daterange(%(since)s, %(until)s))
    GROUP BY user_id
), person AS (
    SELECT element.user_id, annual, coalesce(element.pas, employed.pas) AS pas, bonus_days,
           element.profession, coalesce(sex, '') AS sex, coalesce(ethnicity, '') AS ethnicity,
           coalesce(contract, '') AS contract, coalesce(point, '') AS point
    FROM element
    LEFT JOIN rewards_characteristics AS said
        ON said.user_id = element.user_id AND said.organisation_id = %(organisation)s
    LEFT JOIN rewards_employment AS employed
        ON employed.user_id = element.user_id AND employed.organisation_id = %(organisation)s
        AND employed.period @> %(day)s
    WHERE annual IS NOT NULL
), told AS (
    SELECT *, CASE WHEN pas >= CASE WHEN contract LIKE 'AfC%%' OR contract LIKE 'Salaried GP%%' THEN %(hours)s
                               ELSE %(pas)s END THEN 'Full time' ELSE 'Part time' END AS time
    FROM person
)
SELECT user_id, annual, pas, bonus_days, {group}, {alike} FROM told
"""
ALIKE = {
    "sex": "concat_ws('|', profession, contract, point, time)",
    "ethnicity": "concat_ws('|', profession, contract, point, time)",
    "profession": "time",
    "time": "concat_ws('|', profession, contract, point)",
}
"""By what is compared: what the adjusted view holds equal."""
SEXES = {str(value): str(words) for value, words in Sex.choices}
ETHNICITIES = {str(value): str(words) for value, words in Ethnicity.choices}
PROFESSIONS = {str(value): str(words) for value, words in Profession.choices}
WORDS = {
    "sex": SEXES | {"": NOT_RECORDED},
    "ethnicity": ETHNICITIES | {"": NOT_RECORDED},
    "profession": PROFESSIONS | {"": NO_PROFESSION},
    "time": {},
}


def people(ask: Ask, by: str) -> tuple[list[Person], int]:
    """Everyone paid on the day, the lowest paid first, in groups by one of `WORDS`; how many more have no hours on
    record: one query."""
    until = ask.on + timedelta(days=1)
    since = after_months(until, -12)
    days = Decimal((until - since).days)
    asked: dict[str, Any] = {
        **ask.values,
        "since": since,
        "until": until,
        "hours": FULL_WEEK_IN_HOURS,
        "pas": FULL_WEEK,
    }
    question = PEOPLE.format(known=ask.sql(), part=PART.format(at=""), group=by, alike=ALIKE[by])
    words = WORDS[by]
    found, unknown = [], 0
    with connection.cursor() as cursor:
        cursor.execute(question, asked)
        for key, annual, pas, bonus_days, group, alike in cursor.fetchall():
            if pas:
                bonus = bonus_days / days if bonus_days else ZERO
                found.append(Person(key, words.get(group, group), hourly_of(annual, pas), bonus, alike))
            else:
                unknown += 1
    # By key, then by pay: twice as quick as by pairs of them, and no median after this has anything left to sort.
    found.sort(key=attrgetter("key"))
    found.sort(key=attrgetter("hourly"))
    return found, unknown
