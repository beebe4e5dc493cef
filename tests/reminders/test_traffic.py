"""Which letters hold others up: the pure reckoning, then a real mail server that is slow for some."""

import time

import pytest

from reminders.delivering import deliver, run
from reminders.models import Message
from reminders.traffic import SEVERAL, SLOW, STUCK, Traffic, domain_of
from tests.reminders.making import make_message
from tests.reminders.servers import serving

State = Message.State


def test_a_slow_letter_is_no_traffic():
    traffic = Traffic()
    traffic.begins("a", "x", 0)
    traffic.begins("b", "x", SLOW)
    assert traffic.moving(SLOW / 2) == 2
    assert traffic.moving(SLOW) == 1


def test_a_domain_is_held_up_when_several_of_its_letters_are_slow_and_stuck_later():
    traffic = Traffic()
    for n in range(SEVERAL):
        assert not traffic.held_up("x", SLOW)
        traffic.begins(n, "x", 0)
    assert not traffic.held_up("x", SLOW / 2)
    assert traffic.held_up("x", SLOW)
    assert not traffic.stuck("x", SLOW)
    assert traffic.stuck("x", STUCK)
    assert not traffic.held_up("y", STUCK)


def test_a_domain_whose_letters_go_through_though_slowly_is_not_held_up():
    traffic = Traffic()
    for n in range(SEVERAL + 1):
        traffic.begins(n, "x", 0)
    traffic.ends(0, 2 * SLOW, answered=True)
    assert not traffic.held_up("x", 3 * SLOW)


def test_a_broken_connection_is_no_letter_through():
    traffic = Traffic()
    for n in range(SEVERAL + 1):
        traffic.begins(n, "x", 0)
    traffic.ends(0, 2 * SLOW, answered=False)
    assert traffic.held_up("x", 3 * SLOW)


def test_domains_are_told_apart_without_regard_to_case():
    assert domain_of("Anna@NHS.net") == "nhs.net"


@pytest.fixture
def server(settings):
    with serving() as (server, port):
        settings.EMAIL_PORT = port
        settings.EMAIL_TIMEOUT = 8
        yield server


@pytest.mark.django_db
def test_a_stuck_recipient_holds_nobody_else(server):
    stuck = make_message()
    others = [make_message() for _ in range(30)]
    server.slow_rcpt[stuck.to] = 4
    start = time.monotonic()
    arrived_early = []

    def look(answer):
        if time.monotonic() - start < 3:
            arrived_early.append(answer)

    keep = server._keep
    server._keep = lambda envelope: (look(envelope.rcpt_tos[0]), keep(envelope))
    assert deliver() == 31
    assert set(arrived_early) == {message.to for message in others}


@pytest.mark.django_db
def test_a_domain_that_never_answers_waits_and_all_others_get_theirs(server):
    stuck = [make_message(to=f"p{n}@stuck.example") for n in range(60)]
    good = [make_message() for _ in range(40)]
    server.slow_rcpt["@stuck.example"] = 60
    assert run() == 40
    assert set(server.ids) == {message.message_id for message in good}
    left = Message.objects.filter(pk__in=[message.pk for message in stuck])
    assert set(left.values_list("state", flat=True)) == {State.WAITING}
    slow = left.filter(why="slow")
    assert slow.count() >= 40
    assert set(slow.values_list("attempts", flat=True)) == {0}, "To wait for others was no try."
    assert "stuck.example is slow" in slow.earliest("pk").trouble
