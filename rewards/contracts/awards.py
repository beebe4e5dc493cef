"""The verbs of awards: recording one that is held, and its end. Pay follows from the day."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from people.design.words import shortdate
from people.history import because
from people.models import Organisation, User
from people.refusals import Refused
from rewards.awards import rules
from rewards.awards.models import HeldAward
from rewards.contracts import policies
from rewards.contracts.services import hold
from rewards.elements.models import ElementKind
from rewards.employment.models import Contract, Employment
from rewards.looks.services import writes, writing
from rewards.packages.writing import follow_terms
from rewards.rates.models import AwardLevel


@writes
@transaction.atomic
def record_award(
    user: User,
    organisation: Organisation,
    level: AwardLevel,
    *,
    annual_gbp: Decimal,
    starts: date,
    last_day: date | None,
    by: User,
    why: str,
) -> HeldAward:
    """Records an award held from a day, at what it pays a year; the same one twice is one.

    Raises Refused, with the field, where the scheme, the contract or another award forbids it.
    """
    hold(user, organisation, by)
    if not rules.may_be_recorded(level.scheme):
        raise Refused("Choose a level of the list", field="level")
    kind, ends = rules.award_kind(level.scheme), last_day and last_day + timedelta(days=1)
    _refuse("last_day", rules.period_problem(kind, starts, ends))
    _employed_here(organisation, user, DateRange(starts, ends))
    period = DateRange(starts, ends)
    same = HeldAward.objects.filter(user=user, level=level, annual_gbp=annual_gbp, period=period).first()
    if same:
        return same
    _refuse("starts", rules.grant_problem(kind, starts))
    _refuse("annual_gbp", rules.value_problem(annual_gbp))
    contracts = set(Employment.objects.filter(user=user, period__overlap=period).values_list("contract", flat=True))
    if not contracts:
        raise Refused("No employment is on record in that time: record that first", field="starts")
    consultant, gp = Contract.CONSULTANT in contracts, Contract.SALARIED_GP in contracts
    _refuse("level", rules.holder_problem(kind, consultant=consultant, gp=gp))
    held = HeldAward.objects.filter(user=user, level__scheme=level.scheme, period__overlap=period)
    if other := held.select_related("level").first():
        until = f"until {shortdate(other.period.upper - timedelta(days=1))}" if other.period.upper else "without an end"
        raise Refused(f"They hold {other.level.level} of this scheme {until}: end that first", field="level")
    with because(why, by=by):
        award = HeldAward.objects.create(user=user, level=level, annual_gbp=annual_gbp, period=period)
        _follow(user, starts)
    return award


@transaction.atomic
def end_award(award: HeldAward, organisation: Organisation, last_day: date, *, by: User, why: str) -> HeldAward:
    """Ends an award on a day. Sent twice alike, it stays ended."""
    user = award.user
    hold(user, organisation, by)
    with writing(user):  # also what another employer has on record decides
        _employed_here(organisation, user, DateRange(last_day, None))
        kept = HeldAward.objects.select_for_update(no_key=True).select_related("level").get(pk=award.pk)
        starts, ends, former = kept.period.lower, last_day + timedelta(days=1), kept.period.upper
        if former == ends:
            return kept
        if starts and last_day < starts:
            raise Refused(f"The last day must be {shortdate(starts)}, its first, or later", field="last_day")
        _refuse("last_day", rules.period_problem(rules.award_kind(kept.level.scheme), starts or last_day, ends))
        kept.period = DateRange(starts, ends)
        with because(why, by=by):
            kept.save(update_fields=["period"])
            _follow(user, min(ends, former or ends))
    return kept


def _employed_here(organisation: Organisation, user: User, period: DateRange) -> None:
    if not policies.writes_of_awards(organisation, user, period):
        raise PermissionDenied


def _refuse(field: str, sentence: str) -> None:
    if sentence:
        raise Refused(sentence, field=field)


@writes
def _follow(user: User, on: date) -> None:
    """An award is paid with the employment of most PAs, wherever that is; the rest of the pay stays as it is."""
    there = Employment.objects.filter(user=user, period__overlap=DateRange(on, None)).values("organisation")
    for organisation in Organisation.objects.filter(pk__in=there).order_by("pk"):
        follow_terms(user, organisation, on, kinds=[ElementKind.AWARD])
