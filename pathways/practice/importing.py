"""Importing one's own log: what a file would write, and writing it. The same file again changes nothing."""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from pathways.practice.models import Evidence, EvidenceImport
from pathways.practice.rows import Logged, read
from pathways.practice.services import MOST_ENTRIES
from people.importing import sheets
from people.importing.keeping import keep
from people.importing.reading import Problem
from people.memberships.policies import memberships_today
from people.models import User
from people.refusals import Refused

MOST_ROWS = 5_000
NOWHERE = "You work for no organisation here today, so there is nowhere to keep the file. Log entries one by one"


@dataclass(frozen=True)
class Checked:
    """What a file would do: what it would write, how much stands already, and all problems in the order of rows."""

    to_write: tuple[Logged, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    rows: int

    @property
    def left(self) -> int:
        return self.rows - len(self.to_write) - self.unchanged


def send(file_name: str, content: bytes, *, by: User) -> EvidenceImport:
    """Keeps a file that can be read, to be looked at and written; one sent before and not written goes.

    Raises Refused for what is no log.
    """
    member = memberships_today(by).select_related("organisation").order_by("pk").first()
    if member is None:
        raise Refused(NOWHERE)
    table = sheets.read(file_name, content, most=MOST_ROWS)
    read(table, timezone.localdate())  # its columns
    return keep(EvidenceImport, member.organisation, file_name, content, rows=len(table.rows), by=by)


def check(sent: EvidenceImport) -> Checked:
    """What the file would write today. Writes nothing.

    Two equal rows are two entries; of those as many are written as the log has not yet.
    """
    table = sheets.read(sent.file_name, bytes(sent.content), most=MOST_ROWS)
    found, problems = read(table, timezone.localdate())
    stands = Counter(_standing(sent.by))
    fresh: list[Logged] = []
    for entry in found:
        if stands[entry.key] > 0:
            stands[entry.key] -= 1
        else:
            fresh.append(entry)
    return Checked(tuple(fresh), len(found) - len(fresh), tuple(problems), len(table.rows))


def _standing(user: User) -> list[tuple[object, ...]]:
    rows = Evidence.objects.filter(user=user).values_list("kind", "on", "what", "amount", "expires_on")
    return [(kind, on, what.casefold(), amount, expires) for kind, on, what, amount, expires in rows]


def write(sent: EvidenceImport, *, by: User) -> EvidenceImport:
    """Writes what is right of the file, all of it or nothing. Written twice, it stands once."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two files at once count what the other wrote
        held = EvidenceImport.objects.select_for_update(of=("self",)).select_related("by")
        sent = held.get(pk=sent.pk)
        if sent.by_id != by.pk:
            raise PermissionDenied
        if sent.written_at is not None:
            return sent
        checked = check(sent)
        if by.evidence.count() + len(checked.to_write) > MOST_ENTRIES:
            raise Refused(f"A log has {MOST_ENTRIES:,} entries at most, and this file would make more.")
        Evidence.objects.bulk_create(
            Evidence(
                user=by,
                kind=entry.kind,
                on=entry.on,
                what=entry.what,
                amount=entry.amount,
                expires_on=entry.expires_on,
                note=entry.note,
                imported=sent,
            )
            for entry in checked.to_write
        )
        sent.made, sent.unchanged, sent.left = len(checked.to_write), checked.unchanged, checked.left
        sent.content, sent.written_at = b"", timezone.now()
        sent.save()
        return sent
