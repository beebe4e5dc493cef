"""What appointments on record say about a kind of role: who holds it, and what came before and after it.

Counts of people are told in fives, rounded down, and nothing under five is told (R12): someone who joins or leaves
is not seen in the difference between two days.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection

from roles.catalogue.models import Archetype

LEAST = 5
STEPS = """
WITH held AS (
    SELECT user_id, archetype_id, lag(archetype_id) OVER career AS before, lead(archetype_id) OVER career AS after
    FROM roles_appointment
    WHERE lower(term) <= %(day)s
      AND user_id IN (SELECT user_id FROM roles_appointment WHERE archetype_id = %(archetype)s)
    WINDOW career AS (PARTITION BY user_id ORDER BY lower(term), id)
)
SELECT 'before', before, count(DISTINCT user_id) FROM held
WHERE archetype_id = %(archetype)s AND before <> %(archetype)s GROUP BY before
UNION ALL
SELECT 'after', after, count(DISTINCT user_id) FROM held
WHERE archetype_id = %(archetype)s AND after <> %(archetype)s GROUP BY after
"""
HOLDERS = """
SELECT count(DISTINCT user_id) FROM roles_appointment
WHERE archetype_id = %(archetype)s AND term @> %(day)s
"""


class Step(NamedTuple):
    """A kind of role before or after another; `people` took the step here, in fives, 0 where too few to tell."""

    archetype: Archetype
    people: int
    suggested: bool


class Career(NamedTuple):
    """Where a kind of role stands in people's careers."""

    holders: int
    """People who hold it on the day, in fives."""
    before: list[Step]
    after: list[Step]


def in_fives(people: int) -> int:
    """A count as it may be told: 4 → 0, 13 → 10."""
    return people - people % LEAST


def career(archetype: Archetype, on: date) -> Career:
    """The steps on record up to the day, beside those we suggest: five queries however many people there are."""
    asked: dict[str, int | date] = {"archetype": archetype.pk, "day": on}
    taken: dict[str, dict[int, int]] = {"before": {}, "after": {}}
    with connection.cursor() as cursor:
        cursor.execute(HOLDERS, asked)
        (people,) = cursor.fetchone()
        cursor.execute(STEPS, asked)
        for side, other, count in cursor.fetchall():
            if in_fives(count):
                taken[side][other] = in_fives(count)
    known = Archetype.objects.in_bulk([*taken["before"], *taken["after"]])
    return Career(
        in_fives(people),
        _steps(archetype.leads_from.all(), taken["before"], known),
        _steps(archetype.leads_to.all(), taken["after"], known),
    )


def _steps(suggested: Iterable[Archetype], taken: dict[int, int], known: dict[int, Archetype]) -> list[Step]:
    """Those that most people took first, then our suggestions by title."""
    by_key = {each.pk: Step(each, taken.get(each.pk, 0), True) for each in suggested}
    for key, people in taken.items():
        by_key.setdefault(key, Step(known[key], people, False))
    return sorted(by_key.values(), key=lambda step: (-step.people, step.archetype.title))
