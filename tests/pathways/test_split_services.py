"""The life of a time split: who moves it on, what stops it, what each move leaves behind."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from pathways.models import SignOff, TimeSplit
from pathways.splits.drafting import save_draft
from pathways.splits.models import TRANSITIONS
from pathways.splits.services import return_for_change, sign_off, submit, withdraw
from pathways.splits.tasks import bring_into_force
from people.history import history_of
from people.models import Role
from people.refusals import Refused
from reminders.models import Message
from tests.factories import MembershipFactory, ServiceFactory
from tests.pathways.conftest import House, lines

Status = TimeSplit.Status
TODAY = timezone.localdate


def test_a_split_is_signed_first_by_the_lead_and_last_by_the_director(house: House) -> None:
    split = house.submitted()
    split = sign_off(split, by=house.lead, version=split.version)
    assert split.status == Status.FIRST_SIGNED
    split = sign_off(split, by=house.director, version=split.version)
    assert split.status == Status.SIGNED_OFF
    assert list(split.sign_offs.order_by("tier").values_list("tier", "by")) == [
        (1, house.lead.pk),
        (2, house.director.pk),
    ]


def test_the_director_cannot_sign_before_the_lead_s10(house: House) -> None:
    split = house.submitted()
    with pytest.raises(PermissionDenied):
        sign_off(split, by=house.director, version=split.version)
    assert not SignOff.objects.exists()


def test_the_owner_cannot_sign_their_own_split_s10(house: House) -> None:
    MembershipFactory(
        user=house.clinician, organisation=house.organisation, role=Role.SERVICE_LEAD, service=house.service
    )
    split = house.submitted()
    with pytest.raises(Refused, match="your own time split"):
        sign_off(split, by=house.clinician, version=split.version)


def test_who_signed_first_cannot_sign_last_s10(house: House) -> None:
    MembershipFactory(user=house.lead, organisation=house.organisation, role=Role.MEDICAL_DIRECTOR)
    split = house.first_signed()
    with pytest.raises(Refused, match="Another person"):
        sign_off(split, by=house.lead, version=split.version)


def test_a_lead_of_another_service_or_of_days_gone_by_cannot_sign(house: House) -> None:
    other = ServiceFactory(organisation=house.organisation)
    elsewhere = MembershipFactory(organisation=house.organisation, role=Role.SERVICE_LEAD, service=other).user
    split = house.submitted()
    with pytest.raises(PermissionDenied):
        sign_off(split, by=elsewhere, version=split.version)
    membership = house.lead.memberships.get()
    membership.period = type(membership.period)(membership.period.lower, TODAY())
    membership.save()
    with pytest.raises(Refused, match="role that signs this time split has ended"):
        sign_off(split, by=house.lead, version=split.version)


def test_a_double_click_signs_once(house: House) -> None:
    split = house.submitted()
    shown = split.version
    sign_off(split, by=house.lead, version=shown)
    again = sign_off(split, by=house.lead, version=shown)
    assert again.status == Status.FIRST_SIGNED
    assert SignOff.objects.count() == 1


def test_a_page_older_than_a_change_is_refused(house: House) -> None:
    split = house.submitted()
    with pytest.raises(Refused, match="has changed since"):
        sign_off(split, by=house.lead, version=split.version - 1)


def test_submitting_twice_sends_once(house: House) -> None:
    draft = save_draft(house.proposal(), by=house.clinician)
    submit(draft, by=house.clinician, version=draft.version)
    again = submit(draft, by=house.clinician, version=draft.version)
    assert again.version == draft.version + 1
    assert Message.objects.filter(user=house.lead).count() == 1


def test_nobody_sends_the_split_of_another(house: House) -> None:
    draft = save_draft(house.proposal(), by=house.clinician)
    with pytest.raises(PermissionDenied):
        submit(draft, by=house.lead, version=draft.version)


def test_a_split_that_breaks_a_rule_is_not_sent_and_says_which(house: House) -> None:
    draft = save_draft(house.proposal(lines=lines("dcc 6")), by=house.clinician)
    with pytest.raises(Refused, match="add up to 6 PAs"):
        submit(draft, by=house.clinician, version=draft.version)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_a_return_gives_its_reason_and_a_new_round_of_signatures(house: House) -> None:
    split = house.first_signed()
    split = return_for_change(split, by=house.director, version=split.version, reason="Keep 7 clinical PAs.")
    assert (split.status, split.return_reason) == (Status.RETURNED, "Keep 7 clinical PAs.")
    changed = save_draft(
        house.proposal(lines=lines("dcc 7", "spa 1.5", "anr 1.5")),
        by=house.clinician,
        split=split,
        version=split.version,
    )
    sent = submit(changed, by=house.clinician, version=changed.version)
    assert sent.return_reason == ""
    with pytest.raises(PermissionDenied):
        sign_off(sent, by=house.director, version=sent.version)
    first = sign_off(sent, by=house.lead, version=sent.version)
    final = sign_off(first, by=house.director, version=first.version)
    assert final.status == Status.SIGNED_OFF
    assert sorted(SignOff.objects.values_list("round", "tier")) == [(1, 1), (2, 1), (2, 2)]


def test_a_return_without_a_reason_is_refused(house: House) -> None:
    split = house.submitted()
    with pytest.raises(Refused, match="Say what should change"):
        return_for_change(split, by=house.lead, version=split.version, reason="  ")


def test_the_owner_cannot_return_and_a_stranger_cannot_withdraw(house: House) -> None:
    split = house.submitted()
    with pytest.raises(PermissionDenied):
        return_for_change(split, by=house.clinician, version=split.version, reason="No")
    with pytest.raises(PermissionDenied):
        withdraw(split, by=house.lead, version=split.version)
    assert withdraw(split, by=house.clinician, version=split.version).status == Status.WITHDRAWN


def test_an_agreed_split_can_be_neither_withdrawn_nor_changed(house: House) -> None:
    split = house.signed_off()
    with pytest.raises(Refused, match="can no longer be done"):
        withdraw(split, by=house.clinician, version=split.version)
    with pytest.raises(Refused, match="cannot be changed"):
        save_draft(house.proposal(), by=house.clinician, split=split, version=split.version)


def test_a_split_that_starts_today_or_before_comes_into_force_with_the_final_signature(house: House) -> None:
    assert house.signed_off(TODAY()).status == Status.IN_FORCE


def test_the_split_before_ends_on_the_very_day_the_next_one_starts_s9(house: House) -> None:
    old = house.signed_off(TODAY() - timedelta(days=100))
    new = house.signed_off(TODAY() + timedelta(days=10))
    old.refresh_from_db()
    assert old.period.upper == new.period.lower
    assert (old.status, new.status) == (Status.IN_FORCE, Status.SIGNED_OFF)


def test_a_split_agreed_for_later_comes_into_force_on_its_day_and_takes_the_place_of_the_old(house: House) -> None:
    old = house.signed_off(TODAY() - timedelta(days=100))
    new = house.signed_off(TODAY() + timedelta(days=10))
    assert bring_into_force() == 0
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        assert bring_into_force() == 1
        assert bring_into_force() == 0
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.status) == (Status.SUPERSEDED, Status.IN_FORCE)


def test_two_splits_whose_days_have_both_come_end_with_the_later_in_force(house: House) -> None:
    first = house.signed_off(TODAY() + timedelta(days=5))
    second = house.signed_off(TODAY() + timedelta(days=9))
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert bring_into_force() == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (Status.SUPERSEDED, Status.IN_FORCE)


def test_a_split_before_one_already_agreed_is_refused_s9(house: House) -> None:
    house.signed_off(TODAY() + timedelta(days=10))
    draft = save_draft(house.proposal(TODAY() + timedelta(days=5)), by=house.clinician)
    with pytest.raises(Refused, match="agreed before starts on"):
        submit(draft, by=house.clinician, version=draft.version)


def test_each_step_tells_the_person_whose_turn_it_is_once(house: House) -> None:
    house.signed_off()
    told = sorted(Message.objects.values_list("user__name", "subject"))
    assert told == [
        ("The clinician", "The director has given the final sign-off"),
        ("The clinician", "The lead has signed your time split. It waits for the next signature"),
        ("The director", "The lead has signed a time split. It waits for you to sign next"),
        ("The lead", "The clinician asks you to sign a time split"),
    ]


def test_the_history_says_who_moved_it_and_why(house: House) -> None:
    split = house.first_signed()
    split = return_for_change(split, by=house.director, version=split.version, reason="Too little clinic.")
    newest, *_, oldest = history_of(split)
    assert (newest.who, newest.why) == ("The director", "Returned for change: Too little clinic.")
    assert (oldest.who, oldest.why) == ("The clinician", "Saved as a draft")


def test_every_status_has_its_way_on_and_withdrawn_has_none() -> None:
    assert set(TRANSITIONS) == set(Status)
    assert TRANSITIONS[Status.WITHDRAWN] == TRANSITIONS[Status.CORRECTED] == set()


def test_the_sums_of_the_lines_stand_on_the_split(house: House) -> None:
    split = house.submitted()
    parts = (split.dcc_pas, split.spa_pas, split.anr_pas, split.ed_pas, split.apa_pas)
    assert parts == (Decimal("6.5"), Decimal("1.5"), Decimal("2"), Decimal("0"), Decimal("0"))
