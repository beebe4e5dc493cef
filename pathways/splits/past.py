"""The history of a split as its reader sees it: a draft is its owner's own until it is sent."""

from collections.abc import Iterable

from pathways.splits.models import TimeSplit
from people.history import Entry, history_of
from people.models import User

SAVED, SENT = "Saved as a draft", "Sent for sign-off"
HIDDEN = frozenset(
    {
        *("version", "agreed_until", "submitted_at", "tiers", "tier", "waits_for", "waits_for_person"),
        *("return_reason", "due_on"),
    }
)
"""What the history of a split does not repeat: its status, its signatures and the reason of each entry say it."""


def past_of(split: TimeSplit, reader: User) -> list[Entry]:
    """The changes of a split, newest first: to its owner all of them, to anyone else as they were sent."""
    entries = history_of(split, hide=HIDDEN)
    return entries if reader.pk == split.user_id else as_sent(entries)


def as_sent(entries: Iterable[Entry]) -> list[Entry]:
    """What was saved between two sendings stands as what had changed when it was sent; before the first, as nothing."""
    found: list[Entry] = []
    saved: list[Entry] = []
    sent = False
    for entry in reversed([*entries]):
        if entry.why == SENT:
            changes = _together([*saved, entry]) if sent else ()
            found.append(Entry(entry.at, entry.who, entry.why, changes))
            saved, sent = [], True
        elif entry.why == SAVED or not sent:
            saved.append(entry)
        else:
            found.append(entry)
    return found[::-1]


def _together(entries: Iterable[Entry]) -> tuple[tuple[str, str, str], ...]:
    """Of each field the value before the first and after the last; what came back to itself is no change."""
    fields: dict[str, tuple[str, str]] = {}
    for entry in entries:
        for name, before, after in entry.changes:
            fields[name] = (fields.get(name, (before, ""))[0], after)
    return tuple((name, before, after) for name, (before, after) in fields.items() if before != after)
