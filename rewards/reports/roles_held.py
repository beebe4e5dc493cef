"""Who holds which role on a day and what it pays, for the reports that lay holders of one kind side by side."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from people.models import Profession, Service
from rewards.reports.asking import PART, Ask
from rewards.reports.rules import NO_PROFESSION, NO_SERVICE

PROFESSIONS = {str(value): str(words) for value, words in Profession.choices}
HELD = """
SELECT user_id, role_title, coalesce(nullif(role_kind, ''), split_part(role_title, ',', 1)), role_level, service_id,
       profession, role_from, coalesce(pas, 0), annual_gbp
FROM rewards_payelement
WHERE organisation_id = %(organisation)s AND kind = 'allowance' AND role_from IS NOT NULL
AND period @> %(day)s AND {known} {part}
ORDER BY user_id, role_title
"""


@dataclass(frozen=True)
class Held:
    """A role held by a person: `pas` a week of leadership, the allowance in pounds a year."""

    key: int
    title: str
    kind: str
    level: str
    service: str
    profession: str
    since: date
    pas: Decimal
    allowance: Decimal


def roles_held(ask: Ask) -> list[Held]:
    """The roles held on the day in the part asked for: two queries."""
    services = dict(Service.objects.filter(organisation=ask.organisation).values_list("pk", "name"))
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(known=ask.sql(), part=PART.format(at="")), ask.values)
        return [
            Held(
                key,
                title,
                kind,
                level or "Not known",
                services.get(service or 0, NO_SERVICE),
                PROFESSIONS.get(profession, NO_PROFESSION),
                *rest,
            )
            for key, title, kind, level, service, profession, *rest in cursor
        ]
