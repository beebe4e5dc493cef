"""What is on record about pay, read in one question by hand, is what the ORM reads in several."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import models
from django.db.models import Q
from psycopg2.extras import DateRange

from people.models import Organisation, User
from rewards import reference
from rewards.models import AwardLevel, Contract, ElementKind, Employment, HeldAward, OnCall, PayElement, PayPoint, Rate
from rewards.packages.reading import ground
from tests.factories import EmploymentFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)
POINTS = [(Contract.CONSULTANT, "threshold 4"), (Contract.CONSULTANT, "threshold 1"), (Contract.VSM, "")]


def some_period(rng: Random) -> DateRange:
    starts = DAY + timedelta(days=rng.randint(-900, 300))
    return DateRange(starts, rng.choice([None, starts + timedelta(days=rng.randint(1, 900))]))


def record(rng: Random, user: User, trusts: list[Organisation]) -> None:
    """Employments with each employer, awards, and elements of which some are superseded."""
    for trust in rng.sample(trusts, rng.randint(0, len(trusts))):
        contract, point = rng.choice(POINTS)
        facts = {"contract": contract, "point": point, "on_call": rng.choice(OnCall.values)}
        salary = Decimal(150_000) if contract == Contract.VSM else None
        EmploymentFactory(user=user, organisation=trust, period=some_period(rng), salary_gbp=salary, **facts)
    for level in rng.sample(list(AwardLevel.objects.all()), rng.randint(0, 3)):
        HeldAward.objects.create(user=user, level=level, annual_gbp=rng.randint(1, 60_000), period=some_period(rng))
    for kind in rng.sample(ElementKind.values, rng.randint(0, 4)):
        element = PayElement(
            user=user,
            organisation=rng.choice(trusts),
            kind=kind,
            label=f"The {kind}",
            annual_gbp=rng.randint(0, 9_000_000) / Decimal(100),
            pas=rng.choice([None, Decimal("2.125")]),
            pensionable=True,
            role_title=rng.choice(["", "Clinical director"]),
            period=some_period(rng),
            source="split:1",
        )
        element.save()
        if rng.random() < 0.3:
            PayElement.objects.filter(pk=element.pk).update(superseded_at=element.recorded_at)


def of_the_day(rows: models.QuerySet, user: User) -> models.QuerySet:
    later = Q(period__endswith__gt=DAY) | Q(period__upper_inf=True)
    return rows.filter(later, user=user)


@pytest.mark.parametrize("seed", range(12))
def test_it_reads_what_the_orm_reads(seed: int, django_assert_num_queries) -> None:
    reference.load()
    rng, user, trusts = Random(seed), UserFactory(), [OrganisationFactory(), OrganisationFactory()]
    record(rng, user, trusts)
    record(rng, UserFactory(), trusts)
    employments = list(of_the_day(Employment.objects.select_related("organisation"), user).order_by("period"))
    with django_assert_num_queries(1):
        held = ground(user, DAY)
        asked = [
            (
                each.pk,
                each.contract,
                each.point,
                each.salary_gbp,
                each.pas,
                each.on_call,
                each.area,
                each.period,
                each.organisation.name,
                each.organisation.kind,
            )
            for each in held.employments
        ]
    assert asked == [
        (
            each.pk,
            each.contract,
            each.point,
            each.salary_gbp,
            each.pas,
            each.on_call,
            each.area,
            each.period,
            each.organisation.name,
            each.organisation.kind,
        )
        for each in employments
    ]
    if not employments:
        assert (held.awards, held.elements) == ([], [])
        return
    awards = of_the_day(HeldAward.objects.select_related("level"), user).order_by("pk")
    assert [(each.pk, each.level.level, each.level.scheme, each.annual_gbp, each.period) for each in held.awards] == [
        (each.pk, each.level.level, each.level.scheme, each.annual_gbp, each.period) for each in awards
    ]
    elements = of_the_day(PayElement.objects.current(), user).order_by("pk")
    names = ("pk", "organisation_id", "kind", "label", "annual_gbp", "pas", "role_title", "period")
    assert [[getattr(each, name) for name in names] for each in held.elements] == [
        [getattr(each, name) for name in names] for each in elements
    ]
    for rate in Rate.objects.all():
        found = held.rates.on(rate.name, rate.period.lower or DAY)
        assert found is not None
        assert (found.value, found.source, found.mark) == (rate.value, rate.source, rate.mark)
    for each in employments:
        for point in PayPoint.objects.filter(contract=each.contract, point=each.point):
            found = held.rates.on(f"point:{point.contract}:{point.point}", point.period.lower or DAY)
            assert found is not None
            assert (found.value, found.year) == (point.annual_gbp, point.financial_year)


def test_what_was_not_read_is_fetched_and_never_made_up() -> None:
    reference.load()
    employment = EmploymentFactory(point="threshold 4", organisation__region="London")
    (held,) = ground(employment.user, DAY).employments
    assert held.organisation.region == "London"
