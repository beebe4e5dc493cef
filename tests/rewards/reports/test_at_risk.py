"""Awards at risk: what is pending beside the awards that are held."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.dates import after_months
from rewards.awards.models import HeldAward
from rewards.models import AwardLevel
from rewards.packages.effects import Effect
from rewards.packages.facts import Award, AwardKind
from rewards.reports.asking import Ask
from rewards.reports.at_risk.ahead import Ahead
from rewards.reports.at_risk.report import behind, effect_of
from tests.factories import AppointmentFactory, EmploymentFactory, OrganisationFactory, TimeSplitFactory
from tests.rewards.reports.paying import there

LOCAL = Award("level 4", D(12_064), AwardKind.OLD_LOCAL)
IMPACT = Award("N1", D(20_000), AwardKind.IMPACT)
SOON = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("award", "left", "contract", "effect"),
    [
        (LOCAL, D(6), True, Effect.KEPT_FROZEN),
        (IMPACT, D(6), True, Effect.AT_RISK),
        (LOCAL, D("0.75"), True, Effect.AT_RISK),
        (LOCAL, None, True, Effect.KEPT_FROZEN),
        (LOCAL, None, False, Effect.ENDS),
    ],
)
def test_the_effect_follows_from_scheme_contract_and_care_left(award, left, contract, effect):
    assert effect_of(award, Ahead(1, "", SOON, "", left, contract)).effect == effect


@pytest.fixture
def trust(db):
    return OrganisationFactory()


def awarded(user, trust, period=None, pas=D(10)):
    """The user works at the trust and holds an award."""
    EmploymentFactory(user=user, organisation=trust, pas=pas)
    level, _ = AwardLevel.objects.get_or_create(
        scheme="Local/employer CEA (granted before Apr 2018)",
        level="level 4",
        defaults={"pensionable": True, "mark": "V"},
    )
    period = period or DateRange(date(2017, 4, 1), None)
    return HeldAward.objects.create(user=user, level=level, annual_gbp=12_064, period=period)


def found(trust):
    return [(line.key, line.values[0], line.values[5]) for line in there(behind(Ask(trust, SOON, which="all"))).lines]


def test_a_split_that_waits_to_be_signed_stands_beside_its_owners_award(trust):
    split = TimeSplitFactory(organisation=trust, status="submitted")
    awarded(split.user, trust)
    assert [(key, what) for key, what, _ in found(trust)] == [(split.user_id, "Time split waiting to be signed")]


def test_a_role_that_has_yet_to_begin_stands_beside_its_holders_award(trust):
    starts = after_months(timezone.localdate(), 1)
    role = AppointmentFactory(organisation=trust, term=DateRange(starts, after_months(starts, 36)))
    awarded(role.user, trust)
    assert found(trust) == [(role.user_id, "Role that has yet to begin", "Kept, frozen at its value")]


def test_an_award_that_runs_out_before_the_change_is_not_at_risk_by_it(trust):
    starts = after_months(timezone.localdate(), 1)
    role = AppointmentFactory(organisation=trust, term=DateRange(starts, None))
    awarded(role.user, trust, DateRange(date(2020, 4, 1), starts))
    assert found(trust) == []


def test_an_award_of_someone_who_works_elsewhere_is_not_ours_to_tell(trust):
    starts = after_months(timezone.localdate(), 1)
    role = AppointmentFactory(organisation=trust, term=DateRange(starts, None))
    awarded(role.user, OrganisationFactory())
    assert found(trust) == []


def test_of_two_employers_the_one_of_most_pas_tells_of_the_award(trust):
    starts, other = after_months(timezone.localdate(), 1), OrganisationFactory()
    here = AppointmentFactory(organisation=trust, term=DateRange(starts, None))
    AppointmentFactory(organisation=other, user=here.user, term=DateRange(starts, None))
    awarded(here.user, trust, pas=D(6))
    EmploymentFactory(user=here.user, organisation=other, pas=D(4))
    assert [key for key, *_ in found(trust)] == [here.user_id]
    assert found(other) == []
