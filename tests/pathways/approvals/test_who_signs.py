"""One to three steps of sign-off, by role or by name, with delegates and days to sign (issue of sign-off, S10)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.models import TimeSplit
from pathways.signatories.models import Delegation, Who
from pathways.signatories.services import delegate, end_delegation, set_tiers
from pathways.signatories.tiers import DEFAULT, Step, steps_on
from pathways.splits.policies import Turns, seat_of
from pathways.splits.services import decline, reopen, sign_off
from people.memberships.requests import held_by
from people.models import Role, User
from people.refusals import Refused
from reminders.models import Due, Message
from reminders.sweeping import sweep
from tests.factories import MembershipFactory
from tests.pathways.conftest import House

Status = TimeSplit.Status
TODAY = timezone.localdate


@pytest.fixture
def admin(house: House) -> User:
    return MembershipFactory(organisation=house.organisation, role=Role.ORGANISATION_ADMIN).user


@pytest.fixture
def named(house: House) -> User:
    """Someone who works there and holds no role that signs."""
    return MembershipFactory(
        user__name="Nadia Named", organisation=house.organisation, role=Role.CLINICIAN, service=house.service
    ).user


def tiers(house: House, admin: User, *steps: Step, **changes: object):
    facts = {"starts": TODAY(), "source": "Agreed by the local negotiating committee.", "by": admin, **changes}
    return set_tiers(house.organisation, steps, **facts)  # type: ignore[arg-type]


def days_ahead(first: int, last: int) -> dict:
    return {"first": TODAY() + timedelta(days=first), "last": TODAY() + timedelta(days=last)}


def waits_for(user: User) -> bool:
    return TimeSplit.objects.pending().filter(Turns.of(user, held_by(user)).waiting()).exists()


def end_memberships(user: User) -> None:
    for membership in user.memberships.all():
        membership.period = DateRange(membership.period.lower, TODAY())
        membership.save()


def test_without_any_recorded_the_lead_signs_first_and_the_director_last(house: House) -> None:
    assert steps_on(house.organisation.pk, TODAY()) == DEFAULT


def test_with_one_step_one_signature_agrees_it(house: House, admin: User) -> None:
    tiers(house, admin, Step(Who.DIRECTOR))
    split = house.submitted()
    assert not waits_for(house.lead)
    assert sign_off(split, by=house.director, version=split.version).status == Status.SIGNED_OFF


def test_three_steps_are_signed_in_their_order_by_a_named_person_too(house: House, admin: User, named: User) -> None:
    tiers(house, admin, Step(Who.LEAD), Step(Who.PERSON, named.pk), Step(Who.DIRECTOR))
    split = house.submitted()
    for signer in (house.lead, named, house.director):
        assert waits_for(signer)
        split = sign_off(split, by=signer, version=split.version)
        assert not waits_for(signer)
    assert split.status == Status.SIGNED_OFF
    assert list(split.sign_offs.order_by("tier").values_list("by", flat=True)) == [
        house.lead.pk,
        named.pk,
        house.director.pk,
    ]


def test_a_split_keeps_the_steps_of_the_day_it_was_sent(house: House, admin: User) -> None:
    split = house.submitted()
    tiers(house, admin, Step(Who.DIRECTOR))
    with pytest.raises(PermissionDenied):
        sign_off(split, by=house.director, version=split.version)
    assert sign_off(split, by=house.lead, version=split.version).status == Status.FIRST_SIGNED


def test_steps_hold_from_their_day_on_and_replace_what_was_planned(house: House, admin: User) -> None:
    later = TODAY() + timedelta(days=10)
    tiers(house, admin, Step(Who.DIRECTOR), starts=later)
    assert steps_on(house.organisation.pk, later - timedelta(days=1)) == DEFAULT
    assert steps_on(house.organisation.pk, later) == (Step(Who.DIRECTOR),)
    tiers(house, admin, Step(Who.LEAD, days=7))
    assert steps_on(house.organisation.pk, later) == (Step(Who.LEAD, days=7),)


@pytest.mark.parametrize(
    ("steps", "changes", "words"),
    [
        ((), {}, "one to 3"),
        ((Step(Who.LEAD), Step(Who.LEAD)), {}, "signs an earlier step already"),
        ((Step(Who.PERSON, None),), {}, "works for"),
        ((Step(Who.LEAD),), {"source": " "}, "Give the reason"),
        ((Step(Who.LEAD),), {"starts": TODAY() - timedelta(days=1)}, "today or a later day"),
        ((Step(Who.LEAD),), {"starts": TODAY() + timedelta(days=4000)}, "ten years"),
    ],
)
def test_what_cannot_be_set_is_refused_in_words(house: House, admin: User, steps, changes, words) -> None:
    with pytest.raises(Refused, match=words):
        tiers(house, admin, *steps, **changes)
    assert steps_on(house.organisation.pk, TODAY()) == DEFAULT


def test_only_an_administrator_of_the_organisation_sets_who_signs(house: House) -> None:
    with pytest.raises(PermissionDenied):
        tiers(house, house.director, Step(Who.DIRECTOR))


def test_a_delegate_signs_in_the_place_of_who_is_away_and_the_signature_says_so(house: House, named: User) -> None:
    delegate(house.organisation, named.email, **days_ahead(0, 6), by=house.lead)
    split = house.submitted()
    assert waits_for(named)
    assert waits_for(house.lead)
    sign_off(split, by=named, version=split.version)
    given = split.sign_offs.get()
    assert (given.by, given.on_behalf_of) == (named, house.lead)


def test_a_delegation_holds_from_its_first_to_its_last_day(house: House, named: User) -> None:
    delegate(house.organisation, named.email, **days_ahead(2, 4), by=house.lead)
    split = house.submitted(TODAY() + timedelta(days=90))
    for days, holds in ((0, False), (2, True), (4, True), (5, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert (seat_of(named, split) is not None) is holds


def test_a_delegate_never_signs_their_own_nor_that_of_whom_they_sign_for(house: House) -> None:
    delegate(house.organisation, house.clinician.email, **days_ahead(0, 6), by=house.lead)
    split = house.submitted()
    assert not waits_for(house.clinician)
    with pytest.raises(Refused, match="your own time split"):
        sign_off(split, by=house.clinician, version=split.version)


def test_one_person_never_signs_two_steps_as_a_delegate_either(house: House, named: User) -> None:
    delegate(house.organisation, named.email, **days_ahead(0, 6), by=house.lead)
    delegate(house.organisation, named.email, **days_ahead(0, 6), by=house.director)
    split = house.submitted()
    split = sign_off(split, by=named, version=split.version)
    assert not waits_for(named)
    with pytest.raises(Refused, match="Another person"):
        sign_off(split, by=named, version=split.version)


def test_the_director_does_not_sign_last_what_was_signed_first_in_their_place(house: House, named: User) -> None:
    MembershipFactory(
        user=house.director, organisation=house.organisation, role=Role.SERVICE_LEAD, service=house.service
    )
    delegate(house.organisation, named.email, **days_ahead(0, 6), by=house.director)
    split = house.submitted()
    split = sign_off(split, by=named, version=split.version)
    with pytest.raises(Refused, match=r"gave another signature|signed this split"):
        sign_off(split, by=house.director, version=split.version)


@pytest.mark.parametrize("leaver", ["delegator", "delegate"])
def test_a_delegation_ends_with_either_ones_membership(house: House, named: User, leaver: str) -> None:
    held = delegate(house.organisation, named.email, **days_ahead(0, 6), by=house.lead)
    split = house.submitted()
    end_memberships(getattr(held, leaver))
    assert not waits_for(named)
    with pytest.raises((PermissionDenied, Refused)):
        sign_off(split, by=named, version=split.version)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(-1, 3, "today or later"), (3, 2, "on or after the first day"), (0, 400, "within 12 months")],
)
def test_days_that_cannot_be_are_refused(house: House, named: User, first: int, last: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        delegate(house.organisation, named.email, **days_ahead(first, last), by=house.lead)


def test_who_stands_in_is_someone_else_of_the_organisation_and_one_at_a_time(house: House, named: User) -> None:
    with pytest.raises(Refused, match="This is you"):
        delegate(house.organisation, house.lead.email, **days_ahead(0, 6), by=house.lead)
    with pytest.raises(Refused, match="works for"):
        delegate(house.organisation, MembershipFactory().user.email, **days_ahead(0, 6), by=house.lead)
    once = delegate(house.organisation, named.email, **days_ahead(0, 6), by=house.lead)
    assert delegate(house.organisation, named.email.upper(), **days_ahead(0, 6), by=house.lead) == once
    with pytest.raises(Refused, match="Nadia Named stands in for you"):
        delegate(house.organisation, house.director.email, **days_ahead(6, 8), by=house.lead)


def test_who_signs_nothing_has_nobody_sign_in_their_place(house: House, named: User) -> None:
    with pytest.raises(PermissionDenied):
        delegate(house.organisation, house.lead.email, **days_ahead(0, 6), by=named)


def test_ended_early_a_delegation_is_over_at_once_and_both_letters_went_out(house: House, named: User) -> None:
    held = delegate(house.organisation, named.email, **days_ahead(0, 6), by=house.lead)
    end_delegation(held, by=house.lead)
    end_delegation(held, by=house.lead)
    assert not Delegation.objects.exists()
    assert Message.objects.filter(user=named, key__startswith="delegation:").count() == 2


def test_the_turn_has_its_day_to_sign_and_one_reminder_two_days_before(house: House, admin: User) -> None:
    tiers(house, admin, Step(Who.LEAD, days=10), Step(Who.DIRECTOR, days=5))
    split = house.submitted()
    due = Due.objects.get(user=house.lead, kind="split-to-sign")
    assert (due.due_on, due.remind_on) == (TODAY() + timedelta(days=10), TODAY() + timedelta(days=8))
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert (sweep(), sweep()) == (1, 0)
    sign_off(split, by=house.lead, version=split.version)
    assert Due.objects.get(user=house.lead, kind="split-to-sign").state == Due.State.DONE
    assert Due.objects.get(user=house.director, kind="split-to-sign").due_on == TODAY() + timedelta(days=5)


def test_declined_it_is_over_with_its_reason_and_the_owner_is_told(house: House) -> None:
    split = house.submitted()
    with pytest.raises(PermissionDenied):
        decline(split, by=house.director, version=split.version, reason="Not my turn.")
    done = decline(split, by=house.lead, version=split.version, reason="The service can’t spare it.")
    assert (done.status, done.return_reason) == (Status.DECLINED, "The service can’t spare it.")
    told = Message.objects.get(user=house.clinician, key__contains=":declined:")
    assert "The service can’t spare it." in told.text
    with pytest.raises(Refused):
        sign_off(done, by=house.lead, version=done.version)


def test_reopened_it_tells_owner_and_signatories_why_and_asks_all_to_sign_again(house: House, admin: User) -> None:
    split = house.first_signed()
    done = reopen(split, by=admin, version=split.version, reason="The clinic day moved.")
    assert done.status == Status.REOPENED
    told = Message.objects.filter(key__contains=":reopened:")
    assert {message.user for message in told} == {house.clinician, house.lead, house.director}
    assert all("The clinic day moved." in message.text for message in told)


def test_an_agreed_split_that_is_reopened_gives_back_the_days_of_the_one_before(house: House, admin: User) -> None:
    first = house.signed_off(TODAY() - timedelta(days=100))
    second = house.signed_off(TODAY() + timedelta(days=50))
    first.refresh_from_db()
    assert first.period.upper == second.starts
    reopen(second, by=admin, version=second.version, reason="Too early.")
    first.refresh_from_db()
    assert first.period.upper is None


def test_nobody_reopens_their_own_nor_what_has_been_in_force(house: House, admin: User) -> None:
    held = house.signed_off(TODAY() - timedelta(days=100))
    with pytest.raises(Refused, match="has been in force"):
        reopen(held, by=admin, version=held.version, reason="Wrong.")
    MembershipFactory(user=house.clinician, organisation=house.organisation, role=Role.ORGANISATION_ADMIN)
    sent = house.submitted()
    with pytest.raises(PermissionDenied):
        reopen(sent, by=house.clinician, version=sent.version, reason="Mine.")
