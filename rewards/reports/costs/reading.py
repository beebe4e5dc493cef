"""The pay elements of those who hold a role, over a stretch of days: one statement, as plain rows (see leading)."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db import connection

from people.models import Service
from rewards.reports.asking import PART, Ask
from rewards.reports.costs.rules import Element
from rewards.reports.rules import NO_SERVICE

ELEMENTS = """
SELECT user_id, kind, annual_gbp, coalesce(pas, 0), pensionable, lower(period), upper(period),
       CASE WHEN role_from IS NULL THEN '' ELSE coalesce(nullif(role_kind, ''), split_part(role_title, ',', 1)) END,
       service_id
FROM rewards_payelement
WHERE organisation_id = %(organisation)s AND kind IN ('basic', 'apa', 'allowance') AND {known}
AND period && daterange(%(first)s, %(last)s) AND user_id IN (
    SELECT user_id FROM rewards_payelement
    WHERE organisation_id = %(organisation)s AND kind = 'allowance' AND role_from IS NOT NULL AND {known}
    AND period && daterange(%(first)s, %(last)s) {part}
)
ORDER BY user_id
"""


def leaders(ask: Ask, first: date, last: date) -> Iterator[tuple[int, list[Element]]]:
    """Each person who holds a role in the days from `first` to before `last`, with what they are paid: two queries."""
    services = dict(Service.objects.filter(organisation=ask.organisation).values_list("pk", "name"))
    with connection.cursor() as cursor:
        asked = {**ask.values, "first": first, "last": last}
        cursor.execute(ELEMENTS.format(known=ask.sql(), part=PART.format(at="")), asked)
        rows = cursor.fetchall()
    for key, own in groupby(rows, key=lambda row: row[0]):
        yield key, [_element(row, services, ask) for row in own]


def _element(row: tuple[Any, ...], services: dict[int, str], ask: Ask) -> Element:
    """A role of another part of the organisation than asked for is no role here."""
    kind, annual, pas, pensionable, starts, ends, role, service = row[1:]
    elsewhere = ask.service is not None and service != ask.service.pk
    here = "" if elsewhere else role
    return Element(kind, annual, pas, pensionable, starts, ends, here, services.get(service or 0, NO_SERVICE))
