"""What the pay gaps read: each person's pay on the snapshot day, and bonuses of the year that ends with it.

In SQL by hand: the database adds up each person's elements, so that one row a person comes over, not eight.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from people.dates import after_months
from people.models import Profession
from rewards.reports.asking import PART, Ask
from rewards.reports.gaps.rules import NOT_RECORDED, Person, hourly_of
from rewards.reports.rules import NO_PROFESSION
from rewards.workforce.models import Ethnicity, Sex

FULL = {"hours": Decimal("9.375"), "pas": Decimal(10)}
SEXES = {str(value): str(words) for value, words in Sex.choices}
ETHNICITIES = {str(value): str(words) for value, words in Ethnicity.choices}
PROFESSIONS = {str(value): str(words) for value, words in Profession.choices}
PEOPLE = """
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
)
SELECT element.user_id, annual, coalesce(element.pas, employed.pas), coalesce(bonus_days, 0),
       element.profession, coalesce(sex, ''), coalesce(ethnicity, ''), coalesce(contract, ''), coalesce(point, '')
FROM element
LEFT JOIN rewards_characteristics AS said
    ON said.user_id = element.user_id AND said.organisation_id = %(organisation)s
LEFT JOIN rewards_employment AS employed
    ON employed.user_id = element.user_id AND employed.organisation_id = %(organisation)s
    AND employed.period @> %(day)s
WHERE annual IS NOT NULL
"""


@dataclass(frozen=True)
class Row:
    """One person as read."""

    key: int
    annual: Decimal
    pas: Decimal | None
    bonus: Decimal
    profession: str
    sex: str
    ethnicity: str
    contract: str
    point: str

    @property
    def full_time(self) -> bool:
        """By the contract: 10 PAs, or 37.5 hours for those whose contract counts hours."""
        full = FULL["hours"] if self.contract.startswith(("AfC", "Salaried GP")) else FULL["pas"]
        return self.pas is not None and self.pas >= full

    @property
    def time(self) -> str:
        return "Full time" if self.full_time else "Part time"


GROUP_OF: dict[str, Callable[[Row], str]] = {
    "sex": lambda row: SEXES.get(row.sex, NOT_RECORDED),
    "ethnicity": lambda row: ETHNICITIES.get(row.ethnicity, NOT_RECORDED),
    "profession": lambda row: PROFESSIONS.get(row.profession, NO_PROFESSION),
    "time": lambda row: row.time,
}
ALIKE: dict[str, Callable[[Row], tuple[str, ...]]] = {
    "profession": lambda row: (row.time,),
    "time": lambda row: (row.profession, row.contract, row.point),
}
"""What the adjusted view holds equal besides what is compared; without an entry: all of it."""


def people(ask: Ask, by: str) -> tuple[list[Person], int]:
    """Everyone paid on the day in groups by one of `GROUP_OF`, and how many more have no hours on record: one query."""
    group_of, alike = GROUP_OF[by], ALIKE.get(by, lambda row: (row.profession, row.contract, row.point, row.time))
    found, unknown = [], 0
    for row in _rows(ask):
        if not row.pas:
            unknown += 1
        else:
            hourly = hourly_of(row.annual, row.pas)
            found.append(Person(row.key, group_of(row), hourly, row.bonus, alike(row)))
    return found, unknown


def _rows(ask: Ask) -> list[Row]:
    until = ask.on + timedelta(days=1)
    since = after_months(until, -12)
    days = Decimal((until - since).days)
    asked: dict[str, Any] = {**ask.values, "since": since, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE.format(known=ask.sql(), part=PART.format(at="")), asked)
        return [Row(key, annual, pas, bonus / days, *said) for key, annual, pas, bonus, *said in cursor]
