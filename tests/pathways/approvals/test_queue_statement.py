"""The queue's one statement beside the policies' own queryset, on random splits and for every kind of signatory."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pathways.approvals.queue import PAGE, SCOPES, Ask, Row, find, pending
from pathways.models import Delegation, Seen, SignOff, TimeSplit
from pathways.splits.policies import Turns
from people.memberships.requests import held_by
from people.models import Role, User
from tests.factories import MembershipFactory, ServiceFactory, TimeSplitFactory, UserFactory
from tests.pathways.conftest import House

Status = TimeSplit.Status
TODAY = timezone.localdate
FIELDS = {
    "oldest": ("submitted_at", "id"),
    "newest": ("-submitted_at", "-id"),
    "deadline": ("due_on", "id"),
    "starts": ("period", "id"),
}


@pytest.fixture
def signatories(house: House) -> list[User]:
    """A lead, a director, both in one, HR, a delegate of the director, a named person, and a stranger to it all."""
    here = {"organisation": house.organisation}
    MembershipFactory(user=house.lead, **here, role=Role.CLINICIAN, service=house.service)
    both = MembershipFactory(**here, role=Role.MEDICAL_DIRECTOR, service=None).user
    MembershipFactory(user=both, **here, role=Role.SERVICE_LEAD, service=house.service)
    hr = MembershipFactory(**here, role=Role.HR, service=None).user
    delegate, named = (MembershipFactory(**here, role=Role.CLINICIAN, service=house.service).user for _ in range(2))
    a_week = DateRange(TODAY() - timedelta(days=3), TODAY() + timedelta(days=4))
    Delegation.objects.create(**here, delegator=house.director, delegate=delegate, period=a_week)
    elsewhere = MembershipFactory(role=Role.MEDICAL_DIRECTOR, service=None).user
    return [house.lead, house.director, both, hr, delegate, named, elsewhere]


@pytest.fixture
def many(house: House, signatories: list[User]) -> list[TimeSplit]:
    """Seventy splits of any status, service, turn and age; some the signatories' own, signed or seen by them."""
    rng, now = Random(4), timezone.now()
    services = [house.service, ServiceFactory(organisation=house.organisation, name="Renal"), ServiceFactory()]
    return [_any_split(rng, now - timedelta(hours=rng.randrange(2000)), services, signatories) for _ in range(70)]


def _any_split(rng: Random, sent, services, signatories) -> TimeSplit:
    service = rng.choice(services)
    turn = rng.choice(["service_lead", "medical_director", "medical_director", "hr", "person"])
    split = TimeSplitFactory(
        user=rng.choice([*signatories, *(UserFactory() for _ in range(6))]),
        organisation=service.organisation,
        service=service,
        status=rng.choice([Status.SUBMITTED, Status.FIRST_SIGNED, Status.FIRST_SIGNED, Status.RETURNED]),
        tier=rng.choice([1, 2, 3]),
        waits_for=turn,
        waits_for_person=rng.choice(signatories) if turn == "person" else None,
        submitted_at=sent,
        due_on=rng.choice([TODAY() + timedelta(days=rng.randrange(-9, 9)), None]),
        version=rng.choice([1, 2]),
    )
    signer, looker = rng.choice(signatories), rng.choice(signatories)
    if rng.random() < 0.4:
        SignOff.objects.create(split=split, tier=rng.choice([1, 2]), by=signer)
    if rng.random() < 0.6:
        Seen.objects.create(split=split, user=looker, version=1, at=timezone.now())
    return split


def _turns(user: User) -> Turns:
    return Turns.of(user, held_by(user))


def _all_rows(turns: Turns, scope: str, order: str = "oldest") -> list[Row]:
    """The rows of every page in turn."""
    pages = find(turns, Ask(scope, order)).page.paginator.num_pages
    return [row for n in range(1, pages + 1) for row in find(turns, Ask(scope, order, page=str(n))).rows]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("order", FIELDS)
def test_the_statement_shows_what_the_policies_let_each_signatory_see(many, signatories, scope, order) -> None:
    shown = 0
    for user in signatories:
        turns = _turns(user)
        expected = pending(turns, scope).order_by(*FIELDS[order])
        rows = _all_rows(turns, scope, order)
        assert [row.pk for row in rows] == [split.pk for split in expected]
        counted = expected.order_by().values("service").annotate(n=Count("pk")).values_list("service", "n")
        found = find(turns, Ask(scope=scope, order=order))
        assert {each.key: each.splits for each in found.services} == {str(key): n for key, n in counted}
        assert found.total == len(rows)
        shown += len(rows)
    assert shown > 2 * PAGE


def test_each_row_says_what_the_records_say(many, signatories) -> None:
    for user in signatories:
        for row in _all_rows(_turns(user), "all"):
            split = TimeSplit.objects.select_related("user", "service").get(pk=row.pk)
            seen = Seen.objects.filter(split=split, user=user).first()
            assert row.clinician == str(split.user)
            assert (row.service, row.waits_for) == (split.service.name, split.waits_for)
            assert (row.starts, row.due_on) == (split.starts, split.due_on)
            assert (row.total_pas, row.dcc_pas) == (split.total_pas, split.dcc_pas)
            assert row.days == (TODAY() - timezone.localdate(split.submitted_at)).days
            assert row.changed == (seen is not None and seen.version != split.version)


def test_a_role_that_ends_or_a_signature_given_changes_what_the_kept_filter_shows(house: House) -> None:
    split = house.submitted()
    assert [row.pk for row in find(_turns(house.lead), Ask()).rows] == [split.pk]
    SignOff.objects.create(split=split, tier=1, by=house.lead)
    TimeSplit.objects.filter(pk=split.pk).update(status=Status.FIRST_SIGNED)
    assert find(_turns(house.lead), Ask()).rows == []
    SignOff.objects.all().delete()
    TimeSplit.objects.filter(pk=split.pk).update(status=Status.SUBMITTED)
    assert [row.pk for row in find(_turns(house.lead), Ask()).rows] == [split.pk]
    MembershipFactory(user=house.lead, role=Role.CLINICIAN)
    house.lead.memberships.filter(organisation=house.organisation).delete()
    assert find(_turns(house.lead), Ask()).rows == []


def test_who_is_named_but_works_nowhere_today_finds_nothing(house: House) -> None:
    named = MembershipFactory(organisation=house.organisation, role=Role.CLINICIAN, service=house.service).user
    split = house.submitted()
    TimeSplit.objects.filter(pk=split.pk).update(waits_for="person", waits_for_person=named)
    assert [row.pk for row in find(_turns(named), Ask()).rows] == [split.pk]
    named.memberships.all().delete()
    found = find(_turns(named), Ask(scope="all"))
    assert (found.rows, found.total, found.services) == ([], 0, ())


def test_a_page_that_is_not_there_is_the_last_one_with_its_counts(house: House) -> None:
    now = timezone.now()
    for n in range(PAGE + 2):
        TimeSplitFactory(
            organisation=house.organisation,
            service=house.service,
            status=Status.FIRST_SIGNED,
            submitted_at=now - timedelta(days=n),
        )
    for asked, number in (("2", 2), ("99", 2), ("9" * 30, 2), ("0", 2), ("x", 1), ("-1", 2)):
        found = find(_turns(house.director), Ask(page=asked))
        assert (found.page.number, len(found.rows), found.total) == (number, 2 if number == 2 else PAGE, PAGE + 2)


def test_what_is_read_does_not_grow_with_what_waits(house: House) -> None:
    for more in (3, 60):
        for _ in range(more):
            TimeSplitFactory(
                organisation=house.organisation,
                service=house.service,
                status=Status.FIRST_SIGNED,
                submitted_at=timezone.now(),
            )
        turns = _turns(house.director)
        with CaptureQueriesContext(connection) as asked:
            find(turns, Ask())
        assert len(asked) == 1
