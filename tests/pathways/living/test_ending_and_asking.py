"""A split in force ends early with its pay; what held on a day is answered for any day."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from pathways.models import TimeSplit
from pathways.splits.ending import end_early
from pathways.splits.services import reopen
from pathways.splits.tasks import bring_into_force
from people.refusals import Refused
from reminders.models import Message
from rewards.models import ElementKind, PayElement
from tests.factories import EmploymentFactory, MembershipFactory, ServiceFactory
from tests.pathways.conftest import House, lines

Status = TimeSplit.Status
TODAY = timezone.localdate


def eight(house: House, starts, **more) -> TimeSplit:
    return house.signed_off(starts, total=Decimal(8), lines=lines("dcc 6.5", "spa 1.5"), **more)


def paid(house: House, on) -> Decimal:
    basic = PayElement.objects.in_force(on).filter(user=house.clinician, kind=ElementKind.BASIC)
    return sum((element.pas or Decimal(0) for element in basic), Decimal(0))


def test_after_its_last_day_the_contracted_week_is_paid_again(house: House) -> None:
    split = eight(house, TODAY() - timedelta(days=40))
    last = TODAY() + timedelta(days=5)
    assert paid(house, last + timedelta(days=1)) == 8
    ended = end_early(split, last_day=last, reason="The role ends.", by=house.director, version=split.version)
    assert (paid(house, last), paid(house, last + timedelta(days=1))) == (8, 10)
    assert ended.status == Status.IN_FORCE
    told = Message.objects.get(user=house.clinician, key__contains=":ends:")
    assert "The role ends." in told.text
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        bring_into_force()
    split.refresh_from_db()
    assert split.status == Status.ENDED


@pytest.mark.parametrize(
    ("days", "reason", "words"),
    [(-1, "Why", "today or later"), (400, "Why", "in any case"), (5, " ", "Say why")],
)
def test_what_cannot_end_early_is_refused_in_words(house: House, days: int, reason: str, words: str) -> None:
    split = eight(house, TODAY() - timedelta(days=40), last_day=TODAY() + timedelta(days=100))
    last = TODAY() + timedelta(days=days)
    with pytest.raises(Refused, match=words):
        end_early(split, last_day=last, reason=reason, by=house.director, version=split.version)


def test_one_that_ended_early_stays_so_when_the_next_is_reopened(house: House) -> None:
    split = eight(house, TODAY() - timedelta(days=40))
    last = TODAY() + timedelta(days=19)
    end_early(split, last_day=last, reason="The role ends.", by=house.director, version=split.version)
    following = house.signed_off(last + timedelta(days=1))
    reopen(following, by=house.director, version=following.version, reason="Another week is asked for.")
    split.refresh_from_db()
    assert split.last_day == last


def test_one_that_has_not_begun_is_reopened_instead(house: House) -> None:
    split = eight(house, TODAY() + timedelta(days=40))
    with pytest.raises(Refused, match="Reopen it instead"):
        end_early(split, last_day=TODAY(), reason="Why", by=house.director, version=split.version)


def test_neither_owner_nor_lead_ends_it(house: House) -> None:
    split = eight(house, TODAY() - timedelta(days=40))
    for user in (house.clinician, house.lead):
        with pytest.raises(PermissionDenied):
            end_early(split, last_day=TODAY(), reason="Why", by=user, version=split.version)


def test_the_director_ends_it_on_its_page_and_a_wrong_day_keeps_what_was_typed(client, house: House) -> None:
    split = eight(house, TODAY() - timedelta(days=40))
    client.force_login(house.director)
    address = reverse("approvals:end", args=[split.pk])
    assert address in client.get(reverse("approvals:detail", args=[split.pk])).content.decode()
    old, new = TODAY() - timedelta(days=3), TODAY() + timedelta(days=3)
    typed = {"version": split.version, "reason": "Kept words"}
    wrong = {f"last_day-{part}": getattr(old, part) for part in ("day", "month", "year")}
    refused = client.post(address, typed | wrong).content.decode()
    assert "today or later" in refused
    assert "Kept words" in refused
    right = {f"last_day-{part}": getattr(new, part) for part in ("day", "month", "year")}
    assert "They have been told why" in client.post(address, typed | right, follow=True).content.decode()
    client.force_login(house.clinician)
    shown = client.get(reverse("splits:detail", args=[split.pk])).content.decode()
    assert "Why it ends early" in shown


def asked(client, day) -> str:
    query = f"?on-day={day.day}&on-month={day.month}&on-year={day.year}"
    return client.get(reverse("splits:on") + query).content.decode()


def test_the_split_of_any_day_is_answered_on_its_first_and_last_day_and_not_beside_them(client, house: House) -> None:
    starts = TODAY() - timedelta(days=40)
    first = eight(house, starts)
    second = house.signed_off(TODAY() + timedelta(days=10))
    client.force_login(house.clinician)
    for day, split in (
        (starts, first),
        (second.starts - timedelta(days=1), first),
        (second.starts, second),
        (TODAY() + timedelta(days=900), second),
    ):
        other = second if split == first else first
        shown = asked(client, day)
        assert reverse("splits:detail", args=[split.pk]) in shown
        assert reverse("splits:detail", args=[other.pk]) not in shown
    assert "No agreed time split holds on this day" in asked(client, starts - timedelta(days=1))


def test_what_was_only_proposed_and_what_others_hold_is_not_answered(client, house: House) -> None:
    house.submitted(TODAY() - timedelta(days=1))
    client.force_login(house.clinician)
    assert "No agreed time split holds" in asked(client, TODAY())
    eight(house, TODAY() - timedelta(days=2))
    client.force_login(house.lead)
    assert "No agreed time split holds" in asked(client, TODAY())


def test_with_two_employers_the_day_shows_both_weeks(client, house: House) -> None:
    here = eight(house, TODAY() - timedelta(days=2))
    service = ServiceFactory()
    for user, role in ((house.lead, "service_lead"), (house.director, "medical_director")):
        MembershipFactory(
            user=user,
            organisation=service.organisation,
            role=role,
            service=service if role == "service_lead" else None,
        )
    MembershipFactory(user=house.clinician, organisation=service.organisation, role="clinician", service=service)
    EmploymentFactory(user=house.clinician, organisation=service.organisation, service=service)
    there = house.signed_off(
        TODAY() - timedelta(days=2), service=service, total=Decimal(2), lines=lines("dcc 2"), reason="Elsewhere too."
    )
    client.force_login(house.clinician)
    shown = asked(client, TODAY())
    assert all(reverse("splits:detail", args=[split.pk]) in shown for split in (here, there))


@pytest.mark.parametrize("query", ["?on-day=31&on-month=2&on-year=2026", "?on-day=x", "?on=1"])
def test_a_day_that_is_none_is_told_beside_the_field(client, house: House, query: str) -> None:
    client.force_login(house.clinician)
    shown = client.get(reverse("splits:on") + query)
    assert shown.status_code == 200
    assert "There is a problem" in shown.content.decode()
