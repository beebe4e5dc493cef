"""Reads what the effects weigh: five queries, however many people a service has."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from pathways.effects.consistency import Spread, spread
from pathways.effects.cover import MONTHS, Given, Month, Reducing, months, reducing
from pathways.effects.money import Insurance, Money, Side
from pathways.effects.settings import NI_FREE, NI_RATE
from pathways.effects.skills import Practised, Skills, skills
from pathways.splits.facts import thresholds
from pathways.splits.models import AGREED, PENDING, TimeSplit
from people.dates import after_months
from people.models import User
from people.settings.reading import setting, settings_on
from people.settings.shared import SMALL_NUMBER
from rewards.packages.services import Comparison

ZERO = Decimal(0)


@dataclass(frozen=True)
class Cover:
    """The service month by month, what it needs (None where nobody has set it), and who else asks to give less."""

    needed: Decimal | None
    months: tuple[Month, ...]
    others: tuple[tuple[User, Reducing], ...]

    @property
    def top(self) -> Decimal:
        """The largest figure of the picture, at least 1."""
        figures = [figure for month in self.months for figure in (month.before, month.after, month.with_all)]
        return max([*figures, self.needed or ZERO, Decimal(1)])


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


def effects_of(split: TimeSplit, today: date) -> Effects:
    """The effects of a split that is proposed, as of the day."""
    return Effects(_cover(split, today), _skills(split), _consistency(split, today))


def _cover(split: TimeSplit, today: date) -> Cover:
    window = DateRange(today, after_months(today, MONTHS + 1))
    here = Q(service=split.service_id)
    at_work = TimeSplit.objects.filter(here, status__in=AGREED, period__overlap=window).values("user")
    weeks = (
        TimeSplit.objects.filter(here | Q(user__in=at_work, organisation=split.organisation_id))
        .filter(status__in=[*AGREED, *PENDING], period__overlap=window)
        .exclude(pk=split.pk)
        .values_list("user", "service", "status", "period", "dcc_pas")
    )
    agreed, pending = [], []
    for user, service, status, period, dcc in weeks:
        assert period.lower is not None  # split_has_a_first_day
        given = Given(user, period.lower, period.upper, dcc if service == split.service_id else ZERO)
        if status in PENDING and user != split.user_id:
            pending.append(given)
        elif status in AGREED and given.dcc:
            agreed.append(given)
    this = Given(split.user_id, split.starts, split.period.upper, split.dcc_pas)
    less = reducing(agreed, pending)
    people = User.objects.in_bulk([each.person for each in less])
    others = tuple((people[each.person], each) for each in less)
    return Cover(split.service.dcc_pas_needed, months(agreed, this, pending, today), others)


def _skills(split: TimeSplit) -> Skills:
    limits = thresholds(split.organisation_id, split.starts)
    agreed = TimeSplit.objects.filter(user=split.user_id, status__in=AGREED).exclude(pk=split.pk)
    weeks = [Practised(each.starts, each.period.upper, each.dcc_pas) for each in agreed.only("period", "dcc_pas")]
    return skills(
        Practised(split.starts, split.period.upper, split.dcc_pas),
        minimum=limits.clinical_minimum,
        working_weeks=limits.working_weeks,
        agreed=weeks,
        role_ends=split.appointment.term.upper if split.appointment else None,
    )


def _consistency(split: TimeSplit, today: date) -> Consistency | None:
    """Beside the splits in force today that were agreed for the same kind of role; None without a role."""
    role = split.appointment
    if role is None:
        return None
    same = TimeSplit.objects.in_force(today).filter(appointment__archetype=role.archetype_id)
    found = list(same.exclude(user=split.user_id).values_list("organisation", "anr_pas"))
    least = setting(split.organisation_id, SMALL_NUMBER, today)
    here = [pas for organisation, pas in found if organisation == split.organisation_id]
    elsewhere = [pas for organisation, pas in found if organisation != split.organisation_id]
    title = role.archetype.title
    return Consistency(title, split.anr_pas, spread(here, least), spread(elsewhere, least), least)


def money_of(split: TimeSplit, cost: Comparison | None) -> Money | None:
    """The employer's cost of what `cost` compares; None without it. One query."""
    if cost is None:
        return None
    held = settings_on(split.organisation_id, split.starts, NI_RATE, NI_FREE)
    return Money(
        Side(cost.before.total, cost.before.employer_pension),
        Side(cost.after.total, cost.after.employer_pension),
        Insurance(Decimal(held[NI_RATE]), Decimal(held[NI_FREE])),
        split.starts,
        split.period.upper,
    )
