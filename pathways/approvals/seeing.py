"""What changed in a split since a signatory last looked at it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from pathways.approvals.reading import Sent
from pathways.splits.models import PENDING
from people.history import Entry
from people.models import User

NOTE = """
INSERT INTO pathways_seen (split_id, user_id, version, at) VALUES (%(split)s, %(user)s, %(version)s, %(now)s)
ON CONFLICT (split_id, user_id) DO UPDATE SET version = excluded.version, at = excluded.at
"""


class Since(NamedTuple):
    """The last look, and the entries of the history that came after it, newest first."""

    at: object
    entries: tuple[Entry, ...]


def look(sent: Sent, user: User, history: Sequence[Entry]) -> Since | None:
    """Notes that the person has now seen this version; answers what came since the time before, if anything did."""
    split = sent.split
    if split.status not in PENDING or (sent.seen and sent.seen.version == split.version):
        return None
    with connection.cursor() as cursor:  # in one statement, which two browsers at once may both ask
        cursor.execute(NOTE, {"split": split.pk, "user": user.pk, "version": split.version, "now": timezone.now()})
    return sent.seen and Since(sent.seen.at, tuple(entry for entry in history if entry.at > sent.seen.at))
