"""Sends what waits, by SMTP, so that nothing is lost and nothing goes out twice (docs/adr/0006-told-once.md)."""

import contextlib
import logging
import math
import smtplib
import time

from reminders import claims
from reminders.models import Message
from reminders.posting import Post

logger = logging.getLogger(__name__)

BATCH = 50
RUN_SECONDS = 8.0  # a little less than the timetable's step, so that runs do not pile up
FOR_GOOD = range(500, 600)


def run() -> int:
    """Recovers, then sends batch after batch for some seconds; returns how many messages were sent."""
    until = time.monotonic() + RUN_SECONDS
    claims.recover()
    total = 0
    while time.monotonic() < until:
        messages = claims.claim(BATCH)
        if not messages:
            break
        total += _send_all(messages, until)
    return total


def deliver(limit: int = BATCH) -> int:
    """Recovers, then sends up to `limit` messages; returns how many the mail server took."""
    claims.recover()
    return _send_all(claims.claim(limit))


def _send_all(messages: list[Message], until: float = math.inf) -> int:
    """Sends them over one connection, opened again when it breaks; each ends in a state of its own.

    What is not begun by `until` goes back: a slow mail server must not make a run outlast its task's time limit.
    """
    post = Post()
    taken = 0
    try:
        for place, message in enumerate(messages):
            if time.monotonic() > until:
                claims.release(messages[place:])
                break
            try:
                post.open()
            except OSError as trouble:  # nobody there, or they do not let us in: no message's fault
                _put_all_back(messages[place:], f"{type(trouble).__name__}: {trouble}")
                break
            try:
                taken += _send(post, message)
            except claims.Lost:
                logger.warning("Message %s is with another worker by now", message.pk)
    finally:
        post.hang_up()
    return taken


def _put_all_back(messages: list[Message], trouble: str) -> None:
    logger.warning("No mail server; %s messages wait: %s", len(messages), trouble)
    for message in messages:
        with contextlib.suppress(claims.Lost):
            claims.put_back(message, trouble)


def _send(post: Post, message: Message) -> bool:
    """Sends one and writes what became of it; raises claims.Lost when it was not ours any more."""
    with claims.handing(message) as hand:
        try:
            post.send(message, before_the_end=hand)
        except smtplib.SMTPRecipientsRefused as refusal:
            _refused(message, *next(iter(refusal.recipients.values())))
        except smtplib.SMTPDataError as refusal:  # of the letter, before or after its end: it was not taken
            _refused(message, refusal.smtp_code, refusal.smtp_error)
        except OSError as trouble:  # a broken connection, no answer in time, or our sender is not welcome
            post.hang_up()
            if message.state == Message.State.HANDING:
                logger.warning("No answer about message %s after its last bytes: %s", message.pk, trouble)
            else:
                claims.put_back(message, f"{type(trouble).__name__}: {trouble}")
        except ValueError as trouble:  # an address or a header that cannot be written
            post.hang_up()
            claims.failed(message, str(trouble))
        except claims.Lost:
            post.hang_up()
            raise
        else:
            claims.sent(message)
            return True
        return False


def _refused(message: Message, code: int, words: bytes | str) -> None:
    trouble = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    if code in FOR_GOOD:
        claims.failed(message, trouble)
    else:
        claims.put_back(message, trouble)
