"""What a mail server's answer means and how long to wait after it: pure, without clock or database."""

import re
from datetime import timedelta

from django.db import models

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=4)
MOST_TRIES = 50  # about five days, as RFC 5321 (4.5.4.1) asks for at least
FOR_GOOD = range(500, 600)
ENHANCED = re.compile(r"^([245])\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463
OF_THE_ADDRESS = {"1", "2"}  # its second number: the address, the mailbox


class Why(models.TextChoices):
    """Whose trouble it is: what an administrator can do about it follows from that."""

    SERVER = "server", "The mail server could not be reached, or broke off"
    ANSWER = "answer", "The mail server refused it for now"
    SLOW = "slow", "The recipient’s mail server is slow"
    ADDRESS = "address", "The address was refused for good"
    LETTER = "letter", "The letter was refused for good"
    DOUBT = "doubt", "No answer after the last byte"


def pause_after(tries: int, chance: float, first: timedelta = FIRST_PAUSE) -> timedelta:
    """How long to wait after so many tries (1 or more): twice as long each time, up to four hours.

    Half of it is certain, half is `chance` (0 up to 1), so that letters that failed together do not come again
    together.
    """
    whole = min(first * 2 ** min(tries - 1, 20), LONGEST_PAUSE)
    return whole / 2 + whole / 2 * chance


def refuses_address(code: int, words: str) -> bool:
    """Whether an answer to RCPT says that the address itself will never do.

    So says any 5xx, unless its enhanced code (RFC 3463) is about something else: our own standing (x.7), the letter
    (x.6), the protocol (x.5), or the server's or the network's condition (x.3, x.4). Those are no person's fault, and
    would otherwise condemn every address at once.
    """
    if code not in FOR_GOOD:
        return False
    enhanced = ENHANCED.match(words.strip())
    return enhanced is None or enhanced[2] in OF_THE_ADDRESS
