"""What stands around a proposed split in its service, in one question: what the rest give, and who else asks.

In SQL by hand: a service's weeks stay in the database, where those that hold alike are added up; only those of people
who ask for another week come out one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from pathways.effects.cover import Given
from pathways.splits.models import TimeSplit

# Clinical care a split gives the service: as its own, less the lines given elsewhere; as another’s, the lines here.
DCC = """CASE WHEN split.service_id = %(service)s THEN split.dcc_pas ELSE 0 END + coalesce((
        SELECT sum(CASE WHEN split.service_id = %(service)s THEN -line.pas ELSE line.pas END)
        FROM pathways_splitline line
        WHERE line.split_id = split.id AND line.category = 'dcc' AND line.service_id IS NOT NULL
          AND (line.service_id = %(service)s) <> (split.service_id = %(service)s)
    ), 0)"""
ASKED = f"""
WITH shared AS MATERIALIZED (
    SELECT split_id FROM pathways_splitline WHERE service_id = %(service)s
), given AS MATERIALIZED (
    SELECT user_id, lower(period) AS starts, upper(period) AS ends, {DCC} AS dcc FROM pathways_timesplit split
    WHERE id IN (
        SELECT id FROM pathways_timesplit
        WHERE service_id = %(service)s AND status IN ('signed_off', 'in_force') AND period && daterange(%(first)s, NULL)
        UNION
        SELECT id FROM pathways_timesplit JOIN shared ON split_id = id
        WHERE status IN ('signed_off', 'in_force') AND period && daterange(%(first)s, NULL)
    )
), asked AS MATERIALIZED (
    SELECT user_id, lower(period) AS starts, upper(period) AS ends, {DCC} AS dcc FROM pathways_timesplit split
    WHERE status IN ('submitted', 'first_signed') AND organisation_id = %(organisation)s AND user_id <> %(owner)s
      AND period && daterange(%(first)s, NULL)
      AND (service_id = %(service)s OR user_id IN (SELECT user_id FROM given) OR id IN (SELECT split_id FROM shared))
), asking AS (SELECT user_id FROM asked UNION SELECT %(owner)s)
SELECT 'rest', count(*), '', greatest(starts, %(first)s), ends, sum(dcc) FROM given
WHERE user_id NOT IN (SELECT user_id FROM asking) GROUP BY greatest(starts, %(first)s), ends
UNION ALL
SELECT 'asked', user_id, coalesce(nullif(person.name, ''), person.email), starts, ends, dcc
FROM asked JOIN people_user person ON person.id = user_id
UNION ALL
SELECT 'agreed', user_id, '', starts, ends, dcc FROM given WHERE user_id IN (SELECT user_id FROM asking)
"""  # noqa: S608 -- made of constants alone


@dataclass(frozen=True)
class Around:
    """Clinical care of a service, PAs a week: by day of those who ask for nothing, and the weeks of the others."""

    rest: dict[date, Decimal]
    people: dict[date, int]
    """How many the rest are, by day."""
    agreed: tuple[Given, ...]
    asked: tuple[Given, ...]
    names: dict[int, str]
    """Of those who ask."""


def around(split: TimeSplit, days: Sequence[date]) -> Around:
    """What stands around the split from the first of the days on; one query.

    What is superseded or has ended holds on no day to come, so only what is signed off or in force is asked.
    """
    values: dict[str, Any] = {
        "service": split.service_id,
        "organisation": split.organisation_id,
        "owner": split.user_id,
        "first": days[0],
    }
    rest, people = dict.fromkeys(days, Decimal(0)), dict.fromkeys(days, 0)
    weeks: dict[str, list[Given]] = {"asked": [], "agreed": []}
    names: dict[int, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(ASKED, values)
        for kind, person, name, starts, ends, dcc in cursor:
            if kind == "rest":
                for day in days:
                    if starts <= day and (ends is None or day < ends):
                        rest[day], people[day] = rest[day] + dcc, people[day] + person
                continue
            weeks[kind].append(Given(person, starts, ends, dcc))
            names |= {person: name} if name else {}
    return Around(rest, people, tuple(weeks["agreed"]), tuple(weeks["asked"]), names)
