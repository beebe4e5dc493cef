"""A letter's own way to stop its kind: headers that mail programs make a button of, and a page without signing in."""

import re
from email import message_from_bytes

import pytest
from django.test import Client
from django.urls import reverse

from reminders import stopping
from reminders.models import Message
from reminders.posting import as_letter
from reminders.preferences.models import Choice
from reminders.rules import Every
from reminders.sweeping import sweep
from tests.factories import UserFactory
from tests.reminders.making import declared, make_due

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def letter_headers(message: Message):
    return message_from_bytes(as_letter(message).message().as_bytes())


def stop_address(message: Message) -> str:
    found = re.fullmatch(r"<(http://localhost:8000(/\S+))>", str(letter_headers(message)["List-Unsubscribe"]).strip())
    assert found
    return found[2]


def test_one_click_stops_its_kind_and_no_other_without_a_cookie_or_a_token():
    user = UserFactory()
    with declared() as kind, declared() as other:
        make_due(user=user, kind=kind.key)
        sweep()
        message = Message.objects.get()
        assert letter_headers(message)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        strict = Client(enforce_csrf_checks=True)
        response = strict.post(stop_address(message), ONE_CLICK)
        assert response.status_code == 200
        assert list(Choice.objects.values_list("user", "kind", "every")) == [(user.pk, kind.key, Every.OFF)]
        make_due(user=user, kind=kind.key)
        make_due(user=user, kind=other.key)
        sweep()
    assert list(Message.objects.exclude(pk=message.pk).values_list("kind", flat=True)) == [other.key]


def test_the_page_asks_first_for_scanners_follow_links():
    user = UserFactory()
    with declared(words="Things & <more>") as kind:
        address = reverse("reminders:stop", args=[stopping.SIGNER.sign_object([user.pk, kind.key])])
        page = Client().get(address)
        assert "Stop these emails?" in page.content.decode()
        assert "Things &amp; &lt;more&gt;" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert not Choice.objects.exists()
        assert "Emails stopped" in Client().post(address).content.decode()
    assert Choice.objects.get().every == Every.OFF


def test_a_kind_that_must_stay_on_says_why_and_has_no_button():
    user = UserFactory()
    with declared(stays="An offer runs out.") as kind:
        make_due(user=user, kind=kind.key)
        sweep()
        message = Message.objects.get()
        assert letter_headers(message)["List-Unsubscribe-Post"] is None
        for page in (Client().get(stop_address(message)), Client().post(stop_address(message), ONE_CLICK)):
            assert "An offer runs out." in page.content.decode()
            assert '<form method="post"' not in page.content.decode()
    assert not Choice.objects.exists()


def test_a_letter_of_several_kinds_stops_those_of_them_that_may_be():
    user = UserFactory()
    with declared() as one, declared(stays="It can’t wait.") as staying, declared() as elsewhere:
        for kind in (one, staying):
            make_due(user=user, kind=kind.key)
        make_due(kind=elsewhere.key)
        sweep()
        Client().post(stop_address(Message.objects.get(user=user)), ONE_CLICK)
    assert list(Choice.objects.values_list("user", "kind")) == [(user.pk, one.key)]


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: "%00"])
def test_an_address_that_is_not_ours_stops_nothing(change):
    token = stopping.SIGNER.sign_object([UserFactory().pk, "plain"])
    assert Client().post(reverse("reminders:stop", args=[change(token)])).status_code == 404


def test_the_text_says_how_to_stop_it_and_why_it_came():
    make_due()
    sweep()
    message = Message.objects.get()
    assert "Choose what we email you, and when: http://localhost:8000/reminders/" in message.text
    assert f"Stop emails about other messages: http://localhost:8000{stop_address(message)}" in message.text
    assert "You get this message because it is due from you" in message.text
