"""Writes what became of letters that lanes carried."""

import logging
from collections.abc import Sequence

from reminders import claims
from reminders.addresses.services import refuse
from reminders.lanes import Became, Errand, Outcome
from reminders.models import Message
from reminders.trouble import Why

logger = logging.getLogger(__name__)


def settle(errands: Sequence[Errand]) -> int:
    """Writes each outcome, in the caller's transaction; returns how many the mail server took."""
    sent = [each.message for each in errands if each.outcome and each.outcome.became is Became.SENT]
    claims.sent(sent)
    for errand in errands:
        if errand.outcome is not None:
            try:
                _write(errand.message, errand.outcome)
            except claims.Lost:
                logger.warning("Message %s is with another worker by now", errand.message.pk)
    return len(sent)


def _write(message: Message, outcome: Outcome) -> None:
    match outcome.became:
        case Became.AGAIN:
            claims.put_back(message, outcome.trouble, outcome.why or Why.SERVER)
        case Became.LETTER_REFUSED:
            claims.failed(message, outcome.trouble, outcome.why or Why.LETTER)
        case Became.ADDRESS_REFUSED:
            refuse(message, outcome.trouble)
        case Became.UNHEARD:  # it stays "handing": recovering.py asks the evidence once its run has ended
            logger.warning("No answer about message %s after its last bytes: %s", message.pk, outcome.trouble)
