"""Messages go out once, whatever the mail server does and whenever a worker dies."""

import mailbox
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from reminders import claims, recovering, trouble
from reminders.delivering import deliver, run
from reminders.models import Message
from reminders.running import Run
from reminders.slots import SLOTS
from tests.factories import UserFactory
from tests.reminders.making import make_message
from tests.reminders.servers import serving
from tests.together import together

pytestmark = pytest.mark.django_db
State = Message.State
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def server(settings):
    with serving() as (server, port):
        settings.EMAIL_PORT = port
        settings.EMAIL_TIMEOUT = 2
        yield server


@pytest.fixture
def maildir(settings, tmp_path):
    settings.MAIL_EVIDENCE = str(tmp_path / "mail")
    return mailbox.Maildir(tmp_path / "mail")


def left_by_a_dead_worker(state, **fields):
    return make_message(state=state, claimed_at=timezone.now() - LONG_AGO, attempts=1, **fields)


def in_a_minute_or_later():
    """Makes every pause be over."""
    Message.objects.filter(state=State.WAITING).update(not_before=timezone.now())


def test_a_message_arrives_whole_with_its_own_message_id(server):
    message = make_message(subject="Überprüfung – due", user=UserFactory(email="anna@tests.example"))
    assert deliver() == 1
    letter = server.letters[0]
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 1)
    assert message.sent_at is not None
    assert letter["Message-ID"] == message.message_id
    assert letter["To"] == "anna@tests.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    text, html = letter.get_payload()
    assert text.get_payload(decode=True).decode().replace("\r\n", "\n") == message.text
    assert html.get_content_type() == "text/html"


def test_a_batch_goes_over_one_connection_oldest_first(server):
    messages = [make_message() for _ in range(5)]
    assert deliver() == 5
    assert server.ids == [message.message_id for message in messages]
    assert len(server.connections) == 1


def test_what_is_sent_is_never_sent_again(server):
    make_message()
    assert [deliver(), deliver()] == [1, 0]
    assert len(server.letters) == 1


def test_what_waits_for_a_later_moment_is_left(server):
    make_message(not_before=timezone.now() + timedelta(minutes=1))
    assert deliver() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_once(server):
    for _ in range(40):
        make_message()
    assert sum(together(lambda: deliver(40), lambda: deliver(40), deliver)) == 40
    assert len(set(server.ids)) == len(server.ids) == 40


def test_the_step_to_handing_is_committed_before_the_server_has_the_letter(server, monkeypatch):
    message = make_message()
    seen = []
    hand, sent = claims.hand, claims.sent

    def watch(step, write):
        def watched(messages):
            if messages:
                seen.append((step, len(server.letters)))
            return write(messages)

        return watched

    monkeypatch.setattr(claims, "hand", watch(State.HANDING, hand))
    monkeypatch.setattr(claims, "sent", watch(State.SENT, sent))
    deliver()
    assert seen == [(State.HANDING, 0), (State.SENT, 1)]
    assert message.message_id in server.ids


def test_without_a_mail_server_everything_waits_longer_each_time(settings):
    settings.EMAIL_PORT = 1
    make_message(), make_message()
    pauses = []
    for attempt in (1, 2, 3):
        in_a_minute_or_later()
        assert deliver() == 0
        message = Message.objects.earliest("pk")
        pauses.append(message.not_before - timezone.now())
        assert (message.state, message.attempts) == (State.WAITING, attempt)
        assert "Connection refused" in message.trouble
    assert pauses[0] < pauses[1] < pauses[2] < trouble.LONGEST_PAUSE
    assert deliver() == 0
    assert Message.objects.filter(attempts=3).count() == 2


def test_a_refusal_for_now_is_tried_again(server):
    message = make_message()
    server.on_rcpt[message.to] = "451 Greylisted, come again"
    assert deliver() == 0
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert message.trouble == "451 Greylisted, come again"
    server.on_rcpt.clear()
    in_a_minute_or_later()
    assert deliver() == 1
    message.refresh_from_db()
    assert (message.state, message.trouble) == (State.SENT, "")


def test_a_refusal_after_the_last_byte_is_believed(server):
    message = make_message()
    server.on_data = ["452 No room"]
    assert deliver() == 0
    in_a_minute_or_later()
    assert deliver() == 1
    assert server.ids == [message.message_id]


def test_a_refusal_of_the_letter_for_good_ends_it_and_the_next_goes_out(server):
    refused, next_one = make_message(), make_message()
    server.on_data = ["554 5.6.0 Not that content"]
    assert deliver() == 1
    refused.refresh_from_db()
    assert (refused.state, refused.trouble, refused.why) == (State.FAILED, "554 5.6.0 Not that content", "letter")
    assert server.ids == [next_one.message_id]


def test_an_address_that_cannot_be_written_fails_and_the_next_goes_out(server):
    bad, good = make_message(to="two\nlines@tests.example"), make_message()
    assert deliver() == 1
    bad.refresh_from_db()
    assert bad.state == State.FAILED
    assert server.ids == [good.message_id]


def test_after_five_days_of_tries_it_fails(settings):
    settings.EMAIL_PORT = 1
    message = make_message(attempts=trouble.MOST_TRIES - 1)
    deliver()
    message.refresh_from_db()
    assert message.state == State.FAILED


def test_a_run_that_has_no_time_left_gives_back_what_it_has_not_begun(server):
    first, second = make_message(), make_message()
    server.slow_rcpt[first.to] = 0.5
    with claims.present() as number:
        Run(number, until=time.monotonic() + 0.2).go()
    assert list(Message.objects.order_by("pk").values_list("state", "attempts")) == [
        (State.SENT, 1),
        (State.WAITING, 0),
    ]
    assert run() == 1
    assert server.ids == [first.message_id, second.message_id]


@pytest.mark.django_db(transaction=True)
def test_no_more_runs_than_the_setting_are_under_way(server, settings):
    settings.MAIL_RUNS = 1
    make_message()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, 0)", [SLOTS])
    assert run() == 0
    other.close()
    assert run() == 1


def test_a_run_with_a_full_claim_asks_for_help_once(server):
    for _ in range(3):
        make_message()
    asked = []
    with claims.present() as number:
        Run(number, batch=2, more=lambda: asked.append(len(server.letters))).go()
    assert asked == [0]
    assert len(server.letters) == 3


def test_a_mail_server_that_closes_an_idle_connection_costs_no_try(server):
    message, second = make_message(), make_message()
    server.close_after = 1
    assert deliver() == 2
    assert set(Message.objects.values_list("attempts", "why")) == {(1, "")}
    assert server.ids == [message.message_id, second.message_id]


def test_a_claim_of_a_dead_worker_is_sent_by_another(server):
    left_by_a_dead_worker(State.CLAIMED)
    assert deliver() == 1


def test_a_claim_within_its_lease_is_left_alone(server):
    make_message(state=State.CLAIMED, claimed_at=timezone.now())
    assert deliver() == 0


def test_a_worker_whose_claim_has_passed_to_another_sends_nothing(server):
    make_message()
    claimed = claims.claim(1)
    Message.objects.update(claimed_at=timezone.now() - LONG_AGO)
    recovering.recover()
    assert claims.claim(1)  # another worker's
    assert claims.hand(claimed) == []


def test_the_letter_of_a_worker_that_lost_its_claim_never_ends(server, monkeypatch):
    message = make_message()
    claimed = claims.claim(1)
    monkeypatch.setattr(claims, "claim", lambda limit, run: claimed)
    Message.objects.update(claimed_at=timezone.now() - timedelta(seconds=1))  # as another worker's claim would
    assert deliver() == 0
    message.refresh_from_db()
    assert message.state == State.CLAIMED
    assert server.letters == []


def test_no_answer_after_the_last_byte_is_decided_by_evidence_that_it_arrived(server, maildir):
    server.on_data = ["hang up, letter kept"]
    message = make_message()
    assert deliver() == 0
    message.refresh_from_db()
    assert message.state == State.HANDING
    maildir.add(server.raw[0])
    Message.objects.update(claimed_at=timezone.now() - LONG_AGO)
    assert deliver() == 0
    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(server.letters) == 1


def test_no_answer_after_the_last_byte_is_decided_by_evidence_that_it_did_not_arrive(server, maildir):
    server.on_data = ["hang up"]
    message = make_message()
    deliver()
    Message.objects.update(claimed_at=timezone.now() - LONG_AGO)
    assert deliver() == 1
    assert server.ids == [message.message_id]


def test_without_evidence_it_stays_in_doubt_is_logged_and_never_goes_again(server, caplog):
    message = left_by_a_dead_worker(State.HANDING)
    assert [deliver(), deliver()] == [0, 0]
    message.refresh_from_db()
    assert message.state == State.DOUBT
    assert f"Message {message.pk} is in doubt" in caplog.text
    assert server.letters == []


def test_evidence_whose_folder_is_gone_is_none(server, settings, tmp_path):
    settings.MAIL_EVIDENCE = str(tmp_path / "not there")
    message = left_by_a_dead_worker(State.HANDING)
    deliver()
    message.refresh_from_db()
    assert message.state == State.DOUBT


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_only_suspended_while_handing_is_left_alone_until_it_is_dead(server, maildir):
    """Its lease is long over, and the evidence says that the letter has not arrived: yet it may still send it."""
    message = left_by_a_dead_worker(State.HANDING, claimed_by=77)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [claims.RUNS, 77])
    assert deliver() == 0
    message.refresh_from_db()
    assert message.state == State.HANDING
    other.close()
    assert deliver() == 1
