"""Reads what the effects weigh: as many queries, however many people a service has."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from pathways.effects.around import Around, around
from pathways.effects.consistency import Spread, spread
from pathways.effects.cover import Given, days_of, months, on_first_day, reducing
from pathways.effects.money import Insurance, Money, Side
from pathways.effects.showing import Cover
from pathways.effects.skills import Practised, Skills, skills
from pathways.returns.settings import LOW_VOLUME
from pathways.splits.effect import CoverEffect, care_for, cover_effect
from pathways.splits.facts import Known, known_of, thresholds_of
from pathways.splits.models import TimeSplit
from people.prepared import Prepared
from people.settings.reading import settings_on
from people.settings.shared import SMALL_NUMBER
from rewards.packages.services import Comparison
from rewards.rates.settings import NI_FREE, NI_RATE

ZERO = Decimal(0)
WEIGHED = (NI_RATE, NI_FREE, LOW_VOLUME, SMALL_NUMBER)
"""Settings of the employer that the effects ask for."""
# By hand, as every page of effects asks it: one row for each figure that someone has, through split_agreed_of_kind.
SAME_KIND = Prepared(
    "time_of_a_kind_of_role",
    """
SELECT organisation_id = %(here)s, anr_pas, count(*)
FROM pathways_timesplit
WHERE kind_id = %(kind)s AND status IN ('signed_off', 'in_force', 'superseded', 'ended') AND period @> %(today)s
  AND user_id <> %(owner)s
GROUP BY 1, 2
""",
    here="bigint",
    kind="bigint",
    today="date",
    owner="bigint",
)


@dataclass(frozen=True)
class Consistency:
    """This split's leadership time beside the same kind of role; None where a group is hidden or has nobody."""

    archetype: str
    this: Decimal
    here: Spread | None
    elsewhere: Spread | None
    least: int


@dataclass(frozen=True)
class Effects:
    """What a split would do besides money and rules."""

    cover: Cover
    skills: Skills
    consistency: Consistency | None


def effects_of(split: TimeSplit, today: date, known: Known | None = None) -> Effects:
    """The effects of a split that is proposed, as of the day; two queries besides what is `known`."""
    known = known or known_of(split, *WEIGHED, today=today)
    least = known.now[SMALL_NUMBER]
    return Effects(_cover(split, today), _skills(split, known), _consistency(split, today, least))


def _cover(split: TimeSplit, today: date) -> Cover:
    days = days_of(today)
    stands = around(split, sorted({*days, split.starts}) if split.starts >= today else days)
    this = Given(split.user_id, split.starts, split.period.upper, care_for(split, split.service_id))
    others = tuple((stands.names[each.person], each) for each in reducing(stands.agreed, stands.asked))
    found = months(stands.agreed, this, stands.asked, today, rest=stands.rest)
    return Cover(split.service.dcc_pas_needed, found, others, _first_day(split, this, stands))


def _first_day(split: TimeSplit, this: Given, stands: Around) -> CoverEffect:
    if split.starts not in stands.rest:  # gone by: what has been superseded since counts too
        return cover_effect(split)
    rest, people = stands.rest[split.starts], stands.people[split.starts]
    before, after, people = on_first_day(stands.agreed, this, rest, people)
    return CoverEffect(split.service.dcc_pas_needed, before, after, people)


def _skills(split: TimeSplit, known: Known) -> Skills:
    limits = thresholds_of(known.settings)
    weeks = [Practised(each.starts, each.period.upper, each.dcc_pas) for each in known.own]
    return skills(
        Practised(split.starts, split.period.upper, split.dcc_pas),
        minimum=limits.clinical_minimum,
        working_weeks=limits.working_weeks,
        agreed=weeks,
        role_ends=split.appointment.term.upper if split.appointment else None,
        low=known.settings[LOW_VOLUME],
    )


def _consistency(split: TimeSplit, today: date, least: int) -> Consistency | None:
    """Beside the splits in force today that were agreed for the same kind of role; None without a role."""
    role = split.appointment
    if role is None:
        return None
    asked: dict[str, Any] = {
        "here": split.organisation_id,
        "kind": role.archetype_id,
        "today": today,
        "owner": split.user_id,
    }
    found: dict[bool, list[Decimal]] = {True: [], False: []}
    with connection.cursor() as cursor:
        SAME_KIND.ask(cursor, asked)
        for here, pas, people in cursor:
            found[here] += [pas] * people
    here, elsewhere = spread(found[True], least), spread(found[False], least)
    return Consistency(role.archetype.title, split.anr_pas, here, elsewhere, least)


def money_of(split: TimeSplit, cost: Comparison | None, known: Known | None = None) -> Money | None:
    """The employer's cost of what `cost` compares; None without it. No query where the settings are `known`."""
    if cost is None:
        return None
    held = known.settings if known else settings_on(split.organisation_id, split.starts, NI_RATE, NI_FREE)
    return Money(
        Side(cost.before.total, cost.before.employer_pension),
        Side(cost.after.total, cost.after.employer_pension),
        Insurance(Decimal(held[NI_RATE]), Decimal(held[NI_FREE])),
        split.starts,
        split.period.upper,
    )
