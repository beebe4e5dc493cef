"""What changed in a split since a signatory last looked at it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import F
from django.utils import timezone

from pathways.splits.models import PENDING, Seen, TimeSplit
from people.history import Entry
from people.models import User


class Since(NamedTuple):
    """The last look, and the entries of the history that came after it, newest first."""

    at: object
    entries: tuple[Entry, ...]


def look(split: TimeSplit, user: User, history: Sequence[Entry]) -> Since | None:
    """Notes that the person has now seen this version; answers what came since the time before, if anything did."""
    if split.status not in PENDING:
        return None
    last = Seen.objects.filter(split=split, user=user).first()
    if last is None or last.version != split.version:
        now = {"version": split.version, "at": timezone.now()}
        Seen.objects.update_or_create(split=split, user=user, defaults=now)
    if last is None or last.version == split.version:
        return None
    return Since(last.at, tuple(entry for entry in history if entry.at > last.at))


def changed(splits: Sequence[int], user: User) -> frozenset[int]:
    """Which of these splits are not as the person last saw them; one never seen is simply new."""
    seen = Seen.objects.filter(split__in=splits, user=user)
    return frozenset(seen.exclude(version=F("split__version")).values_list("split", flat=True))
