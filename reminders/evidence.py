"""Which messages have arrived, where that can be seen: a Maildir that the mail server writes before it answers."""

import os
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path

from django.conf import settings

CLOCKS_DIFFER_BY = timedelta(hours=1)  # between the database's clock and the Maildir's


def arrived_since(moment: datetime) -> set[str] | None:
    """The Message-IDs of the letters that arrived since then (or a little before); None without such a Maildir."""
    folder = Path(settings.MAIL_EVIDENCE) if settings.MAIL_EVIDENCE else None
    if folder is None or not (folder / "new").is_dir() or not (folder / "cur").is_dir():
        return None
    since = (moment - CLOCKS_DIFFER_BY).timestamp()
    read = BytesHeaderParser(policy=compat32).parse
    found = set()
    for part in ("new", "cur"):
        for entry in os.scandir(folder / part):
            if entry.stat().st_mtime >= since:
                with open(entry.path, "rb") as letter:
                    found.add(str(read(letter)["Message-ID"]).strip())
    return found
