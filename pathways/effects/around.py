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
from people.prepared import Prepared

# A split of the service gives it its clinical care less the lines worked elsewhere; another one, the lines worked here.
# The service's own come from split_agreed_of_service and who waits from split_waiting, without their rows; 833 people
# of a service and 2,000 who wait in its organisation take 1.3 ms, where a look at each row and its lines took 4.3.
ASKED = Prepared(
    "care_around_a_split",
    """
WITH held AS MATERIALIZED (
    SELECT id, user_id, period, dcc_pas FROM pathways_timesplit
    WHERE service_id = %(service)s AND status IN ('signed_off', 'in_force') AND period && daterange(%(first)s, NULL)
), here AS MATERIALIZED (
    SELECT split_id, sum(pas) AS pas FROM pathways_splitline
    WHERE service_id = %(service)s AND category = 'dcc' GROUP BY split_id
), from_others AS MATERIALIZED (
    SELECT user_id, period, pas FROM here JOIN pathways_timesplit split ON split.id = here.split_id
    WHERE service_id <> %(service)s AND status IN ('signed_off', 'in_force') AND period && daterange(%(first)s, NULL)
), waits AS MATERIALIZED (
    SELECT id, user_id, service_id = %(service)s AS own, period, dcc_pas FROM pathways_timesplit
    WHERE status IN ('submitted', 'first_signed') AND organisation_id = %(organisation)s AND user_id <> %(owner)s
      AND (service_id = %(service)s OR user_id IN (SELECT user_id FROM held UNION ALL SELECT user_id FROM from_others)
           OR id IN (SELECT split_id FROM here))
), elsewhere AS MATERIALIZED (
    SELECT split_id, sum(pas) AS pas
    FROM (SELECT id FROM held UNION ALL SELECT id FROM waits WHERE own) AS ours
    JOIN pathways_splitline line ON split_id = ours.id
    WHERE service_id IS NOT NULL AND service_id <> %(service)s AND category = 'dcc' GROUP BY split_id
), given AS (
    SELECT user_id, period, dcc_pas - coalesce(pas, 0) AS dcc FROM held LEFT JOIN elsewhere ON split_id = id
    UNION ALL
    SELECT user_id, period, pas FROM from_others
)
SELECT 'given', asks.user_id, '',
       CASE WHEN asks.user_id IS NULL THEN greatest(lower(period), %(first)s) ELSE lower(period) END, upper(period),
       sum(dcc), count(*)
FROM given LEFT JOIN (SELECT user_id FROM waits UNION SELECT %(owner)s::bigint) AS asks USING (user_id)
GROUP BY 2, 4, 5
UNION ALL
SELECT 'asked', waits.user_id, (SELECT coalesce(nullif(name, ''), email) FROM people_user WHERE id = waits.user_id),
       lower(period), upper(period),
       CASE WHEN own THEN dcc_pas - coalesce(elsewhere.pas, 0) ELSE coalesce(here.pas, 0) END, 1
FROM waits LEFT JOIN elsewhere ON elsewhere.split_id = id LEFT JOIN here ON here.split_id = id
WHERE period && daterange(%(first)s, NULL)
""",
    service="bigint",
    organisation="bigint",
    owner="bigint",
    first="date",
)


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
    agreed: list[Given] = []
    asked: list[Given] = []
    names: dict[int, str] = {}
    with connection.cursor() as cursor:
        ASKED.ask(cursor, values)
        for kind, person, name, starts, ends, dcc, count in cursor:
            if kind == "asked":
                asked.append(Given(person, starts, ends, dcc))
                names[person] = name
            elif person is not None:
                agreed.append(Given(person, starts, ends, dcc))
            else:
                for day in days:
                    if starts <= day and (ends is None or day < ends):
                        rest[day], people[day] = rest[day] + dcc, people[day] + count
    return Around(rest, people, tuple(agreed), tuple(asked), names)
