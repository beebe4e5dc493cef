"""What machines are told of reminders, with real rows."""

from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from reminders.models import Due, Message, RefusedAddress
from tests.factories import UserFactory
from tests.reminders.making import make_due, make_message, make_notice

pytestmark = pytest.mark.django_db
State = Message.State
TOKEN = "a token for tests"


@pytest.fixture
def half_an_hour(settings):
    settings.REMINDERS_LATE_MINUTES = 30


def ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def health(client):
    answer = client.get("/healthz/reminders")
    return answer.status_code, answer.json()["late"]


def measures(client, settings):
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_with_nothing_late_all_is_well(client, half_an_hour):
    make_message(), make_due()
    assert health(client) == (200, [])


def test_a_letter_that_waits_too_long_turns_it_red_with_a_sentence(client, half_an_hour):
    make_message(not_before=ago(31))
    assert health(client) == (503, ["The oldest unsent email should have gone 31 minutes ago."])


def test_a_letter_of_which_the_mail_server_is_away_counts_from_its_first_try(client, half_an_hour):
    make_message(not_before=timezone.now() + timedelta(hours=3), first_tried_at=ago(200), why="server")
    assert health(client) == (503, ["The oldest unsent email should have gone 3 hours ago."])


def test_a_letter_that_its_recipients_server_refuses_for_now_does_not_count(client, half_an_hour):
    make_message(not_before=timezone.now() + timedelta(hours=3), first_tried_at=ago(200), why="answer")
    make_message(not_before=ago(40), first_tried_at=ago(200), why="slow")
    assert health(client) == (200, [])


@pytest.mark.parametrize("state", [State.SENT, State.FAILED, State.HELD, State.DOUBT])
def test_a_letter_with_an_end_does_not_count(client, half_an_hour, state):
    make_message(state=state, not_before=ago(200))
    assert health(client) == (200, [])


def test_a_due_without_its_reminder_turns_it_red(client, half_an_hour):
    make_due(remind_on=timezone.localdate() - timedelta(days=2))
    Due.objects.update(updated_at=ago(90))
    assert health(client) == (503, ["The oldest due without its reminder should have had it 90 minutes ago."])


def test_a_due_written_just_now_for_a_day_gone_is_not_late_yet(client, half_an_hour):
    make_due(remind_on=timezone.localdate() - timedelta(days=2))
    assert health(client) == (200, [])


def test_a_due_in_the_ledger_that_no_letter_tells_of_turns_it_red(client, half_an_hour):
    make_notice(told_at=None, letter_at=ago(31))
    make_notice(told_at=None, letter_at=None)
    assert health(client) == (503, ["The oldest due without its reminder should have had it 31 minutes ago."])


def test_dues_that_nobody_waits_for_do_not_count(client, half_an_hour):
    past = {"remind_on": timezone.localdate() - timedelta(days=2)}
    make_due(**past, state=Due.State.DONE)
    make_due(**past, reminded_at=ago(1))
    make_due(**past, user=UserFactory(is_active=False))
    make_due(remind_on=timezone.localdate() + timedelta(days=2))
    Due.objects.update(updated_at=ago(900))
    assert health(client) == (200, [])


def test_metrics_count_by_state_and_kind_and_tell_ages(client, settings):
    make_message(kind="split", not_before=ago(10)), make_message(kind="split")
    make_message(kind="post", state=State.SENT)
    make_due(), make_due(state=Due.State.DONE)
    user = UserFactory()
    RefusedAddress.objects.create(address=user.email, user=user, words="550", refused_at=timezone.now())
    found = measures(client, settings)
    assert found["pathways_messages", ("kind", "split"), ("state", "waiting")] == 2
    assert found["pathways_messages", ("kind", "post"), ("state", "sent")] == 1
    assert 600 <= found["pathways_oldest_unsent_message_late_seconds",] < 660
    assert found["pathways_oldest_unsent_due_late_seconds",] < 60
    assert found["pathways_open_dues",] == 1
    assert found["pathways_refused_addresses",] == 1


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
def test_without_the_token_there_is_no_such_page(client, settings, sent):
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers={"Authorization": sent}).status_code == 404


def test_with_no_token_set_nobody_reads_them(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
