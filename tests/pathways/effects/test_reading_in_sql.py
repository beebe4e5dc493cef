"""What the database adds up for the effects, beside the same in plain Python and by the ORM, on random weeks."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from statistics import median

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Sum
from django.utils import timezone

from pathways.effects.around import around
from pathways.effects.cover import days_of, reducing
from pathways.effects.reading import effects_of
from pathways.models import TimeSplit
from pathways.splits.effect import care_for, giving
from pathways.splits.models import SplitLine
from people.models import Service, User
from tests.factories import AppointmentFactory, OrganisationFactory, ServiceFactory, TimeSplitFactory, UserFactory
from tests.pathways.conftest import House

TODAY = timezone.localdate
RUNNING = ("signed_off", "in_force")


def week(rng: Random, user: User, services: list[Service], status: str) -> TimeSplit:
    """A week in one of the services, some of its lines worked for the other; it may have ended, and may end."""
    own, other = rng.sample(services, 2)
    starts = TODAY() + timedelta(days=rng.randint(-400, 500))
    ends = rng.choice([None, starts + timedelta(days=rng.randint(1, 500))])
    dcc = Decimal(rng.randint(8, 60)) / 8
    facts = {"user": user, "organisation": own.organisation, "service": own, "status": status}
    split = TimeSplitFactory(
        period=DateRange(starts, ends),
        dcc_pas=dcc,
        spa_pas=2,
        anr_pas=0,
        total_pas=dcc + 2,
        submitted_at=timezone.now(),
        **facts,
    )
    away = Decimal(rng.choice(["0", "0.5", "1"]))
    lines: list[tuple[str, Decimal, Service | None]] = [
        ("dcc", dcc - away, rng.choice([None, own])),
        ("dcc", away, other),
        ("spa", Decimal(2), rng.choice([None, other])),
    ]
    for n, (category, pas, service) in enumerate(lines):
        if pas:
            SplitLine.objects.create(split=split, position=n, category=category, pas=pas, what="Work", service=service)
    return split


@pytest.mark.parametrize("seed", range(8))
def test_cover_is_what_the_weeks_give_one_by_one(house: House, seed: int) -> None:
    rng = Random(seed)
    services = [house.service, ServiceFactory(organisation=house.organisation)]
    people = [house.clinician, *UserFactory.create_batch(12)]
    for user in people:
        for status, chance in (("in_force", 0.8), ("superseded", 0.2)):
            if rng.random() < chance and not TimeSplit.objects.filter(user=user).exists():
                week(rng, user, services, status)
        if rng.random() < 0.5 and user != house.clinician:
            week(rng, user, services, rng.choice(["submitted", "first_signed"]))
    split = house.submitted(TODAY() + timedelta(days=600))
    days = days_of(TODAY())
    stands = around(split, days)
    for day in days:
        found = stands.rest[day] + sum((each.dcc for each in stands.agreed if each.holds(day)), Decimal(0))
        held = giving(house.service.pk).in_force(day).filter(status__in=RUNNING)
        assert found == (held.aggregate(gives=Sum("care"))["gives"] or 0), day
        named = {each.person for each in stands.agreed if each.holds(day)}
        assert stands.people[day] + len(named) == held.values("user").distinct().count()
    waits = TimeSplit.objects.pending().exclude(user=house.clinician).prefetch_related("lines")
    counted = {each.person: each.dcc for each in stands.asked}
    for each in waits:
        gone = each.period.upper is not None and each.period.upper <= TODAY()
        held = giving(house.service.pk).filter(user=each.user_id, status__in=RUNNING)
        held = held.filter(period__overlap=DateRange(TODAY(), None))
        gives = each.service_id == house.service.pk or care_for(each, house.service.pk) or held.exists()
        assert counted.get(each.user_id) == (care_for(each, house.service.pk) if gives and not gone else None)
        assert each.user_id not in counted or stands.names[each.user_id] == str(each.user)
    for less in reducing(stands.agreed, stands.asked):
        held = giving(house.service.pk).in_force(less.starts).filter(user=less.person, status__in=RUNNING)
        assert less.change == counted[less.person] - (held.aggregate(gives=Sum("care"))["gives"] or 0)


@pytest.mark.parametrize("seed", range(4))
def test_the_same_kind_of_role_is_counted_here_and_elsewhere(house: House, seed: int) -> None:
    rng = Random(seed)
    role = AppointmentFactory(user=house.clinician, organisation=house.organisation, service=house.service)
    groups: dict[bool, list[Decimal]] = {True: [], False: []}
    elsewhere = OrganisationFactory()
    for _ in range(24):
        trust, anr = rng.choice([house.organisation, elsewhere]), Decimal(rng.randint(2, 12)) / 4
        kind = {"archetype": role.archetype} if rng.random() < 0.8 else {}
        mine = AppointmentFactory(organisation=trust, **kind)
        status, gone = rng.choice(["in_force", "signed_off", "superseded", "submitted"]), rng.random() < 0.2
        period = DateRange(TODAY() - timedelta(days=9), TODAY() if gone else None)
        facts = {"user": mine.user, "organisation": trust, "appointment": mine, "status": status, "period": period}
        TimeSplitFactory(anr_pas=anr, total_pas=8 + anr, submitted_at=timezone.now(), **facts)
        if kind and status != "submitted" and not gone:
            groups[trust == house.organisation].append(anr)
    found = effects_of(house.submitted(appointment=role), TODAY()).consistency
    assert found is not None
    for spread, values in ((found.here, groups[True]), (found.elsewhere, groups[False])):
        if len(values) < found.least:
            assert spread is None
        else:
            assert spread is not None
            assert (spread.people, spread.median) == (len(values), median(values))


def test_the_kind_of_role_stays_with_the_week_whoever_writes_it(house: House) -> None:
    role = AppointmentFactory(user=house.clinician, organisation=house.organisation)
    other = AppointmentFactory(user=house.clinician, organisation=house.organisation, title="College tutor")
    split = house.submitted(appointment=role)
    written = TimeSplit.objects.filter(pk=split.pk)
    assert written.get().kind == role.archetype
    for appointment, kind in ((other, other.archetype), (None, None)):
        written.update(appointment=appointment)
        assert written.get().kind == kind
    assert role.archetype != other.archetype
