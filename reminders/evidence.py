"""Which messages have arrived, where that can be seen: a Maildir that the mail server writes before it answers."""

import os
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path

from django.conf import settings

CLOCKS_DIFFER_BY = timedelta(days=1)  # between the senders' clocks and the Maildir's
_read: dict[str, str] = {}  # the Message-IDs of the letters read before, by their files' lasting names


def arrived_since(moment: datetime) -> set[str] | None:
    """The Message-IDs of the letters that arrived since then (or a day before); None without such a Maildir."""
    folder = Path(settings.MAIL_EVIDENCE) if settings.MAIL_EVIDENCE else None
    if folder is None or not (folder / "new").is_dir() or not (folder / "cur").is_dir():
        return None
    since = (moment - CLOCKS_DIFFER_BY).timestamp()
    found = {}
    for part in ("new", "cur"):
        for entry in os.scandir(folder / part):
            name = str(folder) + entry.name.partition(":")[0]  # what follows the colon changes when it is read
            if name in _read:
                found[name] = _read[name]
            elif entry.stat().st_mtime >= since:
                found[name] = _message_id(entry.path)
    _read.clear()
    _read.update(found)
    return set(found.values())


def _message_id(path: str) -> str:
    with open(path, "rb") as letter:
        return str(BytesHeaderParser(policy=compat32).parse(letter)["Message-ID"]).strip()
