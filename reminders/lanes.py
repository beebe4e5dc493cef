"""Lanes: threads that carry letters to the mail server, each over a connection of its own, without the database.

A lane asks before a letter's last byte and says what became of the letter; the run (delivering.py) answers and writes.
So a slow recipient holds one lane and nobody else, and what several lanes ask at once is one commit.
"""

import logging
import smtplib
import threading
from dataclasses import dataclass, field
from enum import Enum, auto
from queue import SimpleQueue

from reminders.claims import Lost
from reminders.models import Message
from reminders.posting import Post
from reminders.trouble import FOR_GOOD, Why, refuses_address

logger = logging.getLogger(__name__)


class Became(Enum):
    """What became of a letter."""

    SENT = auto()
    AGAIN = auto()
    LETTER_REFUSED = auto()
    ADDRESS_REFUSED = auto()
    NO_SERVER = auto()
    UNHEARD = auto()
    LOST = auto()


@dataclass(frozen=True)
class Outcome:
    """What became of it, in the mail server's words; `why` says whose trouble it is."""

    became: Became
    trouble: str = ""
    why: Why | None = None


@dataclass
class Errand:
    """One letter in one lane; `granted` is the run's answer to "may I end it"."""

    message: Message
    lane: "Lane"
    granted: bool = False
    answered: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome | None = None

    def answer(self, granted: bool) -> None:
        self.granted = granted
        self.answered.set()


class Lane(threading.Thread):
    """Carries one letter after another; puts an errand on the desk when it asks, and again with its outcome."""

    def __init__(self, desk: "SimpleQueue[Errand]") -> None:
        super().__init__(daemon=True)
        self._desk = desk
        self._errands: SimpleQueue[Errand | None] = SimpleQueue()
        self._post = Post()

    def carry(self, message: Message) -> Errand:
        """Begins with it; a lane starts with its first letter."""
        errand = Errand(message, self)
        self._errands.put(errand)
        if self.ident is None:
            self.start()
        return errand

    def close(self) -> None:
        """After the letter it has, if any."""
        self._errands.put(None)

    def run(self) -> None:
        while errand := self._errands.get():
            try:
                errand.outcome = self._carry(errand)
            except Exception as trouble:  # a fault of ours must not leave the run waiting for this lane
                logger.exception("Message %s", errand.message.pk)
                self._post.hang_up()
                errand.outcome = Outcome(Became.UNHEARD if errand.granted else Became.AGAIN, repr(trouble), Why.LETTER)
            self._desk.put(errand)
        self._post.hang_up()

    def _carry(self, errand: Errand) -> Outcome:
        used = self._post.connection is not None
        outcome = self._try(errand)
        # A mail server may close a connection that was idle, or that has carried enough: that is no trouble.
        if used and outcome.became is Became.AGAIN and self._post.connection is None:
            outcome = self._try(errand)
        return outcome

    def _try(self, errand: Errand) -> Outcome:
        try:
            self._post.open()
        except OSError as trouble:  # nobody there, or they do not let us in: no message's fault
            return Outcome(Became.NO_SERVER, f"{type(trouble).__name__}: {trouble}", Why.SERVER)
        try:
            self._post.send(errand.message, before_the_end=lambda: self._ask(errand))
        except smtplib.SMTPRecipientsRefused as refusal:
            return _refused(*next(iter(refusal.recipients.values())), address=True)
        except smtplib.SMTPDataError as refusal:  # of the letter, before or after its end: it was not taken
            return _refused(refusal.smtp_code, refusal.smtp_error)
        except OSError as trouble:  # a broken connection, no answer in time, or our sender is not welcome
            self._post.hang_up()
            became = Became.UNHEARD if errand.granted else Became.AGAIN
            return Outcome(became, f"{type(trouble).__name__}: {trouble}", Why.SERVER)
        except ValueError as trouble:  # an address or a header that cannot be written
            self._post.hang_up()
            return Outcome(Became.LETTER_REFUSED, str(trouble), Why.LETTER)
        except Lost:
            self._post.hang_up()
            return Outcome(Became.LOST)
        return Outcome(Became.SENT)

    def _ask(self, errand: Errand) -> None:
        self._desk.put(errand)
        errand.answered.wait()
        if not errand.granted:
            raise Lost(str(errand.message.pk))


def _refused(code: int, words: bytes | str, *, address: bool = False) -> Outcome:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    trouble = f"{code} {said}"
    if address and refuses_address(code, said):
        return Outcome(Became.ADDRESS_REFUSED, trouble, Why.ADDRESS)
    if code in FOR_GOOD:
        return Outcome(Became.LETTER_REFUSED, trouble, Why.LETTER)
    return Outcome(Became.AGAIN, trouble, Why.ANSWER)
