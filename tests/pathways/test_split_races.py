"""Two people at once, each with a connection of their own to the real database."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pathways.models import SignOff, TimeSplit
from pathways.splits.services import sign_off
from pathways.splits.tasks import bring_into_force
from people.models import Role
from people.refusals import Refused
from tests.factories import MembershipFactory
from tests.pathways.conftest import House, make_house
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
Status = TimeSplit.Status


@pytest.fixture
def house() -> House:
    return make_house()


def test_two_directors_signing_at_once_leave_one_signature_and_the_other_a_sentence(house: House) -> None:
    second = MembershipFactory(organisation=house.organisation, role=Role.MEDICAL_DIRECTOR).user
    split = house.first_signed()
    results = together(
        lambda: sign_off(split, by=house.director, version=split.version),
        lambda: sign_off(split, by=second, version=split.version),
    )
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 1
    assert "needs no signature now" in refused[0].sentence
    assert SignOff.objects.filter(split=split, tier=2).count() == 1


def test_fifty_people_signing_at_once_leave_one_signature(house: House) -> None:
    directors = [MembershipFactory(organisation=house.organisation, role=Role.MEDICAL_DIRECTOR).user for _ in range(50)]
    split = house.first_signed()
    results = together(*[lambda by=by: sign_off(split, by=by, version=split.version) for by in directors])
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 49
    assert [result for result in results if isinstance(result, Exception) and result not in refused] == []
    assert SignOff.objects.filter(split=split, tier=2).count() == 1


def test_one_director_clicking_twice_at_once_signs_once_and_reads_no_error(house: House) -> None:
    split = house.first_signed()
    results = together(*[lambda: sign_off(split, by=house.director, version=split.version)] * 4)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert SignOff.objects.filter(split=split, tier=2).count() == 1


def test_two_overlapping_splits_signed_at_once_one_wins_and_the_other_reads_why_s9(house: House) -> None:
    start = timezone.localdate() + timedelta(days=30)
    splits = [house.first_signed(start), house.first_signed(start, reason="Another wish", last_day=start)]
    results = together(*[lambda s=s: sign_off(s, by=house.director, version=s.version) for s in splits])
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 1
    assert "agreed before starts on" in refused[0].sentence
    agreed = TimeSplit.objects.filter(status=Status.SIGNED_OFF)
    assert agreed.count() == 1


def test_a_split_agreed_behind_the_services_back_is_stopped_by_the_database_with_a_sentence_s9(house: House) -> None:
    start = timezone.localdate() + timedelta(days=30)
    ours, theirs = house.first_signed(start), house.first_signed(start, reason="Another wish")
    written, asked = threading.Event(), threading.Event()

    def behind() -> None:
        with transaction.atomic():
            TimeSplit.objects.filter(pk=theirs.pk).update(status=Status.SIGNED_OFF)
            written.set()
            asked.wait(10)
            # Time for the other transaction to come to the constraint and wait there.
            threading.Event().wait(1)

    def service() -> object:
        written.wait(10)
        asked.set()
        return sign_off(ours, by=house.director, version=ours.version)

    _, result = together(behind, service)
    assert isinstance(result, Refused)
    assert "has just been agreed" in result.sentence
    ours.refresh_from_db()
    assert ours.status == Status.FIRST_SIGNED
    assert not SignOff.objects.filter(split=ours, tier=2).exists()


def test_the_sweep_run_twice_at_once_brings_each_split_into_force_once(house: House) -> None:
    split = house.signed_off()
    TimeSplit.objects.filter(pk=split.pk).update(
        period=type(split.period)(timezone.localdate() - timedelta(days=1), None)
    )
    assert sorted(together(bring_into_force, bring_into_force), key=str) == [0, 1]
    split.refresh_from_db()
    assert split.status == Status.IN_FORCE
