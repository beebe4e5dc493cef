"""Who can't agree asks for mediation, may appeal, and has the board's answer; the old split holds meanwhile."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from pathways.disputes import services
from pathways.models import Mediation, Outcome, TimeSplit
from pathways.splits.services import decline, return_for_change, sign_off, withdraw
from people.models import Membership, Role, User
from people.refusals import Refused
from reminders.models import Due, Message
from tests.factories import MembershipFactory
from tests.pathways.conftest import House, lines

Status = TimeSplit.Status
TODAY = timezone.localdate


@pytest.fixture
def second(house: House) -> User:
    """A medical director with no part in anything yet."""
    return MembershipFactory(user__name="Mo Second", organisation=house.organisation, role=Role.MEDICAL_DIRECTOR).user


@pytest.fixture
def hr(house: House) -> User:
    return MembershipFactory(user__name="Hana HR", organisation=house.organisation, role=Role.HR).user


def declined(house: House, **changes) -> TimeSplit:
    split = house.submitted(**changes)
    return decline(split, by=house.lead, version=split.version, reason="Not now.")


def in_mediation(house: House, **changes) -> Mediation:
    return services.ask(declined(house, **changes), "We can’t agree on two PAs.", by=house.clinician)


def at(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def met(house: House, mediator: User, **changes) -> Mediation:
    return services.set_meeting(in_mediation(house, **changes), TODAY(), by=mediator)


def refused(house: House, mediator: User, **changes) -> Mediation:
    mediation = met(house, mediator, **changes)
    return services.decide(mediation, Outcome.REFUSED, "It stays.", by=mediator)


def recommended(house: House, mediator: User, hr: User, **changes) -> Mediation:
    mediation = refused(house, mediator, **changes)
    services.appeal(mediation, "It was not weighed.", "Nora Nominee", by=house.clinician)
    services.convene(mediation, "Cara Chair", "Ines Independent", TODAY() + timedelta(days=7), by=hr)
    with at(7):
        services.recommend(mediation, "Agree it.", by=hr)
    return mediation


def test_the_owner_asks_after_a_refusal_and_a_director_with_no_part_in_it_mediates(house: House, second: User) -> None:
    mediation = in_mediation(house)
    assert mediation.split.status == Status.IN_MEDIATION
    assert mediation.mediator == house.director  # has neither signed nor answered it
    due = Due.objects.get(user=house.director, kind="split-disagreement")
    assert due.due_on == TODAY() + timedelta(days=28)
    told = set(Message.objects.filter(key__contains=":asked:").values_list("user", flat=True))
    assert told == {house.lead.pk, house.director.pk}


def test_a_director_who_declined_it_does_not_mediate(house: House, second: User) -> None:
    split = house.first_signed()
    split = decline(split, by=house.director, version=split.version, reason="No.")
    assert services.ask(split, "We differ.", by=house.clinician).mediator == second


def test_where_no_director_can_hr_names_someone_with_no_part_in_it(house: House, hr: User) -> None:
    split = house.first_signed()
    split = decline(split, by=house.director, version=split.version, reason="No.")
    mediation = services.ask(split, "We differ.", by=house.clinician)
    assert mediation.mediator is None
    for email, words in ((house.lead.email, "has a part in this"), ("nobody@example.org", "Nobody with this email")):
        with pytest.raises(Refused, match=words):
            services.name_mediator(mediation, email, by=hr)
    other = MembershipFactory(organisation=house.organisation, role=Role.CLINICIAN, service=house.service).user
    assert services.name_mediator(mediation, other.email.upper(), by=hr).mediator == other
    with pytest.raises(Refused, match="moved on"):
        services.name_mediator(mediation, other.email, by=hr)


def test_the_owner_has_two_weeks_and_a_director_may_ask_later(house: House) -> None:
    split = declined(house)
    assert services.last_day_to_ask(split) == TODAY() + timedelta(days=14)
    with at(15):
        with pytest.raises(Refused, match="could be asked for until"):
            services.ask(split, "We differ.", by=house.clinician)
        assert services.ask(split, "We differ.", by=house.director).asked_by == house.director


def test_changing_a_returned_split_does_not_move_the_last_day(house: House) -> None:
    split = house.submitted()
    split = return_for_change(split, by=house.lead, version=split.version, reason="Less.")
    last = services.last_day_to_ask(split)
    with at(5):
        split.reason = "Changed meanwhile."
        split.save()
        assert services.last_day_to_ask(split) == last


def test_asked_twice_there_is_one_and_agreed_splits_have_nothing_to_mediate(house: House) -> None:
    first = in_mediation(house)
    assert services.ask(first.split, "Again.", by=house.clinician) == first
    with pytest.raises(Refused, match="nothing to mediate"):
        services.ask(house.signed_off(TODAY() + timedelta(days=200)), "Why.", by=house.clinician)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.PROPOSED, Status.SUBMITTED),
        (Outcome.CHANGED, Status.RETURNED),
        (Outcome.REFUSED, Status.DECLINED),
    ],
)
def test_the_outcome_in_writing_moves_the_split_and_both_sides_read_it(
    house: House, outcome: Outcome, status: str
) -> None:
    mediation = met(house, house.director)
    decided = services.decide(mediation, outcome, "Two PAs from May.", by=house.director)
    assert decided.split.status == status
    assert decided.split.return_reason == "Two PAs from May."
    for user in (house.clinician, house.lead):
        assert "Two PAs from May." in Message.objects.get(user=user, key__contains=":outcome:").text
    with pytest.raises(Refused, match="moved on"):
        services.decide(mediation, outcome, "Again.", by=house.director)


def test_as_proposed_it_is_signed_anew_by_all(house: House) -> None:
    mediation = met(house, house.director)
    split = services.decide(mediation, Outcome.PROPOSED, "As it was.", by=house.director).split
    split = sign_off(split, by=house.lead, version=split.version)
    assert sign_off(split, by=house.director, version=split.version).status == Status.SIGNED_OFF


def test_only_the_mediator_meets_and_decides_and_only_after_the_meeting(house: House, hr: User) -> None:
    mediation = in_mediation(house)
    for user in (house.clinician, house.lead, hr):
        with pytest.raises(PermissionDenied):
            services.set_meeting(mediation, TODAY(), by=user)
    services.set_meeting(mediation, TODAY() + timedelta(days=10), by=house.director)
    with pytest.raises(Refused, match="moved on"):
        services.decide(mediation, Outcome.REFUSED, "No.", by=house.director)
    with at(12):
        moved = services.set_meeting(mediation, TODAY(), by=house.director)
        assert services.decide(moved, Outcome.REFUSED, "No.", by=house.director).decided_on == TODAY()


def test_an_appeal_has_two_weeks_a_panel_of_three_and_papers_a_week_before(house: House, hr: User) -> None:
    mediation = refused(house, house.director)
    with at(15), pytest.raises(Refused, match="moved on"):
        services.appeal(mediation, "Why.", "Nora Nominee", by=house.clinician)
    with pytest.raises(Refused, match="has had a part"):
        services.appeal(mediation, "Why.", str(house.lead).upper(), by=house.clinician)
    appeal = services.appeal(mediation, "Why.", "Nora Nominee", by=house.clinician)
    assert appeal.mediation.split.status == Status.IN_APPEAL
    wrong: list[tuple[str, str, int, str]] = [
        ("Nora nominee", "Ines", 20, "named twice"),
        (str(house.director), "Ines", 20, "has had a part"),
        ("Cara", "Ines", 6, "Papers are sent 7 days before"),
    ]
    for chair, independent, days, words in wrong:
        with pytest.raises(Refused, match=words):
            services.convene(mediation, chair, independent, TODAY() + timedelta(days=days), by=hr)
    with pytest.raises(PermissionDenied):
        services.convene(mediation, "Cara", "Ines", TODAY() + timedelta(days=7), by=house.clinician)
    services.convene(mediation, "Cara", "Ines", TODAY() + timedelta(days=7), by=hr)
    assert Due.objects.get(user=hr, kind="split-disagreement", state=Due.State.OPEN).due_on == TODAY() + timedelta(28)


def test_the_board_agrees_it_and_the_old_split_held_until_then(house: House, hr: User) -> None:
    old = house.signed_off(TODAY() - timedelta(days=40), total=Decimal(8), lines=lines("dcc 6.5", "spa 1.5"))
    mediation = recommended(house, house.director, hr, starts=TODAY() + timedelta(days=3))
    with at(8):
        old.refresh_from_db()
        assert old.period.upper is None
        services.decide_appeal(mediation, Outcome.PROPOSED, "Agreed.", by=hr)
        split = TimeSplit.objects.get(pk=mediation.split_id)
        old.refresh_from_db()
        assert (split.status, split.starts) == (Status.IN_FORCE, TODAY())  # not from days gone by
        assert (old.status, old.period.upper) == (Status.SUPERSEDED, TODAY())
        assert not Due.objects.filter(kind="split-disagreement", state=Due.State.OPEN).exists()


@pytest.mark.parametrize(
    ("decision", "status"), [(Outcome.CHANGED, Status.RETURNED), (Outcome.REFUSED, Status.DECLINED)]
)
def test_the_board_asks_for_changes_or_lets_the_old_one_stand(house: House, hr: User, decision, status) -> None:
    mediation = recommended(house, house.director, hr)
    with at(8):
        services.decide_appeal(mediation, decision, "So decided.", by=hr)
        split = TimeSplit.objects.get(pk=mediation.split_id)
        assert split.status == status
        with pytest.raises(Refused, match="has been through mediation"):
            services.ask(split, "Once more.", by=house.clinician)


def test_withdrawing_the_split_ends_it(house: House) -> None:
    mediation = in_mediation(house)
    split = TimeSplit.objects.get(pk=mediation.split_id)
    withdraw(split, by=house.clinician, version=split.version)
    with pytest.raises(Refused, match="moved on"):
        services.set_meeting(mediation, TODAY(), by=house.director)


def page_of(client, user: User, split: TimeSplit) -> str:
    client.force_login(user)
    response = client.get(reverse("disputes:detail", args=[split.pk]))
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def test_the_sides_the_mediator_and_hr_read_it_and_nobody_else(client, house: House, hr: User) -> None:
    split = declined(house)
    assert page_of(client, house.lead, split) == "404"  # nothing asked for yet
    assert "You can ask until" in page_of(client, house.clinician, split)
    services.ask(split, "We can’t agree on two PAs.", by=house.clinician)
    for user in (house.clinician, house.lead, house.director, hr):
        assert "We can’t agree on two PAs." in page_of(client, user, split)
    elsewhere = MembershipFactory(role=Role.HR).user
    colleague = MembershipFactory(organisation=house.organisation, role=Role.CLINICIAN, service=house.service).user
    for user in (elsewhere, colleague):
        assert page_of(client, user, split) == "404"


def test_the_whole_way_on_the_pages(client, house: House, hr: User) -> None:
    split = declined(house)
    address = reverse("disputes:detail", args=[split.pk])
    assert address in _page(client, house.clinician, reverse("splits:detail", args=[split.pk]))

    def send(user: User, step: str, **typed: object) -> str:
        client.force_login(user)
        return client.post(address, {"step": step, **typed}, follow=True).content.decode()

    def day(name: str, when) -> dict[str, object]:
        return {f"{name}-{part}": getattr(when, part) for part in ("day", "month", "year")}

    def done(page: str) -> bool:
        return "Everyone concerned has been told" in page

    assert "Say what you can’t agree on" in send(house.clinician, "ask", grounds="")
    assert done(send(house.clinician, "ask", grounds="Two PAs."))
    assert done(send(house.director, "meet", **day("meets_on", TODAY())))
    kept = send(house.director, "decide", words="Kept words")
    assert "Choose the outcome" in kept
    assert "Kept words" in kept
    assert done(send(house.director, "decide", outcome="refused", words="It stays."))
    assert done(send(house.clinician, "appeal", grounds="It was not weighed.", nominee="Nora Nominee"))
    hearing = TODAY() + timedelta(days=7)
    assert done(send(hr, "convene", chair="Cara", independent="Ines", **day("hearing_on", hearing)))
    assert "moved on" in send(hr, "recommend", words="Not heard yet.")
    with at(8):
        assert done(send(hr, "recommend", words="Agree it."))
        assert done(send(hr, "board", decision="proposed", words="Agreed."))
        assert "Agreed." in _page(client, house.clinician, address)
    split.refresh_from_db()
    assert split.status == Status.SIGNED_OFF


def _page(client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def test_where_the_mediator_has_left_another_is_named(client, house: House, second: User, hr: User) -> None:
    mediation = in_mediation(house)
    Membership.objects.filter(user=house.director).update(period=DateRange(TODAY() - timedelta(days=400), TODAY()))
    client.force_login(house.director)
    assert client.get(reverse("disputes:detail", args=[mediation.split_id])).status_code == 404
    with pytest.raises(PermissionDenied):
        services.set_meeting(mediation, TODAY(), by=house.director)
    services.name_mediator(mediation, second.email, by=hr)
    assert services.set_meeting(mediation, TODAY(), by=second).mediator == second


def test_nothing_is_told_to_a_party_who_has_left(house: House, second: User) -> None:
    mediation = met(house, house.director)
    Membership.objects.filter(user=house.lead).update(period=DateRange(TODAY() - timedelta(days=400), TODAY()))
    services.decide(mediation, Outcome.REFUSED, "It stays.", by=house.director)
    told = set(Message.objects.filter(key__contains=":outcome:").values_list("user", flat=True))
    assert told == {house.clinician.pk}
