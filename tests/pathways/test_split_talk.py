"""The talk beside a split: kept, dated, read by both sides, one email a message."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from pathways.models import Remark
from pathways.splits.services import withdraw
from pathways.splits.talk import MOST, say
from people.models import Role
from people.refusals import Refused
from reminders.models import Message
from tests.factories import MembershipFactory
from tests.pathways.conftest import House


def told(user) -> list[str]:
    return list(Message.objects.filter(user=user, key__contains=":said:").values_list("text", flat=True))


def test_what_the_lead_writes_goes_to_the_owner_once_and_stands_on_both_pages(client, house: House) -> None:
    split = house.submitted()
    say(split, "Could the clinic move to Tuesday?\nI’d sign that.", by=house.lead)
    assert len(told(house.clinician)) == 1
    assert "Could the clinic move to Tuesday?\nI’d sign that." in told(house.clinician)[0]
    assert told(house.lead) == []
    assert told(house.director) == []
    for user, route in ((house.clinician, "splits:detail"), (house.lead, "approvals:detail")):
        client.force_login(user)
        for name in (route, "splits:talk"):
            assert "Could the clinic move to Tuesday?" in client.get(reverse(name, args=[split.pk])).content.decode()


def test_the_answer_goes_to_whoever_spoke_or_signs(house: House) -> None:
    split = house.first_signed()
    say(split, "I can’t, I teach then.", by=house.clinician)
    assert len(told(house.lead)) == 1  # has signed
    assert len(told(house.director)) == 1  # is to sign


def test_the_same_message_sent_twice_stands_once_and_said_again_later_stands_again(house: House) -> None:
    split = house.submitted()
    for words in ("Yes", " Yes ", "No", "Yes"):
        say(split, words, by=house.lead)
    assert list(Remark.objects.values_list("text", flat=True)) == ["Yes", "No", "Yes"]
    assert len(told(house.clinician)) == 3


def test_nobody_else_reads_or_writes_it(client, house: House) -> None:
    split = house.submitted()
    stranger = MembershipFactory(role=Role.MEDICAL_DIRECTOR).user
    colleague = MembershipFactory(organisation=house.organisation, role=Role.CLINICIAN, service=house.service).user
    for user in (stranger, colleague):
        client.force_login(user)
        assert client.get(reverse("splits:talk", args=[split.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        say(split, "Hello", by=stranger)


@pytest.mark.parametrize(("words", "said"), [("  ", "Write your message"), ("x" * (MOST + 1), "2,000 or fewer")])
def test_an_empty_and_a_long_message_are_refused_in_words(house: House, words: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        say(house.submitted(), words, by=house.lead)


def test_what_was_typed_stays_when_it_is_too_long(client, house: House) -> None:
    split = house.submitted()
    client.force_login(house.lead)
    shown = client.post(reverse("splits:talk", args=[split.pk]), {"text": "kept " * 500}).content.decode()
    assert "There is a problem" in shown
    assert "kept kept" in shown
    assert not Remark.objects.exists()


def test_an_unsent_draft_has_no_talk_and_one_that_is_over_keeps_its_own_closed(client, house: House) -> None:
    split = house.submitted()
    say(split, "A word.", by=house.clinician)
    split = withdraw(split, by=house.clinician, version=split.version)
    with pytest.raises(Refused, match="kept, and closed"):
        say(split, "Another.", by=house.clinician)
    client.force_login(house.clinician)
    shown = client.get(reverse("splits:talk", args=[split.pk])).content.decode()
    assert "A word." in shown
    assert "<textarea" not in shown


def test_who_no_longer_works_there_is_not_told_and_does_not_speak(house: House) -> None:
    split = house.first_signed()
    gone = house.lead.memberships.get()
    gone.period = type(gone.period)(gone.period.lower, timezone.localdate() - timedelta(days=1))
    gone.save()
    say(split, "A word.", by=house.clinician)
    assert told(house.lead) == []
    with pytest.raises(PermissionDenied):
        say(split, "A word.", by=house.lead)
