"""What someone might try with a time split not theirs, or with figures no form would send: never more than words."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from pathways.models import TimeSplit
from pathways.signatories.services import delegate
from pathways.splits.drafting import save_draft
from pathways.splits.services import reopen, return_for_change, submit
from pathways.splits.talk import say
from pathways.splits.week import Line
from people.models import Membership, Role, User
from people.refusals import Refused
from reminders.models import Message
from tests.factories import MembershipFactory, ServiceFactory
from tests.pathways.conftest import House, lines

TODAY = timezone.localdate
PAGES = ("approvals:detail", "splits:detail", "splits:talk", "effects:paper")


def leaves(user: User, role: Role | None = None) -> None:
    """Their memberships, or those of one role, ended yesterday."""
    held = Membership.objects.filter(user=user)
    for each in held.filter(role=role) if role else held:
        each.period = DateRange(each.period.lower, TODAY())
        each.save()


def status(client, user: User, split: TimeSplit) -> dict[str, int]:
    client.force_login(user)
    return {name: client.get(reverse(name, args=[split.pk])).status_code for name in PAGES}


def test_who_signed_and_left_the_organisation_reads_it_no_more(client, house: House) -> None:
    split = house.first_signed()
    assert set(status(client, house.lead, split).values()) == {200}
    leaves(house.lead)
    assert set(status(client, house.lead, split).values()) == {404}


def test_who_signed_and_leads_no_more_reads_the_week_and_not_what_it_pays(client, house: House) -> None:
    split = house.first_signed()
    client.force_login(house.lead)
    address = f"/approvals/{split.pk}/"
    assert "What it costs" in client.get(address).text
    Membership.objects.filter(user=house.lead).update(role=Role.CLINICIAN, service=None)
    page = client.get(address).text
    assert "The week, line by line" in page
    assert "What it costs" not in page
    assert "Clinical cover" not in page
    assert client.get(reverse("effects:paper", args=[split.pk])).status_code == 404


def test_a_delegate_who_left_reads_nothing_though_the_days_run_on(client, house: House) -> None:
    split = house.submitted()
    away = MembershipFactory(organisation=house.organisation, role=Role.CLINICIAN).user
    delegate(house.organisation, away.email, first=TODAY(), last=TODAY() + timedelta(days=9), by=house.lead)
    assert set(status(client, away, split).values()) == {200}
    leaves(away)
    assert set(status(client, away, split).values()) == {404}


def test_the_talk_is_not_sent_to_one_who_may_no_longer_read_the_split(house: House) -> None:
    split = house.submitted()
    say(split, "Which Tuesday?", by=house.lead)
    leaves(house.lead, Role.SERVICE_LEAD)
    MembershipFactory(user=house.lead, organisation=house.organisation, role=Role.CLINICIAN)
    say(split, "The second.", by=house.clinician)
    assert not Message.objects.filter(user=house.lead, key__contains=":said:").exists()


def test_a_reopening_is_not_told_to_one_who_left(house: House) -> None:
    split = house.first_signed()
    leaves(house.lead)
    before = Message.objects.filter(user=house.lead).count()
    reopen(split, by=house.director, version=split.version, reason="The clinic has moved.")
    assert Message.objects.filter(user=house.lead).count() == before


def test_a_line_for_another_employers_service_is_refused(house: House) -> None:
    elsewhere = ServiceFactory()
    MembershipFactory(user=house.clinician, organisation=elsewhere.organisation, role=Role.CLINICIAN)
    week = (*lines("dcc 4.5", "spa 1.5", "anr 2"), Line("dcc", Decimal(2), what="Clinic", service=elsewhere.pk))
    with pytest.raises(Refused, match="another employer"):
        save_draft(house.proposal(lines=week), by=house.clinician)


@pytest.mark.parametrize("query", ["appointment=" + "9" * 5000, "from=role-" + "9" * 5000, "from=week-x"])
def test_an_address_that_names_nothing_opens_an_empty_page(client, house: House, query: str) -> None:
    client.force_login(house.clinician)
    assert client.get(f"{reverse('splits:new')}?{query}").status_code == 200


def changed(house: House, split: TimeSplit, reason: str, **changes: object) -> TimeSplit:
    """The owner saves it with another reason, and what else is said."""
    proposal = house.proposal(split.starts, reason=reason, **changes)
    return save_draft(proposal, by=house.clinician, split=split, version=split.version)


def test_what_was_saved_and_taken_back_before_it_was_sent_is_its_owners_alone(client, house: House) -> None:
    draft = save_draft(house.proposal(reason="My lead bullies me."), by=house.clinician)
    draft = changed(house, draft, "I lead the service.")
    split = submit(draft, by=house.clinician, version=draft.version)
    split = return_for_change(split, by=house.lead, version=split.version, reason="Less of it.")
    split = changed(house, split, "You never listen.")
    split = changed(house, split, "A day less.", total=Decimal(8), lines=lines("dcc 5", "spa 1.5", "anr 1.5"))
    split = submit(split, by=house.clinician, version=split.version)
    shown = {}
    for user, name in ((house.clinician, "splits:detail"), (house.lead, "splits:detail"), (house.lead, PAGES[0])):
        client.force_login(user)
        shown[user, name] = client.get(reverse(name, args=[split.pk])).content.decode()
    for (user, _), page in shown.items():
        assert ("bullies" in page, "never listen" in page) == (user == house.clinician, user == house.clinician)
        assert "A day less." in page
    assert "PAs a week in all: from 10 to 8" in shown[house.lead, PAGES[0]]
    assert "from I lead the service. to A day less." in " ".join(shown[house.lead, PAGES[0]].split())


def test_the_way_to_mediation_is_shown_only_to_those_for_whom_it_opens(client, house: House) -> None:
    split = house.submitted()
    address = reverse("disputes:detail", args=[split.pk])
    for user in (house.lead, house.director):
        client.force_login(user)
        offered = address in client.get(reverse("approvals:detail", args=[split.pk])).content.decode()
        assert offered == (client.get(address).status_code == 200)
    assert client.get(address).status_code == 200


def test_signing_several_says_nothing_of_splits_one_may_not_read(client, house: House) -> None:
    waits, agreed = house.submitted(), house.signed_off(TODAY() + timedelta(days=90))
    stranger = MembershipFactory(role=Role.MEDICAL_DIRECTOR).user
    client.force_login(stranger)
    shown = [f"{split.pk}:{version}" for split in (waits, agreed) for version in (1, split.version)]
    page = client.post(reverse("approvals:several"), {"shown": shown}, follow=True).content.decode()
    assert "Not signed." in page
    assert "The clinician" not in page


@pytest.mark.parametrize("version", ["", "x", "9" * 5000])
def test_an_answer_that_does_not_say_what_it_saw_is_told_to_look_again(client, house: House, version: str) -> None:
    split = house.submitted()
    client.force_login(house.lead)
    said = client.post(reverse("approvals:detail", args=[split.pk]), {"version": version, "sign": "1"})
    assert "This page no longer says what it showed" in said.content.decode()
    split.refresh_from_db()
    assert split.tier == 1
