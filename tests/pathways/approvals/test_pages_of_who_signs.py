"""The pages of sign-off: steps, standing in, declining, reopening, what changed, several at once."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pathways.models import SignOff, TimeSplit
from pathways.signatories.models import Delegation
from pathways.signatories.tiers import Step, steps_on
from pathways.splits.models import SplitLine
from pathways.splits.services import return_for_change, sign_off, submit
from people.models import Role, User
from tests.factories import EmploymentFactory, MembershipFactory, TimeSplitFactory
from tests.pathways.conftest import House

Status = TimeSplit.Status
TODAY = timezone.localdate


def member(house: House, role: Role, **more: object) -> User:
    return MembershipFactory(organisation=house.organisation, role=role, **more).user


def day(name: str, value) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


def page(client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def pending(house: House, count: int) -> list[TimeSplit]:
    """As many clinicians' splits that wait for the lead, each with an employment and its lines."""
    made = []
    for _ in range(count):
        user = member(house, Role.CLINICIAN, service=house.service)
        EmploymentFactory(user=user, organisation=house.organisation, service=house.service)
        split = TimeSplitFactory(
            user=user,
            organisation=house.organisation,
            service=house.service,
            status=Status.SUBMITTED,
            submitted_at=timezone.now(),
            total_pas=10,
            dcc_pas=Decimal("8.5"),
            spa_pas=Decimal("1.5"),
            anr_pas=0,
        )
        SplitLine.objects.create(split=split, position=1, category="dcc", what="Clinics", pas=Decimal("8.5"))
        SplitLine.objects.create(split=split, position=2, category="spa", what="Learning", pas=Decimal("1.5"))
        made.append(split)
    return made


def test_an_administrator_sets_three_steps_and_reads_them(client, house: House) -> None:
    admin, named = member(house, Role.ORGANISATION_ADMIN), member(house, Role.HR)
    address = reverse("approvals:tiers_of", args=[house.organisation.pk])
    assert "The usual order" in page(client, admin, address)
    typed = {
        **{"who_1": "service_lead", "days_1": "7", "who_2": "person", "email_2": named.email.upper()},
        **{"who_3": "medical_director", "source": "Job planning policy, section 4"},
        **day("starts", TODAY()),
    }
    done = client.post(address, typed, follow=True).content.decode()
    assert "Who signs is set from" in done
    assert str(named) in done
    expected = (Step("service_lead", None, 7), Step("person", named.pk), Step("medical_director"))
    assert steps_on(house.organisation.pk, TODAY()) == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"who_1": "service_lead", "who_3": "medical_director"}, "Choose who signs before the third"),
        ({"who_1": "person"}, "Enter the email address of the person who signs"),
        ({"who_1": "service_lead", "email_1": "a@tests.example"}, "or take the email address out"),
        ({"who_1": "person", "email_1": "nobody@tests.example"}, "Nobody with this email address works for"),
        ({"who_1": "service_lead", "days_1": "91"}, "90 or less"),
    ],
)
def test_wrong_steps_are_told_beside_their_field_and_nothing_typed_is_lost(client, house, typed, words) -> None:
    client.force_login(member(house, Role.ORGANISATION_ADMIN))
    address = reverse("approvals:tiers_of", args=[house.organisation.pk])
    shown = client.post(address, {"source": "Kept words", **day("starts", TODAY()), **typed}).content.decode()
    assert words in shown
    assert "Kept words" in shown


def test_hr_and_the_director_read_the_steps_and_have_no_form(client, house: House) -> None:
    address = reverse("approvals:tiers_of", args=[house.organisation.pk])
    for user in (house.director, member(house, Role.HR)):
        shown = page(client, user, address)
        assert "An administrator of your organisation changes it" in shown
        assert 'name="source"' not in shown


def test_a_lead_names_someone_who_then_finds_the_queue_and_ends_it_again(client, house: House) -> None:
    named = member(house, Role.CLINICIAN, service=house.service)
    house.submitted()
    client.force_login(house.lead)
    address = reverse("approvals:delegations")
    typed = {"organisation": str(house.organisation.pk), "email": named.email}
    typed |= day("first", TODAY()) | day("last", TODAY() + timedelta(days=3))
    assert f"{named} signs in your place" in client.post(address, typed, follow=True).content.decode()
    assert "The clinician" in page(client, named, reverse("approvals:queue"))
    held = Delegation.objects.get()
    client.force_login(house.lead)
    client.post(reverse("approvals:delegation_end", args=[held.pk]))
    client.force_login(named)
    assert client.get(reverse("approvals:queue")).status_code == 404


def test_wrong_days_of_a_delegation_keep_what_was_typed(client, house: House) -> None:
    client.force_login(house.lead)
    typed = {"organisation": str(house.organisation.pk), "email": "someone@tests.example"}
    typed |= day("first", TODAY() - timedelta(days=9)) | day("last", TODAY())
    shown = client.post(reverse("approvals:delegations"), typed).content.decode()
    assert "First day must be today or later" in shown
    assert "someone@tests.example" in shown


def test_a_signature_in_someones_place_says_for_whom_on_both_pages(client, house: House) -> None:
    named = member(house, Role.CLINICIAN, service=house.service)
    Delegation.objects.create(
        organisation=house.organisation,
        delegator=house.lead,
        delegate=named,
        period=("[" + str(TODAY()) + "," + str(TODAY() + timedelta(days=9)) + ")"),
    )
    split = house.submitted()
    assert f"You sign in the place of {house.lead}" in page(client, named, reverse("approvals:detail", args=[split.pk]))
    sign_off(split, by=named, version=split.version)
    for user, route in ((house.clinician, "splits:detail"), (house.director, "approvals:detail")):
        shown = page(client, user, reverse(route, args=[split.pk]))
        assert f"First sign-off, service lead: {named} for {house.lead}" in shown


def test_declining_asks_for_a_reason_and_keeps_what_was_typed(client, house: House) -> None:
    split = house.submitted()
    client.force_login(house.lead)
    address = reverse("approvals:detail", args=[split.pk])
    shown = client.post(address, {"version": split.version, "decline": "1", "note": "kept"}).content.decode()
    assert "Say why you decline it" in shown
    assert "kept" in shown
    client.post(address, {"version": split.version, "decline": "1", "reason": "The service can’t spare it."})
    split.refresh_from_db()
    assert split.status == Status.DECLINED
    assert "Why it was declined" in page(client, house.clinician, reverse("splits:detail", args=[split.pk]))


def test_the_director_reopens_with_a_reason_and_the_owner_changes_it(client, house: House) -> None:
    split = house.first_signed()
    address = reverse("approvals:reopen", args=[split.pk])
    assert address in page(client, house.director, reverse("approvals:detail", args=[split.pk]))
    assert "Say why you reopen it" in client.post(address, {"version": split.version}).content.decode()
    client.post(address, {"version": split.version, "reason": "The clinic day moved."})
    shown = page(client, house.clinician, reverse("splits:detail", args=[split.pk]))
    assert "The clinic day moved." in shown
    assert reverse("splits:edit", args=[split.pk]) in shown


def test_what_changed_since_the_last_look_stands_in_the_queue_and_on_the_page(client, house: House) -> None:
    split = house.submitted()
    address = reverse("approvals:detail", args=[split.pk])
    assert "Changed since you looked" not in page(client, house.lead, address)
    split = return_for_change(split, by=house.lead, version=split.version, reason="Less.")
    split = submit(split, by=house.clinician, version=split.version)
    assert ">Changed</strong>" in page(client, house.lead, reverse("approvals:queue"))
    assert "Changed since you looked" in page(client, house.lead, address)
    assert "Changed since you looked" not in page(client, house.lead, address)


def test_the_queue_orders_by_deadline_and_by_effect_and_marks_what_is_overdue(client, house: House) -> None:
    late, early, large = pending(house, 3)
    TimeSplit.objects.filter(pk=late.pk).update(due_on=TODAY() - timedelta(days=1))
    TimeSplit.objects.filter(pk=early.pk).update(due_on=TODAY() + timedelta(days=2))
    TimeSplit.objects.filter(pk=large.pk).update(due_on=TODAY() + timedelta(days=9))
    for split, before in ((late, "8.5"), (early, "8"), (large, "4")):
        TimeSplitFactory(
            user=split.user,
            organisation=house.organisation,
            service=house.service,
            status=Status.IN_FORCE,
            period=("[2020-01-01," + str(split.starts) + ")"),
            total_pas=Decimal(before) + Decimal("1.5"),
            dcc_pas=Decimal(before),
            spa_pas=Decimal("1.5"),
            anr_pas=0,
        )
    shown = page(client, house.lead, reverse("approvals:queue") + "?order=deadline")
    assert "Overdue" in shown
    names = re.findall(r'href="/approvals/\d+/">([^<]+)</a>', shown)
    assert names == [str(split.user) for split in (late, early, large)]
    shown = page(client, house.lead, reverse("approvals:queue") + "?order=effect")
    names = re.findall(r'href="/approvals/\d+/">([^<]+)</a>', shown)
    assert names == [str(split.user) for split in (large, early, late)]
    assert "+4.5" in shown


def test_several_show_their_joint_effect_once_and_are_signed_once(client, house: House) -> None:
    one, two = pending(house, 2)
    query = f"?split={one.pk}&split={two.pk}&split=999999&split=x"
    address = reverse("approvals:several")
    shown = page(client, house.lead, address + query)
    assert "1 of them no longer waits" in shown
    assert ">17<" in shown
    sent = {"shown": [f"{one.pk}:{one.version}", f"{two.pk}:{two.version}"]}
    assert "You have signed 2 time splits" in client.post(address, sent, follow=True).content.decode()
    client.post(address, sent)
    assert SignOff.objects.count() == 2


def test_of_several_one_that_has_changed_is_not_signed_and_the_others_are(client, house: House) -> None:
    one, two = pending(house, 2)
    client.force_login(house.lead)
    shown = {"shown": [f"{one.pk}:{one.version}", f"{two.pk}:{two.version + 1}"]}
    done = client.post(reverse("approvals:several"), shown, follow=True).content.decode()
    assert "You have signed 1 time split" in done
    assert f"Not signed. {two.user}" in done.replace("&#39;", "'")


def test_one_whose_rules_say_no_stands_apart_with_why(client, house: House) -> None:
    one, two = pending(house, 2)
    TimeSplit.objects.filter(pk=two.pk).update(total_pas=14, dcc_pas=Decimal("12.5"))
    SplitLine.objects.filter(split=two, position=1).update(pas=Decimal("12.5"))
    shown = page(client, house.lead, reverse("approvals:several") + f"?split={one.pk}&split={two.pk}")
    assert "Those that can’t be signed as they are" in shown
    assert f"{two.pk}:" not in "".join(re.findall(r'name="shown" value="([^"]+)"', shown))


def test_forty_are_signed_in_forty_times_the_queries_of_one(client, house: House) -> None:
    counts = []
    client.force_login(house.lead)
    for number in (1, 40):
        shown = {"shown": [f"{split.pk}:{split.version}" for split in pending(house, number)]}
        with CaptureQueriesContext(connection) as asked:
            client.post(reverse("approvals:several"), shown)
        counts.append(len(asked))
    assert SignOff.objects.count() == 41
    assert counts[1] <= 40 * counts[0]
    assert counts[0] <= 45


def test_strange_addresses_of_several_get_a_page(client, house: House) -> None:
    client.force_login(house.lead)
    for query in ("", "?split=", "?split=-1", "?split=99999999999999999999", "?split=%00"):
        assert client.get(reverse("approvals:several") + query).status_code == 200
    assert client.post(reverse("approvals:several"), {"shown": ["x", "1:2:3", "١:٢"]}).status_code == 302
