"""The approver's page asks as often for a large service as for a small one, and reads by hand what the ORM reads."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pathways.approvals.reading import read
from pathways.models import TimeSplit
from pathways.splits.facts import known_of
from pathways.splits.models import AGREED, SplitLine
from pathways.splits.services import sign_off
from pathways.splits.talk import say
from people.models import Clinician, User
from people.settings.shared import SMALL_NUMBER
from tests.factories import AppointmentFactory, MembershipFactory, ServiceFactory, TimeSplitFactory, UserFactory
from tests.pathways.conftest import House, lines

TODAY = timezone.localdate
MOST = 11
FINDINGS = {"total": Decimal(9), "lines": lines("dcc 0.5", "spa 0.5", "anr 8")}


def colleagues(house: House, role: object, count: int) -> None:
    """Each has a week in the service for such a role, and another that waits."""
    for _ in range(count):
        mine = AppointmentFactory(organisation=house.organisation, archetype=role)
        facts = {"organisation": house.organisation, "service": house.service, "user": mine.user, "appointment": mine}
        TimeSplitFactory(status="in_force", period=DateRange(TODAY() - timedelta(days=99), None), **facts)
        less = {"dcc_pas": 5, "total_pas": Decimal("8.5"), "submitted_at": timezone.now()}
        TimeSplitFactory(status="submitted", **less, **facts)


@pytest.mark.parametrize("week", [{}, FINDINGS], ids=["without findings", "with findings"])
def test_it_asks_no_more_than_eleven_times_however_large_the_service(client, house: House, week: dict) -> None:
    role = AppointmentFactory(user=house.clinician, organisation=house.organisation, service=house.service)
    house.agreed_then(TODAY() - timedelta(days=90))
    split = house.first_signed(appointment=role, **week)
    say(split, by=house.clinician, text="It is for the stroke unit.")
    client.force_login(house.director)
    address = reverse("approvals:detail", args=[split.pk])
    client.get("/home/")
    counts = []
    for more in (1, 20):
        colleagues(house, role.archetype, more)
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                page = client.get(address).content.decode()
            counts.append(len(asked))
    assert max(counts) <= MOST
    assert counts[0] > counts[1] == counts[2] == counts[3]  # the first look is noted
    assert page.count("PAs a week from") == 21
    for words in (
        "What it costs",
        "the next 18 months",
        "Clinical practice kept",
        "Beside the same kind of role",
        "It is for the stroke unit.",
        "The lead",
    ):
        assert words in page
    assert ("Rule S5" in page) == bool(week)


def test_it_reads_a_split_as_the_orm_does(house: House) -> None:
    other = ServiceFactory(organisation=house.organisation, name="Stroke")
    role = AppointmentFactory(user=house.clinician, organisation=house.organisation, service=house.service)
    Clinician.objects.filter(user=house.clinician).update(wtr_opt_out=True)
    split = house.submitted(appointment=role)
    SplitLine.objects.filter(split=split, position=1).update(service=other, weekday=2, session="am", hours="26.00")
    say(split, by=house.clinician, text="<b>Please</b>")
    sign_off(split, by=house.lead, version=split.version, note="“Good”")
    say(split, by=house.lead, text="Gladly")
    found = read(split.pk, house.director)
    assert found is not None
    related = ("user__clinician", "organisation", "service", "appointment__archetype")
    kept = TimeSplit.objects.select_related(*related).get(pk=split.pk)
    assert _values(found.split) == _values(kept)
    with CaptureQueriesContext(connection) as asked:
        assert [_values(line) for line in found.split.lines.all()] == [_values(line) for line in kept.lines.all()]
        assert [_values(each) for each in found.split.sign_offs.all()] == [_values(kept.sign_offs.get())]
    assert len(asked) == 2  # those of the one kept
    assert [str(line.service or "") for line in found.split.lines.all()] == ["Stroke", "", ""]
    given = found.split.sign_offs.all()[0]
    assert (str(given.by), given.on_behalf_of, given.note) == ("The lead", None, "“Good”")
    assert [(_values(each), str(each.by)) for each in found.remarks] == [
        (_values(each), str(each.by)) for each in kept.remarks.select_related("by")
    ]
    mine, theirs = found.split, kept
    assert (str(mine.user), mine.user.clinician.wtr_opt_out) == (str(theirs.user), True)
    assert (mine.service.name, mine.service.dcc_pas_needed) == (theirs.service.name, theirs.service.dcc_pas_needed)
    assert (mine.organisation.name, mine.organisation.ods_code) == (
        house.organisation.name,
        house.organisation.ods_code,
    )
    assert mine.appointment is not None
    assert (mine.appointment.term, mine.appointment.allowance_gbp) == (role.term, role.allowance_gbp)
    assert mine.appointment.archetype.title == role.archetype.title
    assert (found.mediated, found.seen) == (False, None)


def _values(record) -> dict[str, object]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_ones_own_and_what_is_not_there_are_not_read(house: House) -> None:
    split = house.submitted()
    assert read(split.pk, house.clinician) is None
    assert read(split.pk + 1, house.director) is None
    assert read(2**70, house.director) is None


@pytest.mark.parametrize("seed", range(6))
def test_the_other_agreed_splits_are_those_the_orm_finds(house: House, seed: int) -> None:
    rng, split = Random(seed), house.submitted()
    day = TODAY() - timedelta(days=2000)
    for _ in range(rng.randint(0, 7)):
        starts, day = day, day + timedelta(days=rng.randint(20, 200))
        who = rng.choice([house.clinician, UserFactory()])
        status = rng.choice([*AGREED, "corrected", "withdrawn"])
        TimeSplitFactory(user=who, organisation=house.organisation, status=status, period=DateRange(starts, day))
    own = TimeSplit.objects.filter(user=house.clinician, status__in=AGREED).exclude(pk=split.pk)
    names = ("pk", "organisation_id", "period", "status", "dcc_pas", "anr_pas", "total_pas", "apa_pas")
    known = known_of(split, SMALL_NUMBER, today=TODAY())
    assert [[getattr(each, name) for name in names] + [str(each.service)] for each in known.own] == [
        [getattr(each, name) for name in names] + [str(each.service)] for each in own.order_by("-period")
    ]


def test_two_looks_at_once_are_noted_once_and_the_later_one_stands(client, house: House) -> None:
    split = house.submitted()
    client.force_login(house.lead)
    for _ in range(2):
        client.get(reverse("approvals:detail", args=[split.pk]))
    assert split.seen_by.get().version == split.version
    TimeSplit.objects.filter(pk=split.pk).update(version=split.version + 1)
    client.get(reverse("approvals:detail", args=[split.pk]))
    assert split.seen_by.get().version == split.version + 1


def test_who_works_elsewhere_reads_nothing(client, house: House) -> None:
    stranger: User = MembershipFactory(role="medical_director").user
    client.force_login(stranger)
    assert client.get(reverse("approvals:detail", args=[house.submitted().pk])).status_code == 404
