"""The roles held on a day and all that their holders are or were paid here: one statement, no more than is weighed.

In SQL by hand: the elements of the holders come as plain rows, in the order of people; through the ORM the same took
several times as long at 5,000 holders.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db import connection

from people.models import Profession, Service
from rewards.reports.asking import PART, Ask
from rewards.reports.leading.rules import Effect, Paid, Role, effect_of
from rewards.reports.rules import NO_PROFESSION, NO_SERVICE

PROFESSIONS = {str(value): str(words) for value, words in Profession.choices}

ELEMENTS = """
SELECT user_id, kind, annual_gbp, coalesce(pas, 0), lower(period), upper(period),
       role_from, role_title, role_kind, role_level, service_id, profession
FROM rewards_payelement
WHERE organisation_id = %(organisation)s AND {known} AND user_id IN (
    SELECT user_id FROM rewards_payelement
    WHERE organisation_id = %(organisation)s AND kind = 'allowance' AND role_from IS NOT NULL
    AND period @> %(day)s AND {known} {part}
)
ORDER BY user_id, lower(period)
"""


class Element(NamedTuple):
    """A row of the statement: an element, and the role it belongs to if any."""

    key: int
    kind: str
    annual_gbp: Decimal
    pas: Decimal
    starts: date
    ends: date | None
    role_from: date | None
    title: str
    role_kind: str
    level: str
    service: int | None
    profession: str


@dataclass(frozen=True)
class Found:
    """The effects of the roles held on the day, and how many roles have no week on record before them."""

    effects: list[Effect]
    unknown: int


def effects(ask: Ask) -> Found:
    """What each role held on the day did to its holder's pay: two queries."""
    services = dict(Service.objects.filter(organisation=ask.organisation).values_list("pk", "name"))
    with connection.cursor() as cursor:
        cursor.execute(ELEMENTS.format(known=ask.sql(), part=PART.format(at="")), ask.values)
        rows = [Element(*row) for row in cursor]
    found, unknown = [], 0
    for _, own in groupby(rows, key=lambda row: row.key):
        mine = list(own)
        elements = [Paid(each.kind, each.annual_gbp, each.pas, each.starts, each.ends) for each in mine]
        for role in _roles(mine, services, ask):
            effect = effect_of(role, elements, ask.on)
            if effect is None:
                unknown += 1
            else:
                found.append(effect)
    return Found(found, unknown)


def _roles(elements: list[Element], services: dict[int, str], ask: Ask) -> Iterator[Role]:
    """The roles of one person that hold on the day, in the part asked for; a role may have several elements in turn."""
    held: dict[tuple[date, str], list[Element]] = defaultdict(list)
    for each in elements:
        if each.kind == "allowance" and each.role_from is not None:
            held[each.role_from, each.title].append(each)
    for (starts, title), parts in held.items():
        there = next((each for each in parts if Paid(*each[1:6]).holds(ask.on)), None)
        if there is not None and _asked(there, ask):
            ends = None if any(each.ends is None for each in parts) else max(each.ends for each in parts if each.ends)
            yield Role(
                key=there.key,
                title=title,
                kind=there.role_kind or title.split(",")[0],
                level=there.level or "Not known",
                service=services.get(there.service or 0, NO_SERVICE),
                profession=PROFESSIONS.get(there.profession, NO_PROFESSION),
                starts=starts,
                ends=ends,
            )


def _asked(element: Element, ask: Ask) -> bool:
    of_service = ask.service is None or element.service == ask.service.pk
    return of_service and ask.profession in ("", element.profession)
