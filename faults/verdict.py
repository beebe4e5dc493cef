"""Who got what: the mail server's Maildir laid beside the database."""

import mailbox
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults.sink import refused_for_good


@dataclass(frozen=True)
class Verdict:
    """What the promise is measured by; each list holds Message-IDs or sentences of what is wrong."""

    arrived: int
    refused: int
    twice: list[str]
    missing: list[str]
    strangers: list[str]
    wrong_state: list[str]
    without_message: int

    @property
    def kept(self) -> bool:
        faults = (self.twice, self.missing, self.strangers, self.wrong_state, self.without_message)
        return not any(faults)


def judge(found: dict[str, Any], maildir: Path, dues: int) -> Verdict:
    """Each due has one message; those to addresses that are refused are held back, every other arrived once."""
    arrived = Counter(str(letter["Message-ID"]).strip() for letter in mailbox.Maildir(maildir, create=False))
    twice = [key for key, times in arrived.items() if times > 1]
    missing, wrong, known = [], [], set()
    refused = 0
    for message_id, to, state, _ in found["messages"]:
        known.add(message_id)
        should = "held" if refused_for_good(to) else "sent"
        refused += should == "held"
        if should == "sent" and message_id not in arrived:
            missing.append(message_id)
        if state != should:
            wrong.append(f"{message_id} is {state}, not {should}")
    return Verdict(
        arrived=sum(arrived.values()),
        refused=refused,
        twice=twice,
        missing=missing,
        strangers=[key for key in arrived if key not in known],
        wrong_state=wrong,
        without_message=max(dues - found["people"], found["not reminded"]),
    )
